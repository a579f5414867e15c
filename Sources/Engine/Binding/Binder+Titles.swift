import Syntax

extension Binder {
  /// The name of a column that was given none: as short as what was written, and typeable where it
  /// can be: `sum(spend)` becomes `sum_spend`.
  func title(of expression: Expression) -> String {
    switch expression.shape {
    case .name(let name): return name.text
    case .call(let call):
      var parts = [NameFolding.fold(call.name)]
      if let activity = call.activity { parts.append(activity.name) }
      for argument in call.arguments {
        if case .name(let name) = argument.shape { parts.append(name.text) }
        if case .call = argument.shape { parts.append(title(of: argument)) }
      }
      return parts.joined(separator: "_")
    default: return "value"
    }
  }

  /// How a computed column is shown: money stays money through sums and arithmetic.
  func display(of value: BoundExpression, in scope: Scope) -> Field.Display {
    switch value.node {
    case .column(let index) where index < scope.fields.count: return scope.fields[index].display
    case .computed(.definition(let key)):
      return definitions[key].map { display(of: $0.expression, in: customerScope) } ?? .plain
    case .computed(.rowMetric(let metric)): return display(of: metric.expression, in: scope)
    case .computed(.ofCustomer(let inner)): return display(of: inner, in: customerScope)
    case .computed(.activity(let activity)):
      guard let rows = catalog.dataset.activity(named: activity.activity) else { return .plain }
      let scope = Scope(rows.table, subject: .activity(rows))
      return display(of: activity.aggregate, in: scope)
    case .computed(.population(let call)):
      switch call.kind {
      case .percentRank, .cumulativeShare: return .percent
      case .aggregate(let aggregate): return display(of: aggregate, in: scope)
      case .quantileClass, .ntile: return .plain
      }
    case .caseWhen(let branches, _):
      return branches.first.map { display(of: $0.value, in: scope) } ?? .plain
    case .apply(let call)
    where ["+", "-", "*", "round", "abs", "negate", "coalesce", "least", "greatest"]
      .contains(call.name):
      let displays = call.arguments.map { display(of: $0, in: scope) }
      return displays.contains(.money) && value.type.isNumeric ? .money : .plain
    // A year is a name more than a number: 2024, not 2,024.
    case .apply(let call) where ["year", "iso_year"].contains(call.name): return .id
    default: return .plain
    }
  }

  private func display(of aggregate: BoundAggregate, in scope: Scope) -> Field.Display {
    switch aggregate.kind {
    case .count, .countDistinct: return .count
    case .shareOfRows: return .percent
    case .sum, .average, .minimum, .maximum, .percentile, .first, .last, .mode, .standardDeviation:
      let inner = aggregate.argument.map { display(of: $0, in: scope) } ?? .plain
      return inner == .money ? .money : .plain
    case .any, .medianGap, .gapVariation, .concentration, .sequence: return .plain
    }
  }

  /// How a column of a group is shown.
  func display(
    of written: Expression, _ bound: BoundExpression, in rows: Scope
  ) -> Field.Display {
    switch written.shape {
    case .call(let call):
      if AggregateName(NameFolding.fold(call.name)) == .share { return .percent }
    case .name(let name):
      if AggregateName(NameFolding.fold(name.text)) == .share { return .percent }
    default: break
    }
    guard let group = groupAggregates, case .column(let index) = bound.node,
      index >= group.firstColumn, index - group.firstColumn < group.aggregates.count
    else { return .plain }
    return display(of: group.aggregates[index - group.firstColumn], in: rows)
  }
}
