public import Engine
public import Syntax

/// Who changes class in a dimension when rules change.
public struct ClassMoves: Sendable, Hashable {
  public struct Move: Sendable, Hashable {
    /// nil: the dimension was not available before (after).
    public var from: String?
    public var to: String?
    public var count: Int
  }

  public var title: RuleTitle
  /// Customers who change class.
  public var total: Int
  /// Most customers first.
  public var moves: [Move]
}

extension ClassMoves {
  /// The dimensions that depend on the definition `key` (of a metric, dimension or parameter) and in
  /// which customers move from `old` to `new`; in the order of the rules.
  public static func between(
    _ old: Catalog, _ new: Catalog, changing key: String, context: ExecutionContext,
    cache: ColumnCache
  ) throws(Diagnostic) -> [ClassMoves] {
    var result: [ClassMoves] = []
    for entry in new.definitions.dimensions
    where depends(entry.definition, on: NameFolding.fold(key), new) {
      let name = entry.definition.name
      guard let before = try values(name, old, context, cache),
        let after = try values(name, new, context, cache)
      else { continue }
      let moves = moves(before, after)
      guard !moves.isEmpty else { continue }
      result.append(
        ClassMoves(
          title: RuleTitle(entry.definition), total: moves.reduce(0) { $0 + $1.count },
          moves: moves))
    }
    return result
  }

  private static func depends(
    _ dimension: DimensionDefinition, on key: String, _ catalog: Catalog
  ) -> Bool {
    if NameFolding.fold(dimension.name) == key { return true }
    let uses = RuleUses(dimension.expressions, catalog)
    return uses.metrics.contains { NameFolding.fold($0.name) == key }
      || uses.parameters.contains { NameFolding.fold($0.name) == key }
      || uses.dimensions.contains(key)
  }

  /// nil where the dimension is not available.
  private static func values(
    _ name: String, _ catalog: Catalog, _ context: ExecutionContext, _ cache: ColumnCache
  ) throws(Diagnostic) -> Column? {
    guard catalog.definitions.dimension(name) != nil,
      case .available = Binder(catalog).availability(of: name)
    else { return nil }
    return try Executor(catalog, context: context, cache: cache).definitionColumn(name)
  }

  private static func moves(_ before: Column, _ after: Column) -> [Move] {
    var counts: [[Value]: Int] = [:]
    for row in 0..<before.count {
      let (old, new) = (before.value(row), after.value(row))
      if old != new { counts[[old, new], default: 0] += 1 }
    }
    return counts.map { pair, count in
      Move(from: word(pair[0]), to: word(pair[1]), count: count)
    }.sorted { ($1.count, $0.from ?? "", $0.to ?? "") < ($0.count, $1.from ?? "", $1.to ?? "") }
  }

  private static func word(_ value: Value) -> String? {
    if case .string(let text) = value { text } else { nil }
  }
}
