/// The place of a key's codes in the order of its values, nulls last.
struct KeyRanks {
  /// nil: codes rise with the values.
  private let ranks: Buffer<UInt32>?

  /// Of the codes of `DirectKeys`.
  init(_ column: Column, _ context: ExecutionContext) {
    guard case .codes(_, let dictionary) = column.storage else {
      ranks = nil
      return
    }
    ranks = Self.ranks(of: dictionary, column.type, context)
  }

  subscript(code: Int) -> UInt32 {
    guard let ranks, code < ranks.count else { return UInt32(truncatingIfNeeded: code) }
    return ranks[code]
  }

  /// Categories by rank, text by bytes. Interrupted, in any order.
  static func ranks(
    of dictionary: StringDictionary, _ type: ColumnType, _ context: ExecutionContext
  ) -> Buffer<UInt32> {
    guard case .category(let domain) = type else {
      return TextOrder.ranks(dictionary.values, context)
    }
    if domain.isMulti { return Buffer(0..<UInt32(dictionary.count)) }
    let order = domain.categories.indices.sorted {
      (domain.isOrdered ? domain.categories[$0].rank : $0)
        < (domain.isOrdered ? domain.categories[$1].rank : $1)
    }
    return Buffer(inverse(order))
  }

  static func inverse(_ order: [Int]) -> [UInt32] {
    var ranks = [UInt32](repeating: 0, count: order.count)
    for (rank, code) in order.enumerated() { ranks[code] = UInt32(rank) }
    return ranks
  }
}
