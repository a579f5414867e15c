/// Values that one thread keeps for a statistic that needs all of them, with the group of each.
final class Collected {
  /// One of the two, by the type of the values.
  let ints: KeptValues<Int64>?
  let doubles: KeptValues<Double>?
  let groups: KeptValues<UInt32>
  /// Of values outside these only the smaller ones are counted; nil: all are kept.
  let bounds: PercentileBounds?
  /// The number of smaller values, as bounds are numbered.
  let below: UnsafeMutablePointer<Int>

  /// - Parameter rows: the thread keeps at most one value of each.
  init(isDouble: Bool, rows: Int, bounds: PercentileBounds?) {
    ints = isDouble ? nil : KeptValues(capacity: rows)
    doubles = isDouble ? KeptValues(capacity: rows) : nil
    groups = KeptValues(capacity: rows)
    self.bounds = bounds
    below = BulkMemory.filled(bounds?.lows.count ?? 0, 0, threads: 1)
  }

  deinit { below.deallocate() }

  /// Keeps the lanes that pass.
  func append<T: LaneNumber>(
    _ values: UnsafePointer<T>, _ lanes: AggregateLanes, into kept: KeptValues<T>
  ) {
    guard let bounds else {
      kept.append(values, where: lanes.pass, lanes.count)
      groups.append(lanes.groups, where: lanes.pass, lanes.count)
      return
    }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: lanes.count) { room in
      guard let wanted = room.baseAddress else { return }
      compare(values, lanes, bounds, to: wanted)
      kept.append(values, where: wanted, lanes.count)
      groups.append(lanes.groups, where: wanted, lanes.count)
    }
  }

  /// Counts lanes below the bounds of their group, and notes which are to be kept: those between, and
  /// what is no number, which is in no order.
  private func compare<T: LaneNumber>(
    _ values: UnsafePointer<T>, _ lanes: AggregateLanes, _ bounds: PercentileBounds,
    to wanted: UnsafeMutablePointer<UInt8>
  ) {
    wanted.initialize(repeating: 0, count: lanes.count)
    let fractions = bounds.fractions.count
    withExtendedLifetime(bounds) {
      guard let lows = bounds.lows.values.baseAddress, let highs = bounds.highs.values.baseAddress
      else { return }
      for place in 0..<fractions {
        if bounds.lows.count == fractions {
          below[place] &+= count(values, lanes, lows[place], highs[place], to: wanted)
        } else {
          count(values, lanes, lows + place, highs + place, below + place, fractions, to: wanted)
        }
      }
    }
  }

  /// One group's.
  private func count<T: LaneNumber>(
    _ values: UnsafePointer<T>, _ lanes: AggregateLanes, _ low: Double, _ high: Double,
    to wanted: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let pass = lanes.pass
    var below = 0
    for lane in 0..<lanes.count {
      let value = values[lane].position
      let isBelow: UInt8 = value < low ? 1 : 0
      let isAbove: UInt8 = value > high ? 1 : 0
      below &+= Int(isBelow & pass[lane])
      wanted[lane] |= ((isBelow | isAbove) ^ 1) & pass[lane]
    }
    return below
  }

  /// Those of many groups, whose bounds are `stride` apart.
  private func count<T: LaneNumber>(
    _ values: UnsafePointer<T>, _ lanes: AggregateLanes, _ lows: UnsafePointer<Double>,
    _ highs: UnsafePointer<Double>, _ below: UnsafeMutablePointer<Int>, _ stride: Int,
    to wanted: UnsafeMutablePointer<UInt8>
  ) {
    let (groups, pass) = (lanes.groups, lanes.pass)
    for lane in 0..<lanes.count {
      let index = Int(groups[lane]) &* stride
      let value = values[lane].position
      let isBelow: UInt8 = value < lows[index] ? 1 : 0
      let isAbove: UInt8 = value > highs[index] ? 1 : 0
      below[index] &+= Int(isBelow & pass[lane])
      wanted[lane] |= ((isBelow | isAbove) ^ 1) & pass[lane]
    }
  }
}

/// Values one after the other. With room for all that may come nothing is copied, and memory that no
/// value reaches is never touched.
final class KeptValues<Value: BitwiseCopyable> {
  private(set) var values: UnsafeMutablePointer<Value>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    values = BulkMemory.allocate(Value.self, capacity)
  }

  deinit { BulkMemory.release(values) }

  var all: UnsafeMutableBufferPointer<Value> {
    UnsafeMutableBufferPointer(start: values, count: count)
  }

  func removeAll() { count = 0 }

  @inline(__always)
  func append(_ value: Value) {
    if count == capacity { grow(to: count + 1) }
    (values + count).initialize(to: value)
    count += 1
  }

  /// Those of `more` lanes for which `pass` is 1.
  @inline(__always)
  func append(_ lanes: UnsafePointer<Value>, where pass: UnsafePointer<UInt8>, _ more: Int) {
    // One is written behind the last that passes.
    if count + more >= capacity { grow(to: count + more + 1) }
    var end = values + count
    for lane in 0..<more {
      end.initialize(to: lanes[lane])
      end += Int(pass[lane])
    }
    count = end - values
  }

  private func grow(to wanted: Int) {
    capacity = max(wanted, capacity * 2)
    let room = BulkMemory.allocate(Value.self, capacity)
    room.initialize(from: values, count: count)
    BulkMemory.release(values)
    values = room
  }
}
