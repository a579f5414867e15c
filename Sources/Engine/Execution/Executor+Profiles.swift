import Syntax

extension Executor {
  /// The groups of each dimension, one table below the other.
  func profile(
    _ relation: Relation, _ groups: [PlannedGroup]
  ) throws(Diagnostic) -> Relation {
    // Filtered rows in an order are brought together once, not for each dimension.
    var source = relation
    if case .list = relation.rows { source = relation.compacted() }
    var parts: [Relation] = []
    for group in groups { parts.append(try self.group(source, group)) }
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
}
