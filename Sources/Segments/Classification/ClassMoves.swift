public import Engine
public import Syntax

/// Who changes class in a dimension when rules change.
public struct ClassMoves: Sendable, Hashable {
  /// A class that goes by another key and has the same rule, but for its bounds.
  public struct Renaming: Sendable, Hashable {
    public var from: String
    public var to: String
    /// Who is in it before and after.
    public var count: Int
  }

  public struct Move: Sendable, Hashable {
    /// Empty: in no class.
    public var from: String
    public var to: String
    public var count: Int
    /// Which parts of the rules moved them, of each class most customers first; known for the largest
    /// moves.
    public var reasons: [MoveReason]
  }

  /// A parameter with another value than before, both as the language writes them.
  public struct MovedParameter: Sendable, Hashable {
    public var name: String
    public var value: String
    public var former: String
  }

  public var title: RuleTitle
  /// Those that the dimension rests on, itself or through metrics and other dimensions.
  public var parameters: [MovedParameter] = []
  /// Customers who change class.
  public var total: Int
  /// Most customers first. Whoever stays in a class with another name does not move.
  public var moves: [Move]
  public var renamings: [Renaming]
}

extension ClassMoves {
  /// Moves of a dimension for which reasons are looked for.
  public static let explained = 4

  /// The dimensions that depend on the definitions `keys` (of metrics, dimensions, parameters) and in
  /// which customers move from `old` to `new`; in the order of the rules. A dimension that the data do
  /// not allow, before or after, has no moves.
  public static func between(
    _ old: Catalog, _ new: Catalog, changing keys: [String], context: ExecutionContext,
    cache: ColumnCache
  ) throws(Diagnostic) -> [ClassMoves] {
    let before = RulesInForce(old, context, cache)
    let after = RulesInForce(new, context, cache)
    let changed = Set(keys.map(NameFolding.fold))
    let dimensions = new.definitions.dimensions.map(\.definition).filter { dimension in
      let signature = after.executor.signature(of: dimension.name)
      if let signature, signature == before.executor.signature(of: dimension.name) { return false }
      return depends(dimension, on: changed, new)
    }
    var columns: [Column?] = []
    for dimension in dimensions { columns.append(try before.column(of: dimension.name)) }
    var result = try gone(of: changed, before, after)
    for (dimension, column) in zip(dimensions, columns) {
      guard let column, let changed = try after.column(of: dimension.name) else { continue }
      let changes = try ColumnChanges(column, changed, context)
      let reasons = MoveReasons(of: dimension, before, after)
      var found = try ClassMoves(RuleTitle(dimension), changes, reasons)
      found.parameters = moved(below: dimension, old, new)
      if !found.moves.isEmpty || !found.renamings.isEmpty { result.append(found) }
    }
    return result
  }

  /// The dimensions among `keys` that there are no more, which customers leave for no class.
  private static func gone(
    of keys: Set<String>, _ before: RulesInForce, _ after: RulesInForce
  ) throws(Diagnostic) -> [ClassMoves] {
    var result: [ClassMoves] = []
    for dimension in before.catalog.definitions.dimensions.map(\.definition)
    where keys.contains(NameFolding.fold(dimension.name)) {
      guard after.catalog.definitions.dimension(dimension.name) == nil,
        let column = try before.column(of: dimension.name)
      else { continue }
      let sizes = try before.executor.sizes(of: dimension.name).sorted { $0.count > $1.count }
      let moves = sizes.filter { $0.value != .null && $0.count > 0 }.map { size in
        Move(from: name(size.value), to: "", count: size.count, reasons: [])
      }
      guard !moves.isEmpty else { continue }
      let total = (0..<column.count).count { !column.isNull($0) }
      result.append(
        ClassMoves(title: RuleTitle(dimension), total: total, moves: moves, renamings: []))
    }
    return result
  }

  private static func moved(
    below dimension: DimensionDefinition, _ old: Catalog, _ new: Catalog
  ) -> [MovedParameter] {
    let before = RuleState(old.definitions, parameters: old.parameters)
    let after = RuleState(new.definitions, parameters: new.parameters)
    return RuleUses(dimension.expressions, new).parameters.compactMap { use in
      guard let was = old.definitions.parameter(use.name)?.definition,
        let will = new.definitions.parameter(use.name)?.definition,
        before.value(of: was) != after.value(of: will)
      else { return nil }
      return MovedParameter(
        name: use.name, value: after.text(of: will), former: before.text(of: was))
    }
  }

  private init(
    _ title: RuleTitle, _ changes: ColumnChanges, _ reasons: MoveReasons
  ) throws(Diagnostic) {
    (self.title, total, moves, renamings) = (title, 0, [], [])
    for pair in changes.pairs {
      let (from, to) = (Self.name(pair.before), Self.name(pair.after))
      if reasons.names.after(from) == to {
        for name in reasons.names.renamed(in: from) { count(pair.count, in: name) }
        continue
      }
      total += pair.count
      moves.append(
        Move(
          from: from, to: to, count: pair.count,
          reasons: moves.count < Self.explained
            ? try reasons.find(from, to, changes.rows(of: pair)) : []))
    }
  }

  private mutating func count(_ customers: Int, in name: (old: String, new: String)) {
    if let known = renamings.firstIndex(where: { $0.from == name.old }) {
      renamings[known].count += customers
    } else {
      renamings.append(Renaming(from: name.old, to: name.new, count: customers))
    }
  }

  private static func name(_ category: Value) -> String {
    if case .string(let name) = category { name } else { "" }
  }

  private static func depends(
    _ dimension: DimensionDefinition, on keys: Set<String>, _ catalog: Catalog
  ) -> Bool {
    if keys.contains(NameFolding.fold(dimension.name)) { return true }
    let uses = RuleUses(dimension.expressions, catalog)
    return uses.metrics.contains { keys.contains(NameFolding.fold($0.name)) }
      || uses.parameters.contains { keys.contains(NameFolding.fold($0.name)) }
      || !uses.dimensions.isDisjoint(with: keys)
  }
}
