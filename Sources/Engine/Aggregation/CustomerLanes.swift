/// Consecutive rows of an activity as lanes: each customer's stand together, in the order of customers.
struct CustomerLanes {
  private let offsets: UnsafePointer<UInt32>
  /// The row of lane 0, and the customer it belongs to.
  private let start: Int
  private let first: Int
  let count: Int

  init(_ activity: Activity, start: Int, first: Int, count: Int) {
    offsets = activity.offsets.values.baseAddress.unsafelyUnwrapped
    self.start = start
    self.first = first
    self.count = count
  }

  /// Calls `body` with each customer who has lanes here; of the first and the last not all may be here.
  @inline(__always)
  func walk(_ body: (_ customer: Int, _ lanes: Range<Int>) -> Void) {
    var customer = first
    var lane = 0
    while lane < count {
      customer += 1
      let end = min(Int(offsets[customer]) - start, count)
      if end > lane {
        body(customer - 1, lane..<end)
        lane = end
      }
    }
  }
}

extension Bitmap {
  /// How many of `lanes` are set; not of none.
  @inline(__always)
  static func population(_ bits: ChunkBits, _ lanes: Range<Int>) -> Int {
    let last = lanes.upperBound - 1
    let (low, high) = (lanes.lowerBound >> 6, last >> 6)
    let above = ~UInt64(0) << UInt64(lanes.lowerBound & 63)
    let below = ~UInt64(0) >> UInt64(63 - last & 63)
    if low == high { return (bits[low] & above & below).nonzeroBitCount }
    var total = (bits[low] & above).nonzeroBitCount &+ (bits[high] & below).nonzeroBitCount
    for word in low + 1..<high { total &+= bits[word].nonzeroBitCount }
    return total
  }
}
