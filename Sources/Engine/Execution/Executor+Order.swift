import Syntax

extension Executor {
  /// Stable; nulls last whatever the direction.
  func sort(
    _ relation: Relation, _ keys: [PlannedKey], limit: Int?
  ) throws(Diagnostic) -> Relation {
    var source = relation
    if case .list = relation.rows { source = relation.compacted() }
    // The list of rows, their places twice while they are sorted, and the keys.
    try context.memory?.reserve(source.rowCount * (12 + 8 * keys.count))
    let rows = source.rowList
    var orders: [SortOrder] = []
    for key in keys {
      let column = try column(key.value, over: source)
      // Keys are made of the rows that are left, which may be few.
      orders.append(
        SortOrder(
          rows.count < column.count ? column.gathered(Buffer(rows)) : column,
          descending: key.descending))
    }
    func precedes(_ a: UInt32, _ b: UInt32) -> Bool {
      for order in orders {
        let (x, y) = (order.keys[Int(a)], order.keys[Int(b)])
        if x != y { return x < y }
      }
      return a < b
    }
    var places = (0..<UInt32(truncatingIfNeeded: rows.count)).map(\.self)
    if let limit, limit < rows.count / 8 {
      places = BoundedHeap.smallest(limit, of: places, by: precedes)
    } else {
      // The last key first: a stable sort by each earlier one leaves its order among equals.
      for order in orders.reversed() { RadixSort.sort(&places, by: order.keys) }
      if let limit { places = Array(places.prefix(limit)) }
    }
    if context.cancellation.isCancelled { throw .cancelled }
    source.rows = .list(Buffer(places.map { rows[Int($0)] }))
    return source
  }

  /// Rows picked by a hash of their place and the seed: the same for the same data and seed.
  func sample(_ relation: Relation, _ size: SampleSize, seed: UInt64) -> Relation {
    var result = relation
    let rows = relation.rowList
    let wanted: Int
    switch size {
    case .rows(let count): wanted = min(count, rows.count)
    case .fraction(let unscaled, let scale):
      let fraction = Double(unscaled) / Double(DecimalScale.power(scale))
      wanted = Int((Double(rows.count) * fraction).rounded())
    }
    let picked = BoundedHeap.smallest(wanted, of: rows) { a, b in
      let (x, y) = (Self.mix(UInt64(a) ^ seed), Self.mix(UInt64(b) ^ seed))
      return x == y ? a < b : x < y
    }
    let chosen = Set(picked)
    result.rows = .list(Buffer(rows.filter(chosen.contains)))
    return result
  }

  /// SplitMix64's finalizer (Steele, Lea, Flood 2014).
  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// The rows of a column as unsigned numbers that sort as the values do, in the wanted direction.
struct SortOrder {
  let keys: Buffer<UInt64>

  /// The greatest key is kept for nulls, which come last either way.
  private static let greatest = UInt64.max - 1

  init(_ column: Column, descending: Bool) {
    keys = Buffer(count: column.count) { out in
      Self.fill(out, column, descending)
      guard let validity = column.validity else { return }
      for row in out.indices where !validity[row] { out[row] = .max }
    }
  }

  private static func fill(
    _ out: UnsafeMutableBufferPointer<UInt64>, _ column: Column, _ descending: Bool
  ) {
    switch column.storage {
    case .integers(let integers): fill(out, descending) { biased(integers[$0]) }
    case .numbered(let ids): fill(out, descending) { biased(ids.numbers[$0]) }
    case .bits(let bits): fill(out, descending) { bits[$0] ? 1 : 0 }
    case .doubles(let buffer):
      fill(out, descending) { row in
        let bits = buffer[row].bitPattern
        return bits >> 63 == 1 ? ~bits : bits | 1 << 63
      }
    case .codes, .text:
      let keys = KeyCodes(column)
      let ranks = keys.ranks()
      fill(out, descending) { UInt64(ranks[Int(keys.codes[$0])]) }
    case .constant(.null): out.initialize(repeating: .max)
    case .constant: out.initialize(repeating: 0)
    }
  }

  @inline(__always)
  private static func fill(
    _ out: UnsafeMutableBufferPointer<UInt64>, _ descending: Bool, _ key: (Int) -> UInt64
  ) {
    if descending {
      for row in out.indices { out[row] = greatest - min(key(row), greatest) }
    } else {
      for row in out.indices { out[row] = min(key(row), greatest) }
    }
  }

  private static func biased(_ number: Int64) -> UInt64 {
    UInt64(bitPattern: number) ^ 1 << 63
  }
}

/// The first few rows of an order without sorting all.
enum BoundedHeap {
  static func smallest(
    _ count: Int, of rows: [UInt32], by precedes: (UInt32, UInt32) -> Bool
  ) -> [UInt32] {
    guard count > 0 else { return [] }
    if count >= rows.count { return rows.sorted(by: precedes) }
    // A max-heap of the best so far: its root is the first to go.
    var heap = Array(rows[..<count])
    for start in stride(from: count / 2 - 1, through: 0, by: -1) {
      sift(&heap, start, precedes)
    }
    for row in rows[count...] where precedes(row, heap[0]) {
      heap[0] = row
      sift(&heap, 0, precedes)
    }
    return heap.sorted(by: precedes)
  }

  private static func sift(
    _ heap: inout [UInt32], _ start: Int, _ precedes: (UInt32, UInt32) -> Bool
  ) {
    var root = start
    while true {
      var child = root * 2 + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, precedes(heap[child], heap[child + 1]) { child += 1 }
      guard precedes(heap[root], heap[child]) else { return }
      heap.swapAt(root, child)
      root = child
    }
  }
}
