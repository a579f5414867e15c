import Syntax

extension Binder {
  /// The activity that a call aggregates over for each customer; nil when it aggregates rows of its
  /// own scope.
  func activity(of written: Call, in scope: Scope) throws(Diagnostic) -> Activity? {
    if case .rows = scope.subject { return nil }
    let found =
      named(written) ?? wholeActivity(of: written).flatMap { named($0) }
      ?? written.arguments.lazy.compactMap { self.activity(in: $0, scope) }.first
    if let found, case .activity(let own) = scope.subject, own === found { return nil }
    if found == nil, written.activity != nil, try isUnknownActivity(written, in: scope) {
      throw missingCounted(written.activity.unsafelyUnwrapped, in: scope)
    }
    return found
  }

  private func named(_ written: Call) -> Activity? { written.activity.flatMap { named($0) } }

  private func named(_ source: ActivitySource) -> Activity? {
    catalog.dataset.activity(named: source.name)
  }

  /// `median_gap(orders where …)`: the argument is the activity itself, not a column.
  private func wholeActivity(of written: Call) -> ActivitySource? {
    guard [.medianGap, .gapVariation].contains(AggregateName(NameFolding.fold(written.name))),
      let argument = written.arguments.first, case .name(let name) = argument.shape,
      name.qualifier == nil, catalog.dataset.activity(named: name.text) != nil
    else { return nil }
    return ActivitySource(name: name.text, span: argument.span, filter: written.filter)
  }

  private func isUnknownActivity(_ written: Call, in scope: Scope) throws(Diagnostic) -> Bool {
    guard let source = written.activity else { return false }
    if source.window != nil { return true }
    // `count(x)`, `count(x where …)`: a column or definition after all?
    if scope.index(of: source.name) != nil { return false }
    return try definition(source.name, at: source.span) == nil
  }

  /// The activity whose columns an expression names: `orders` in `orders.amount * 2`.
  func activity(in expression: Expression, _ scope: Scope) -> Activity? {
    var found: Activity?
    expression.forEachName { name in
      if let qualifier = name.qualifier, found == nil {
        found = catalog.dataset.activity(named: qualifier)
      }
    }
    if case .activity(let own) = scope.subject, own === found { return nil }
    return found
  }

  /// `sum(orders.amount where …)` in the scope of the activity's rows.
  func activityAggregate(
    _ written: Call, _ activity: Activity, at span: Span
  ) throws(Diagnostic) -> BoundAggregate {
    let outer = groupAggregates
    groupAggregates = nil
    defer { groupAggregates = outer }
    let scope = Scope(activity.table, subject: .activity(activity))
    var call = written
    let source = written.activity ?? wholeActivity(of: written)
    call.activity = nil
    if source != nil { call.filter = source?.filter }
    var bound: BoundAggregate
    if source != nil,
      [.medianGap, .gapVariation].contains(AggregateName(NameFolding.fold(written.name)))
    {
      bound = try gapAggregate(call, activity, at: span, in: scope)
    } else {
      bound = try plainAggregate(call, at: span, in: scope, source: source)
    }
    var conditions = [bound.filter].compactMap(\.self)
    if let window = source?.window {
      conditions.append(try windowCondition(window, activity, at: span, in: scope))
    }
    if let past = past(activity, at: span) { conditions.append(past) }
    return BoundAggregate(
      kind: bound.kind, argument: bound.argument, filter: all(conditions, at: span), by: bound.by,
      perUnit: countsUnits(bound, activity), type: bound.type)
  }

  private func gapAggregate(
    _ call: Call, _ activity: Activity, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundAggregate {
    var timed = call
    timed.arguments = [Expression(.name(Name(Role.time.rawValue)), at: span)]
    return try plainAggregate(timed, at: span, in: scope, source: nil)
  }

  /// Lines of one order are one order where orders are counted, where its amount is measured, and between
  /// gaps.
  private func countsUnits(_ aggregate: BoundAggregate, _ activity: Activity) -> Bool {
    guard activity.units != nil else { return false }
    switch aggregate.kind {
    case .count: return aggregate.argument == nil
    case .medianGap, .gapVariation: return true
    case .average, .percentile, .standardDeviation, .minimum, .maximum:
      // Whatever is worked out from the amount is measured by the order.
      let columns = aggregate.argument?.columns ?? []
      return columns.contains { activity.table.fields[$0].role == .amount }
    case .countDistinct, .sum, .shareOfRows, .first, .last, .mode, .any, .concentration, .sequence:
      return false
    }
  }

  func all(_ conditions: [BoundExpression], at span: Span) -> BoundExpression? {
    conditions.count > 1
      ? BoundExpression(.and(conditions), type: .bool, at: span) : conditions.first
  }

  /// `has orders where …`, `no orders within 90d`.
  func has(
    _ source: ActivitySource, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    guard let activity = catalog.dataset.activity(named: source.name) else {
      throw missingActivity(source.name, at: source.span)
    }
    if case .rows = scope.subject {
      throw Diagnostic(
        "E211", Message("'has {0}' needs rows that are customers", source.name), at: span,
        label: Message("these rows are groups"))
    }
    let inner = Scope(activity.table, subject: .activity(activity))
    var conditions: [BoundExpression] = []
    if let filter = source.filter { conditions.append(try condition(filter, in: inner)) }
    if let window = source.window {
      conditions.append(try windowCondition(window, activity, at: span, in: inner))
    }
    if let past = past(activity, at: span) { conditions.append(past) }
    let aggregate = BoundAggregate(
      kind: .any, argument: nil, filter: all(conditions, at: span), by: nil, perUnit: false,
      type: .bool)
    let node = BoundExpression(
      .computed(.activity(ActivityAggregate(activity: activity.name, aggregate: aggregate))),
      type: .bool, at: span)
    guard scope.isActivity else { return node }
    return BoundExpression(.computed(.ofCustomer(node)), type: .bool, at: span)
  }

  private func windowCondition(
    _ window: Window, _ activity: Activity, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    try inside(time(of: activity, at: span), microseconds(window, in: scope), at: span)
  }

  func time(of activity: Activity, at span: Span) throws(Diagnostic) -> BoundExpression {
    guard let index = activity.column(.time) else {
      throw Diagnostic(
        "E201", Message("no column '{0}' in {1}", "time", activity.name), at: span,
        label: Message("needs a time"))
    }
    return BoundExpression(.column(index), type: activity.table.columns[index].type, at: span)
  }

  /// What happened on or after the as-of date has not happened yet; nil when nothing did.
  func past(_ activity: Activity, at span: Span) -> BoundExpression? {
    guard let last = catalog.dataset.lastActivityDay, last >= catalog.asOf,
      let index = activity.column(.time)
    else { return nil }
    let time = BoundExpression(.column(index), type: activity.table.columns[index].type, at: span)
    guard time.type == .date || time.type == .timestamp else { return nil }
    let end = Int64(catalog.asOf) * CivilCalendar.microsecondsPerDay
    let before = inside(time, DayWindow(start: .min, end: end), at: span)
    return BoundExpression(
      .or([BoundExpression(.isNull(time), type: .bool, at: span), before]), type: .bool, at: span)
  }
}
