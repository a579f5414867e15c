import Syntax

extension Executor {
  /// Stable; nulls last whatever the direction.
  func sort(
    _ relation: Relation, _ keys: [PlannedKey], limit: Int?
  ) throws(Diagnostic) -> Relation {
    var source = relation
    if case .list = relation.rows { source = relation.compacted() }
    // The list of rows, their places, twice with a key while they are sorted, and the keys.
    try context.memory?.reserve(source.rowCount * (40 + 8 * keys.count))
    var rows = source.rowList
    if let limit, limit < rows.count / 8, let first = keys.first {
      let order = try order(first, rows, of: source)
      let bound = BoundedHeap.bound(of: limit, order.keys.values)
      rows = rows.indices.filter { order.keys[$0] <= bound }.map { rows[$0] }
    }
    var orders: [SortOrder] = []
    for key in keys { orders.append(try order(key, rows, of: source)) }
    var places = Buffer((0..<UInt32(truncatingIfNeeded: rows.count)).map(\.self))
    // The last key first: a stable sort by each earlier one leaves its order among equals.
    for order in orders.reversed() {
      places = RadixSort.sorted(places, by: order.keys, context).rows
    }
    if context.cancellation.isCancelled { throw .cancelled }
    let first = (0..<min(limit ?? rows.count, rows.count)).map { rows[Int(places[$0])] }
    source.rows = .list(Buffer(first))
    return source
  }

  /// The values of `key` in `rows`, which may be few of all.
  private func order(
    _ key: PlannedKey, _ rows: [UInt32], of source: Relation
  ) throws(Diagnostic) -> SortOrder {
    let column = try column(key.value, over: source)
    return SortOrder(
      rows.count < column.count ? column.gathered(Buffer(rows)) : column,
      descending: key.descending, threads: context.threads)
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
      wanted = min(Int((Double(rows.count) * fraction).rounded()), rows.count)
    }
    guard wanted > 0 else {
      result.rows = .list(Buffer([]))
      return result
    }
    // Different places have different hashes, so as many are kept as are wanted.
    var hashes = rows.map { Self.mix(UInt64($0) ^ seed) }
    let bound = hashes.withUnsafeMutableBufferPointer { Selection.element(wanted - 1, of: $0) }
    result.rows = .list(Buffer(rows.filter { Self.mix(UInt64($0) ^ seed) <= bound }))
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

  init(_ column: Column, descending: Bool, threads: Int) {
    keys = Buffer(count: column.count) { out in
      Self.fill(out, column, descending, threads)
      guard let validity = column.validity, let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEachRange(count: out.count, threads: threads) { _, range in
        for row in range where !validity[row] { target.pointer[row] = .max }
      }
    }
  }

  private static func fill(
    _ out: UnsafeMutableBufferPointer<UInt64>, _ column: Column, _ descending: Bool,
    _ threads: Int
  ) {
    switch column.storage {
    case .integers(let integers): fill(out, descending, threads) { biased(integers[$0]) }
    case .numbered(let ids): fill(out, descending, threads) { biased(ids.numbers[$0]) }
    case .bits(let bits): fill(out, descending, threads) { bits[$0] ? 1 : 0 }
    case .doubles(let buffer):
      fill(out, descending, threads) { row in
        let bits = buffer[row].bitPattern
        return bits >> 63 == 1 ? ~bits : bits | 1 << 63
      }
    case .codes, .text:
      let keys = KeyCodes(column)
      let ranks = keys.ranks()
      fill(out, descending, threads) { UInt64(ranks[Int(keys.codes[$0])]) }
    case .constant(.null): out.initialize(repeating: .max)
    case .constant: out.initialize(repeating: 0)
    }
  }

  @inline(__always)
  private static func fill(
    _ out: UnsafeMutableBufferPointer<UInt64>, _ descending: Bool, _ threads: Int,
    _ key: @Sendable (Int) -> UInt64
  ) {
    guard let base = out.baseAddress else { return }
    let target = SharedPointer(base)
    Parallel.forEachRange(count: out.count, threads: threads) { _, range in
      if descending {
        for row in range { target.pointer[row] = greatest - min(key(row), greatest) }
      } else {
        for row in range { target.pointer[row] = min(key(row), greatest) }
      }
    }
  }

  private static func biased(_ number: Int64) -> UInt64 {
    UInt64(bitPattern: number) ^ 1 << 63
  }
}

/// The first few of an order without sorting all.
enum BoundedHeap {
  /// The greatest of the `count` smallest keys: what is above it is not among the first.
  static func bound(of count: Int, _ keys: UnsafeBufferPointer<UInt64>) -> UInt64 {
    guard count > 0 else { return 0 }
    // A max-heap of the best so far: its root is the first to go.
    var heap = keys.prefix(count).sorted(by: >)
    for key in keys.dropFirst(count) where key < heap[0] {
      heap[0] = key
      siftDown(&heap)
    }
    return heap.first ?? .max
  }

  private static func siftDown(_ heap: inout [UInt64]) {
    var root = 0
    while true {
      var child = root * 2 + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, heap[child] < heap[child + 1] { child += 1 }
      guard heap[root] < heap[child] else { return }
      heap.swapAt(root, child)
      root = child
    }
  }
}
