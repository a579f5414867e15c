public import Engine
public import Syntax

/// A text that a parameter was set to and that no customer has where the rules look for it.
public struct UnmatchedValue: Sendable {
  /// The column that it is compared with.
  public var column: String
  /// What most customers have there.
  public var common: [(value: Value, customers: Int)]
}

extension Classification {
  private static let commonTold = 3

  /// nil where somebody has what the parameter is set to, and where no rule compares it with a column
  /// of the customers.
  public func unmatched(_ parameter: String) throws(Diagnostic) -> UnmatchedValue? {
    let key = NameFolding.fold(parameter)
    var column: Int?
    for comparison in comparisons(with: key) {
      guard let place = columnCompared(in: comparison) else { continue }
      guard let holding = try customers(comparison) else { continue }
      if holding.population > 0 { return nil }
      column = column ?? place
    }
    guard let column else { return nil }
    let customers = catalog.dataset.customers
    let profile = try ColumnProfile(
      customers.columns[column], most: Self.commonTold, context: executor.context)
    guard !profile.common.isEmpty else { return nil }
    return UnmatchedValue(
      column: customers.fields[column].name,
      common: profile.common.map { ($0.value, $0.rows) })
  }

  /// nil where the data do not allow the condition.
  private func customers(_ condition: Expression) throws(Diagnostic) -> Bitmap? {
    let bound: BoundExpression
    do throws(Diagnostic) {
      bound = try binder.condition(condition, in: customerScope)
    } catch {
      return nil
    }
    return try executor.bits(bound, over: executor.everyone)
  }

  private func comparisons(with parameter: String) -> [Expression] {
    let metrics = catalog.definitions.metrics.map(\.definition)
      .filter { $0.activity == nil }.map(\.value)
    let dimensions = catalog.definitions.dimensions.flatMap(\.definition.expressions)
    return (metrics + dimensions).flatMap { $0.comparisons(with: parameter) }
  }

  private func columnCompared(in comparison: Expression) -> Int? {
    for name in RuleNames.mentioned(in: comparison, catalog)
    where name.kind == .column && name.activity == nil {
      if let place = catalog.dataset.customers.index(of: name.key) { return place }
    }
    return nil
  }
}

extension Expression {
  /// The comparisons with a parameter, by folded key. Those that `or` joins are one: another spelling
  /// of the value may be looked for beside it.
  fileprivate func comparisons(with parameter: String) -> [Expression] {
    guard mentions(parameter) else { return [] }
    switch shape {
    case .binary(.or, let left, let right)
    where left.mentions(parameter) && right.mentions(parameter):
      return [self]
    case .binary(let sign, _, _) where sign.compares: return [self]
    case .inList: return [self]
    default: return children.flatMap { $0.comparisons(with: parameter) }
    }
  }

  private func mentions(_ parameter: String) -> Bool {
    if case .parameter(let name) = shape { return NameFolding.fold(name) == parameter }
    return children.contains { $0.mentions(parameter) }
  }
}
