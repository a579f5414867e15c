public import Syntax

extension Executor {
  /// The least and the greatest value of `expression`, bound over customers, among the customers of
  /// `chosen`; nil where none of them has one.
  public func extremes(
    of expression: BoundExpression, among chosen: Bitmap
  ) throws(Diagnostic) -> (least: Value, greatest: Value)? {
    let values = try column(expression, over: customers)
    let relation = Relation(
      fields: [Field("")], columns: [values], rows: .bits(chosen), identity: .none)
    let argument = BoundExpression(.column(0), type: values.type, at: expression.span)
    let wanted = [AggregateKind.minimum, .maximum].map { kind in
      BoundAggregate(
        kind: kind, argument: argument, filter: nil, by: nil, perUnit: false, type: values.type)
    }
    let found = try Aggregation(
      relation: relation, groups: .single, groupCount: 1, aggregates: wanted
    ).run(context, &notices).map { $0.value(0) }
    return found[0] == .null ? nil : (found[0], found[1])
  }
}
