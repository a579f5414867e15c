import Syntax

extension Binder {
  /// `sequence(events: kind = 'browse' then kind = 'cart' within 7d)`: customers with rows that
  /// fulfil the steps one after the other, the last within the window after the first. A month of
  /// the window is 30 days.
  func sequence(
    _ written: Call, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    guard let source = written.activity else {
      throw Diagnostic(
        "E306", Message("'{0}' takes {1}", "sequence", "an activity and its steps"),
        at: written.nameSpan,
        hint: Message(
          "for example {0}",
          "sequence(events: event_kind = 'view' then event_kind = 'buy' within 7d)"))
    }
    guard let activity = catalog.dataset.activity(named: source.name) else {
      throw missingActivity(source.name, at: source.span)
    }
    let inner = Scope(activity.table, subject: .activity(activity))
    let outer = groupAggregates
    groupAggregates = nil
    defer { groupAggregates = outer }
    var steps: [BoundExpression] = []
    for step in written.arguments { steps.append(try condition(step, in: inner)) }
    guard 1...62 ~= steps.count else {
      throw Diagnostic("E315", Message("a sequence has 1 to 62 steps"), at: span)
    }
    let time = try time(of: activity, at: span)
    var conditions: [BoundExpression] = []
    if let filter = source.filter { conditions.append(try condition(filter, in: inner)) }
    if let past = past(activity, at: span) { conditions.append(past) }
    let aggregate = BoundAggregate(
      kind: .sequence(steps: steps.count, limit: limit(source.window, time.type)),
      argument: stepMask(steps, at: span), filter: all(conditions, at: span), by: time,
      perUnit: false, type: .bool)
    let node = BoundExpression(
      .computed(.activity(ActivityAggregate(activity: activity.name, aggregate: aggregate))),
      type: .bool, at: span)
    guard scope.isActivity else { return node }
    return BoundExpression(.computed(.ofCustomer(node)), type: .bool, at: span)
  }

  /// The window in lanes of the time column.
  private func limit(_ window: Window?, _ type: ColumnType) -> Int64 {
    guard case .last(let duration, _)? = window else { return .max / 2 }
    let days = Int64(duration.months * 30 + duration.days)
    if type == .date { return days + (duration.seconds > 0 ? 1 : 0) }
    return days * CivilCalendar.microsecondsPerDay + Int64(duration.seconds) * 1_000_000
  }

  /// Bit k of a row: it fulfils step k.
  private func stepMask(_ steps: [BoundExpression], at span: Span) -> BoundExpression {
    let overload = Overload(steps.map(\.type), gives: .int, nulls: .own) {
      arguments, count, memory in
      let out = memory.ints(count)
      out.update(repeating: 0, count: count)
      for (step, vector) in arguments.enumerated() {
        guard case .bools(let lanes) = vector.lanes else { continue }
        for lane in 0..<count {
          out[lane] |= Int64(lanes[lane] & (vector.valid?[lane] ?? 1)) << Int64(step)
        }
      }
      return Vector(.ints(out))
    }
    return BoundExpression(
      .apply(BoundCall(name: "steps", overload: overload, arguments: steps, id: nextCall())),
      type: .int, at: span)
  }
}
