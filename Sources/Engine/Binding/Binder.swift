import Synchronization
public import Syntax

/// Resolves names and types: the tree as written becomes bound expressions and plans.
///
/// One binder serves one statement; metrics and dimensions that it meets are bound once and kept.
public final class Binder {
  public let catalog: Catalog
  /// Metrics and dimensions bound so far, by key.
  var definitions: [String: BoundDefinition] = [:]
  /// What the data lack for definitions that cannot be bound.
  var lacks: [String: Diagnostic] = [:]
  /// Metrics of activities' rows bound so far, by key.
  var rowMetrics: [String: BoundExpression] = [:]
  /// What stands in inside each of them, by key.
  var rowMetricStandIns: [String: [StandIn]] = [:]
  /// The keys being bound, outermost first: meeting one again is a cycle.
  var inProgress: [String] = []
  /// Aggregates met while the columns of a `group` are bound; nil elsewhere.
  var groupAggregates: GroupAggregates?
  /// Inside the first argument of `optional`, or where only what is lacking is asked: what is missing is
  /// not told, nor is anything like it searched for.
  public var isTrying = false
  /// What stands in for lacking data in what was bound so far, each once; of the definition in
  /// progress alone while one is.
  var standIns: [StandIn] = []
  /// Words of the query that a metric reads as classes, each once.
  var readings: [WordReading] = []
  /// Names of the query that are a dimension and a column, each use once.
  var namesakes: [Namesake] = []
  /// Words of the query taken for classes of dimensions of values, each once.
  var valueWords: [ValueWord] = []
  /// Values of one customer (`industry of 'C1'`) that stood beside a class and so are the dimension's.
  var classesAsked: [Expression: BoundExpression] = [:]
  /// Where definitions bound for earlier statements are kept.
  private let cache: ColumnCache?
  let signatures: DefinitionSignatures
  private static let calls = Atomic<Int>(0)

  public init(_ catalog: Catalog, cache: ColumnCache? = nil) {
    self.catalog = catalog
    self.cache = cache
    signatures = cache?.signatures(catalog) ?? DefinitionSignatures(catalog)
  }

  /// A number that no other call has: bound definitions outlive their binder.
  func nextCall() -> Int { Self.calls.wrappingAdd(1, ordering: .relaxed).newValue }

  /// A definition as an earlier statement bound it; nil when there is none or something has changed.
  func recalled(_ key: String) -> BoundDefinition? {
    guard let cache, let signature = signatures.signature(of: key) else { return nil }
    return cache.fact(
      BoundDefinition.self, "bound \(key)", world: catalog.world, signature: signature)
  }

  /// What the data lack for the definition, where that has been found before.
  func recalledLack(_ key: String) -> Diagnostic? {
    guard let cache, let signature = signatures.signature(of: key) else { return nil }
    return cache.fact(
      Diagnostic.self, "lack of \(key)", world: catalog.world, signature: signature)
  }

  func remember(_ lack: Diagnostic, of key: String) {
    lacks[key] = lack
    guard isLasting(lack), let cache, let signature = signatures.signature(of: key) else { return }
    cache.keep(lack, "lack of \(key)", world: catalog.world, signature: signature)
  }

  /// Whether other data or other rules would have to come: a name in `count(…)` may be a segment that is
  /// saved later, which no signature tells of.
  private func isLasting(_ lack: Diagnostic) -> Bool {
    switch lack.code {
    case "E201": true
    case "E208":
      lack.message.arguments.first.map { recalledLack(NameFolding.fold($0)) != nil } ?? false
    default: false
    }
  }

  func remember(_ definition: BoundDefinition) {
    guard let cache, let signature = signatures.signature(of: definition.key) else { return }
    cache.keep(
      definition, "bound \(definition.key)", world: catalog.world, signature: signature)
  }

  /// `expression` in `scope`.
  public func bind(
    _ expression: Expression, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    let span = expression.span
    switch expression.shape {
    case .literal(let literal): return bind(literal, at: span)
    case .name(let name): return try bind(name, at: span, in: scope)
    case .parameter(let name): return try parameter(name, at: span)
    case .unary(let op, let operand): return try unary(op, operand, at: span, in: scope)
    case .binary(let op, let left, let right):
      return try binary(op, left, right, at: span, in: scope)
    case .between(let value, let low, let high, let negated):
      return try between(value, low, high, negated: negated, at: span, in: scope)
    case .inList(let value, let items, let negated):
      return negate(try inList(value, items, at: span, in: scope), if: negated)
    case .inFile(let value, let path, let pathSpan, let negated):
      return negate(try inFile(value, path, pathSpan, at: span, in: scope), if: negated)
    case .inRange(let value, let range, let negated):
      return negate(
        try within(value, .range(range), at: span, in: scope), if: negated)
    case .inSegment(let reference, let negated):
      return negate(try inSegment(reference, at: span, in: scope), if: negated)
    case .within(let value, let window, let negated):
      return negate(try within(value, window, at: span, in: scope), if: negated)
    case .isNull(let value, let negated):
      let bound = try bind(value, in: scope)
      return negate(BoundExpression(.isNull(bound), type: .bool, at: span), if: negated)
    case .like(let value, let pattern, let negated):
      return negate(
        try call("like", [bind(value, in: scope), bind(pattern, in: scope)], at: span),
        if: negated)
    case .isDistinct(let left, let right, let negated):
      return negate(try distinct(left, right, at: span, in: scope), if: negated)
    case .call(let written): return try bind(written, at: span, in: scope)
    case .has(let source, let negated):
      return negate(try has(source, at: span, in: scope), if: negated)
    case .caseWhen(let branches, let otherwise):
      return try caseWhen(branches, otherwise, at: span, in: scope)
    case .of(let value, let id): return try self.value(value, of: id, at: span)
    case .missing:
      throw Diagnostic("E101", Message("expected an expression"), at: span)
    }
  }

  /// A condition: true, false or unknown.
  public func condition(
    _ expression: Expression, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    let bound = try bind(expression, in: scope)
    if bound.type == .null { return bound.retyped(.bool) }
    guard bound.type == .bool else {
      throw Diagnostic(
        "E302", Message("expected a condition, found {0}", bound.type.word), at: expression.span,
        label: Message("not true or false"))
    }
    return bound
  }

  func negate(_ expression: BoundExpression, if negated: Bool) -> BoundExpression {
    guard negated else { return expression }
    if case .bool(let value)? = expression.constant {
      return BoundExpression(.constant(.bool(!value)), type: .bool, at: expression.span)
    }
    return BoundExpression(.not(expression), type: .bool, at: expression.span)
  }
}

extension BoundExpression {
  /// The same with another type, for nulls that take the type of their surroundings.
  func retyped(_ type: ColumnType) -> BoundExpression {
    BoundExpression(node, type: type, at: span)
  }
}
