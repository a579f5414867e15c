/// The place of a key's codes in the order of its values, nulls last.
struct KeyRanks {
  /// nil: codes rise with the values.
  private let ranks: [UInt32]?

  /// Of the codes of `DirectKeys`.
  init(_ column: Column) {
    guard case .codes(_, let dictionary) = column.storage else {
      ranks = nil
      return
    }
    ranks = Self.ranks(of: dictionary, column.type)
  }

  subscript(code: Int) -> UInt32 { ranks?[code] ?? UInt32(truncatingIfNeeded: code) }

  /// Categories by rank, text by bytes.
  static func ranks(of dictionary: StringDictionary, _ type: ColumnType) -> [UInt32] {
    var ranks: [UInt32]
    if case .category(let domain) = type, !domain.isMulti {
      let order = domain.categories.indices.sorted {
        (domain.isOrdered ? domain.categories[$0].rank : $0)
          < (domain.isOrdered ? domain.categories[$1].rank : $1)
      }
      ranks = inverse(order)
    } else if case .category = type {
      ranks = (0..<UInt32(dictionary.count)).map(\.self)
    } else {
      ranks = dictionary.ranks()
    }
    ranks.append(UInt32(ranks.count))
    return ranks
  }

  static func inverse(_ order: [Int]) -> [UInt32] {
    var ranks = [UInt32](repeating: 0, count: order.count)
    for (rank, code) in order.enumerated() { ranks[code] = UInt32(rank) }
    return ranks
  }
}
