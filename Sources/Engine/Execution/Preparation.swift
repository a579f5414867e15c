import Syntax

/// Works out the whole-column parts of expressions and puts columns in their place, so that what is
/// left can be evaluated row by row. Appended columns belong to this preparation's relation only.
struct Preparation {
  var relation: Relation
  let executor: Executor
  private var known: [String: Int] = [:]
  /// Activity aggregates already worked out, in the order in which they are met.
  private var activityColumns: [Column] = []

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
    activityColumns = try executor.activityColumns(expressions)
    var next = 0
    var result: [BoundExpression] = []
    for expression in expressions { result.append(try rewrite(expression, &next)) }
    return result
  }

  private mutating func rewrite(
    _ expression: BoundExpression, _ next: inout Int
  ) throws(Diagnostic) -> BoundExpression {
    func with(_ node: BoundExpression.Node) -> BoundExpression {
      BoundExpression(node, type: expression.type, at: expression.span)
    }
    switch expression.node {
    case .constant, .column: return expression
    case .computed(let computed):
      return try place(computed, of: expression, &next)
    case .apply(let call):
      let arguments = try rewrite(call.arguments, &next)
      return with(
        .apply(
          BoundCall(name: call.name, overload: call.overload, arguments: arguments, id: call.id)))
    case .not(let operand): return with(.not(try rewrite(operand, &next)))
    case .and(let operands): return with(.and(try rewrite(operands, &next)))
    case .or(let operands): return with(.or(try rewrite(operands, &next)))
    case .isNull(let operand): return with(.isNull(try rewrite(operand, &next)))
    case .isIn(let operand, let set): return with(.isIn(try rewrite(operand, &next), set))
    case .inRange(let operand, let low, let high):
      return with(.inRange(try rewrite(operand, &next), low: low, high: high))
    case .codeTest(let operand, let table):
      return with(.codeTest(try rewrite(operand, &next), table))
    case .classSet(let conditions): return with(.classSet(try rewrite(conditions, &next)))
    case .rank(let operand, let ranks): return with(.rank(try rewrite(operand, &next), ranks))
    case .caseWhen(let branches, let otherwise):
      var rewritten: [BoundBranch] = []
      for branch in branches {
        rewritten.append(
          BoundBranch(
            condition: try rewrite(branch.condition, &next),
            value: try rewrite(branch.value, &next)))
      }
      let last = try otherwise.map { inner throws(Diagnostic) in try rewrite(inner, &next) }
      return with(.caseWhen(rewritten, otherwise: last))
    }
  }

  private mutating func rewrite(
    _ expressions: [BoundExpression], _ next: inout Int
  ) throws(Diagnostic) -> [BoundExpression] {
    var result: [BoundExpression] = []
    for expression in expressions { result.append(try rewrite(expression, &next)) }
    return result
  }

  private mutating func place(
    _ computed: Computed, of expression: BoundExpression, _ next: inout Int
  ) throws(Diagnostic) -> BoundExpression {
    let column: Column
    switch computed {
    case .definition(let key):
      if let index = known[key] { return reference(index, expression) }
      column = forRows(try executor.definitionColumn(key))
      known[key] = relation.columns.count
    case .members(let bits):
      column = forRows(Column(.bool, .bits(bits), count: bits.count))
    case .activity:
      column = forRows(activityColumns[next])
      next += 1
    case .ofCustomer(let inner):
      column = forRows(try executor.column(inner, over: executor.customers))
    case .population(let call):
      return try population(call, of: expression)
    }
    relation.columns.append(column)
    relation.fields.append(Field(""))
    return reference(relation.columns.count - 1, expression)
  }

  private func reference(_ index: Int, _ expression: BoundExpression) -> BoundExpression {
    BoundExpression(.column(index), type: expression.type, at: expression.span)
  }

  /// A column over customers as a column over this relation's rows.
  private func forRows(_ column: Column) -> Column {
    switch relation.identity {
    case .customers, .none: column
    case .listed(let customers): column.gathered(customers)
    case .activity(let activity): column.gathered(activity.customerOfRow())
    }
  }

  private mutating func population(
    _ call: PopulationCall, of expression: BoundExpression
  ) throws(Diagnostic) -> BoundExpression {
    let column = try executor.population(call, over: relation, type: expression.type)
    if case .constant(let value) = column.storage {
      return BoundExpression(.constant(value), type: expression.type, at: expression.span)
    }
    relation.columns.append(column)
    relation.fields.append(Field(""))
    return reference(relation.columns.count - 1, expression)
  }
}
