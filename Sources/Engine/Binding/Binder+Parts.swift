import Syntax

extension Binder {
  /// An aggregate of all rows of the scope, or, with `by`, of those with the row's key: what
  /// `median(price by category)` and `sum(amount by order_id)` mean. Of an activity's rows only those
  /// before the as-of date count.
  func aggregateOfParts(
    _ written: Call, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    var whole = written
    var partition: BoundExpression?
    if !written.isOrdered, let by = written.by {
      partition = try bind(by, in: scope)
      whole.by = nil
    }
    let bound = try plainAggregate(whole, at: span, in: scope, source: nil)
    if let partition, let single = valueOfOwnOrder(bound, by: partition, at: span, in: scope) {
      return single
    }
    return BoundExpression(
      .computed(
        .population(
          PopulationCall(
            kind: .aggregate(seen(bound, at: span, in: scope)), argument: nil, filter: nil,
            partition: partition))),
      type: bound.type, at: span)
  }

  /// Where every row is an order of its own, the sum by order is the row's value: nothing is left to
  /// group. nil where rows are lines of orders.
  private func valueOfOwnOrder(
    _ aggregate: BoundAggregate, by key: BoundExpression, at span: Span, in scope: Scope
  ) -> BoundExpression? {
    guard aggregate.kind == .sum, let value = aggregate.argument, value.type == aggregate.type,
      case .activity(let activity) = scope.subject, activity.units == nil,
      case .column(let index) = key.node, scope.fields[index].role == .orderID
    else { return nil }
    guard let filter = aggregate.filter else { return value }
    return BoundExpression(
      .caseWhen([BoundBranch(condition: filter, value: value)], otherwise: nil),
      type: value.type, at: span)
  }

  private func seen(
    _ aggregate: BoundAggregate, at span: Span, in scope: Scope
  ) -> BoundAggregate {
    // Columns that a query has rearranged come from rows that were cut off already.
    guard case .activity(let activity) = scope.subject, let past = past(activity, at: span),
      let time = activity.column(.time), scope.fields.indices.contains(time),
      scope.fields[time].role == .time
    else { return aggregate }
    return BoundAggregate(
      kind: aggregate.kind, argument: aggregate.argument,
      filter: all([aggregate.filter, past].compactMap(\.self), at: span), by: aggregate.by,
      perUnit: aggregate.perUnit, type: aggregate.type)
  }
}
