import Syntax

extension Executor {
  /// The groups of each dimension, one table below the other.
  func profile(
    _ relation: Relation, _ groups: [PlannedGroup]
  ) throws(Diagnostic) -> Relation {
    // Filtered rows in an order are brought together once, not for each dimension.
    var source = relation
    if case .list = relation.rows { source = relation.compacted(threads: context.threads) }
    var parts: [Relation] = []
    if let together = try profileInOnePass(source, groups) {
      parts = together
    } else {
      for group in groups { parts.append(try self.group(source, group)) }
    }
    guard let first = parts.first else { return relation }
    var result = Relation(
      fields: first.fields, columns: [],
      rows: .all(parts.reduce(0) { $0 + $1.rowCount }), identity: .none)
    for (index, field) in first.fields.enumerated() {
      result.columns.append(
        try ColumnConcatenation.concatenate(
          parts.map { ColumnConcatenation.Part($0.columns[index], count: $0.rowCount) },
          name: field.name))
    }
    return result
  }

  /// The groups of all dimensions from one walk over the rows: each row is looked at once, and belongs to
  /// a group of every dimension. nil where a dimension has sets of classes, or too many values.
  private func profileInOnePass(
    _ source: Relation, _ groups: [PlannedGroup]
  ) throws(Diagnostic) -> [Relation]? {
    guard let first = groups.first, groups.allSatisfy({ $0.hasSameAggregates(as: first) }) else {
      return nil
    }
    var keys: [[GroupKey]] = []
    for group in groups {
      let key = try groupKey(group.keys[0].value, over: source)
      if case .category(let domain) = key.type, domain.single != nil { return nil }
      keys.append([key])
    }
    grouped = (source, 1, first.aggregates)
    defer { grouped = nil }
    let (rows, prepared) = try prepare(first.aggregates, over: source)
    guard let made = try directGroups(of: keys, rows, prepared) else { return nil }
    var parts: [Relation] = []
    for (group, made) in zip(groups, made) {
      let count = made.keys.first?.count ?? 0
      parts.append(try outputs(of: group, made.keys, made.values, count: count))
    }
    return parts
  }
}

extension PlannedGroup {
  /// Whether the aggregates of `other` are the same values of the same rows.
  fileprivate func hasSameAggregates(as other: PlannedGroup) -> Bool {
    func texts(_ group: PlannedGroup) -> [String] {
      group.aggregates.map { aggregate in
        "\(aggregate.kind) \(aggregate.perUnit) \(aggregate.filter != nil) "
          + aggregate.expressions.map(\.fingerprint).joined(separator: ", ")
      }
    }
    return texts(self) == texts(other)
  }
}
