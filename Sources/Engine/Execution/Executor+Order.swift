import Syntax

extension Executor {
  /// Stable; nulls last whatever the direction.
  func sort(
    _ relation: Relation, _ keys: [PlannedKey], limit: Int?
  ) throws(Diagnostic) -> Relation {
    var source = relation
    if case .list = relation.rows { source = relation.compacted(threads: context.threads) }
    // The list of rows, their places, twice with a word while they are sorted, and the words.
    try context.memory?.reserve(source.rowCount * (40 + 8 * keys.count))
    var rows: Buffer<UInt32>?
    if case .bits(let bits) = source.rows { rows = bits.rows(threads: context.threads) }
    var count = source.rowCount
    if let limit, limit < count / 8, let first = keys.first {
      let places = try placesOfFirst(limit, of: count, by: order(first, rows, of: source))
      rows = rows?.gathered(places, threads: context.threads) ?? places
      count = places.count
    }
    var orders: [OrderedKey] = []
    for key in keys { orders.append(try order(key, rows, of: source)) }
    var places = Buffer.numbers(below: count)
    // The last word first: a stable sort by each earlier one leaves its order among equals.
    for keys in PackedKeys.words(of: orders).reversed() {
      places = RadixSort.sorted(places, by: keys.allWords(count, context), context).rows
      if context.cancellation.isCancelled { throw .cancelled }
    }
    let sorted = rows?.gathered(places, threads: context.threads) ?? places
    source.rows = Relation.Rows.list(sorted).prefix(limit ?? count)
    return source
  }

  /// The places among `count` rows of those that may be among the first `limit`.
  private func placesOfFirst(
    _ limit: Int, of count: Int, by key: OrderedKey
  ) throws(Diagnostic) -> Buffer<UInt32> {
    let words = PackedKeys([key]).allWords(count, context)
    let bound = FirstOfOrder.bound(of: limit, words, context)
    if context.cancellation.isCancelled { throw .cancelled }
    return Bitmap(count: count, where: { words.values[$0] <= bound }).rows(threads: context.threads)
  }

  /// The values of `key` in `rows`, which may be few of all; nil: all.
  private func order(
    _ key: PlannedKey, _ rows: Buffer<UInt32>?, of source: Relation
  ) throws(Diagnostic) -> OrderedKey {
    var column = try column(key.value, over: source)
    if let rows { column = column.gathered(rows, threads: context.threads) }
    var order = try OrderedKey(column, context)
    order.isDescending = key.descending
    return order
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
