import Syntax

/// Works out the whole-column parts of expressions and puts columns in their place, so that what is
/// left can be evaluated row by row. Appended columns belong to this preparation's relation only.
struct Preparation {
  var relation: Relation
  let executor: Executor
  private var known: [String: Int] = [:]
  /// Activity aggregates already worked out.
  private var activityColumns: [ObjectIdentifier: Column] = [:]

  init(_ relation: Relation, executor: Executor) {
    self.relation = relation
    self.executor = executor
  }

  mutating func prepare(
    _ expression: BoundExpression
  ) throws(Diagnostic) -> BoundExpression {
    try prepare([expression])[0]
  }

  /// Several expressions together: aggregates over one activity share one pass over its rows.
  mutating func prepare(
    _ expressions: [BoundExpression]
  ) throws(Diagnostic) -> [BoundExpression] {
    try executor.prefetch(expressions.flatMap(\.definitionsWithin))
    activityColumns = try executor.activityColumns(expressions)
    var result: [BoundExpression] = []
    for expression in expressions { result.append(try rewrite(expression)) }
    return result
  }

  private mutating func rewrite(
    _ expression: BoundExpression
  ) throws(Diagnostic) -> BoundExpression {
    func with(_ node: BoundExpression.Node) -> BoundExpression {
      BoundExpression(node, type: expression.type, at: expression.span)
    }
    if let whole = expression.overCustomers {
      return append(forRows(try executor.column(whole, over: executor.customers)), for: expression)
    }
    if expression.isOfDays,
      let column = FewCombinations.column(of: expression, over: relation, executor.context)
    {
      return append(column, for: expression)
    }
    if let digits = relation.digits(of: expression) { return append(digits, for: expression) }
    switch expression.node {
    case .constant, .coded, .column: return expression
    case .computed(.rowMetric(let metric)):
      return try rowMetric(metric, of: expression)
    case .computed(let computed):
      return try place(computed, of: expression)
    case .apply(let call):
      let arguments = try rewrite(call.arguments)
      return with(
        .apply(
          BoundCall(name: call.name, overload: call.overload, arguments: arguments, id: call.id)))
    case .not(let operand): return with(.not(try rewrite(operand)))
    case .and(let operands): return with(Self.joined(try rewrite(operands), settles: false))
    case .or(let operands): return with(Self.joined(try rewrite(operands), settles: true))
    case .isNull(let operand): return with(.isNull(try rewrite(operand)))
    case .isIn(let operand, let set): return with(.isIn(try rewrite(operand), set))
    case .inRange(let operand, let low, let high):
      return with(.inRange(try rewrite(operand), low: low, high: high))
    case .codeTest(let operand, let table):
      return with(.codeTest(try rewrite(operand), table))
    case .classSet(let conditions): return with(.classSet(try rewrite(conditions)))
    case .rank(let operand, let ranks): return with(.rank(try rewrite(operand), ranks))
    case .lookup(let operand, let table): return with(.lookup(try rewrite(operand), table))
    case .caseWhen(let branches, let otherwise):
      var rewritten: [BoundBranch] = []
      for branch in branches {
        rewritten.append(
          BoundBranch(
            condition: try rewrite(branch.condition),
            value: try rewrite(branch.value)))
      }
      let last = try otherwise.map { inner throws(Diagnostic) in try rewrite(inner) }
      return with(.caseWhen(rewritten, otherwise: last))
    }
  }

  private mutating func rewrite(
    _ expressions: [BoundExpression]
  ) throws(Diagnostic) -> [BoundExpression] {
    var result: [BoundExpression] = []
    for expression in expressions { result.append(try rewrite(expression)) }
    return result
  }

  /// `or` (`and`) of conditions of which some may be the same for all rows, because a parameter has
  /// settled them.
  ///
  /// - Parameter settles: the answer of one condition that decides all.
  private static func joined(
    _ operands: [BoundExpression], settles: Bool
  ) -> BoundExpression.Node {
    if operands.contains(where: { $0.constant == .bool(settles) }) {
      return .constant(.bool(settles))
    }
    let open = operands.filter { $0.constant != .bool(!settles) }
    switch open.count {
    case 0: return .constant(.bool(!settles))
    case 1: return open[0].node
    default: return settles ? .or(open) : .and(open)
    }
  }

  private mutating func place(
    _ computed: Computed, of expression: BoundExpression
  ) throws(Diagnostic) -> BoundExpression {
    let column: Column
    switch computed {
    case .definition(let key):
      if let index = known[key] { return reference(index, expression) }
      let values = try executor.definitionColumn(key)
      // The same for all customers: what is left may be asked of columns as they are kept.
      if case .constant(let value) = values.storage {
        return BoundExpression(.constant(value), type: expression.type, at: expression.span)
      }
      column = forRows(values)
      known[key] = relation.columns.count
    case .members(let bits):
      column = forRows(Column(.bool, .bits(bits), count: bits.count))
    case .activity(let aggregate):
      guard let found = activityColumns[ObjectIdentifier(aggregate)] else {
        preconditionFailure("aggregates are worked out before they are placed")
      }
      column = forRows(found)
    case .ofCustomer(let inner):
      column = forRows(try executor.column(inner, over: executor.customers))
    case .population(let call):
      return try population(call, of: expression)
    case .rowMetric(let metric):
      return try rowMetric(metric, of: expression)
    }
    return append(column, for: expression)
  }

  private mutating func append(
    _ column: Column, for expression: BoundExpression
  ) -> BoundExpression {
    relation.columns.append(column)
    relation.fields.append(Field(""))
    return reference(relation.columns.count - 1, expression)
  }

  /// The kept column where the relation has all rows of the activity in their order; elsewhere the
  /// metric is worked out for the rows at hand.
  private mutating func rowMetric(
    _ metric: RowMetric, of expression: BoundExpression
  ) throws(Diagnostic) -> BoundExpression {
    guard case .activity(let activity) = relation.identity, activity.name == metric.activity,
      relation.baseCount == activity.table.rowCount
    else { return try rewrite(metric.expression) }
    if let index = known[metric.key] { return reference(index, expression) }
    known[metric.key] = relation.columns.count
    return append(try executor.rowColumn(metric, activity), for: expression)
  }

  private func reference(_ index: Int, _ expression: BoundExpression) -> BoundExpression {
    BoundExpression(.column(index), type: expression.type, at: expression.span)
  }

  /// A column over customers as a column over this relation's rows.
  private func forRows(_ column: Column) -> Column {
    switch relation.identity {
    case .customers, .none: column
    case .listed(let customers): column.gathered(customers)
    case .activity(let activity):
      column.spread(over: activity, threads: executor.context.threads)
    }
  }

  private mutating func population(
    _ call: PopulationCall, of expression: BoundExpression
  ) throws(Diagnostic) -> BoundExpression {
    if let key = call.partition, case .aggregate(let aggregate) = call.kind,
      let table = try executor.table(of: aggregate, by: key, over: relation)
    {
      return BoundExpression(.lookup(key, table), type: expression.type, at: expression.span)
    }
    let column = try executor.population(call, over: relation, type: expression.type)
    if case .constant(let value) = column.storage {
      return BoundExpression(.constant(value), type: expression.type, at: expression.span)
    }
    return append(column, for: expression)
  }
}
