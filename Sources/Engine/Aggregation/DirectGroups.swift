import Syntax

extension Executor {
  /// Groups by keys of few values, with an aggregate column each: worked out for every combination that
  /// there may be, so that rows are looked at once, and given of those that rows have, in the order of
  /// their keys. nil where there may be too many.
  ///
  /// - Parameter rows: with the aggregates prepared for it; not a list.
  func directGroups(
    _ keys: [GroupKey], _ rows: Relation, _ aggregates: [BoundAggregate]
  ) throws(Diagnostic) -> (keys: [Column], values: [Column])? {
    try directGroups(of: [keys], rows, aggregates)?.first
  }

  /// The same for several ways of grouping the same rows, each row being in a group of every way.
  func directGroups(
    of ways: [[GroupKey]], _ rows: Relation, _ aggregates: [BoundAggregate]
  ) throws(Diagnostic) -> [(keys: [Column], values: [Column])]? {
    // Values that are told apart take memory for each combination.
    let tellsApart = aggregates.contains { $0.kind == .countDistinct && $0.argument != nil }
    guard !tellsApart, let (direct, size) = directKeys(ways, rows) else { return nil }
    let all = BoundAggregate(
      kind: .count, argument: nil, filter: nil, by: nil, perUnit: false, type: .int)
    let columns = try Aggregation(
      relation: rows, groups: .direct(direct), groupCount: size, aggregates: aggregates + [all]
    ).run(context, &notices)
    guard let sizes = columns.last, case .integers(let counts) = sizes.storage else { return nil }
    return zip(ways, direct).map { keys, direct in
      let own = direct.offset..<direct.offset + direct.size
      let groups = direct.ordered(
        own.filter { counts[$0] > 0 }.map { $0 - direct.offset }, context)
      let places = groups.map { direct.places(of: $0) }
      let chosen = Buffer(groups.map { UInt32(truncatingIfNeeded: $0 + direct.offset) })
      return (
        keys.indices.map { key in direct.column(of: places.map { $0[key] }, key: key) },
        columns.dropLast().map { $0.gathered(chosen) }
      )
    }
  }

  /// Each way's combinations numbered behind those of the ways before it, and how many they are in all.
  private func directKeys(
    _ ways: [[GroupKey]], _ rows: Relation
  ) -> (keys: [DirectKeys], size: Int)? {
    var all: [DirectKeys] = []
    var size = 0
    for keys in ways {
      guard !keys.isEmpty, let direct = DirectKeys(keys, context) else { return nil }
      all.append(direct.numbered(from: size))
      size += direct.size
    }
    return size * 4 <= rows.rows.extent ? (all, size) : nil
  }
}

extension DirectKeys {
  /// `combinations` by their values, first key first, nulls last.
  func ordered(_ combinations: [Int], _ context: ExecutionContext) -> [Int] {
    let ranks = (0..<keyCount).map { self.ranks($0, context) }
    // One number a combination that rises with its ranks.
    let order = combinations.map { combination in
      var number: UInt64 = 0
      var rest = combination
      var factor: UInt64 = 1
      for key in ranks.indices.reversed() {
        let (quotient, place) = rest.quotientAndRemainder(dividingBy: sizeOfKey(key))
        number += UInt64(ranks[key][place]) * factor
        factor *= UInt64(sizeOfKey(key))
        rest = quotient
      }
      return (number, combination)
    }
    return order.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
