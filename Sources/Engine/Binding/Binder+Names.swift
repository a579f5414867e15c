import Syntax

extension Binder {
  /// A name: a column first, then what customers have besides columns.
  func bind(
    _ name: Name, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    if let qualifier = name.qualifier {
      return try qualified(qualifier, name, at: span, in: scope)
    }
    if let column = column(name.text, at: span, in: scope) { return column }
    if !name.quoted, NameFolding.fold(name.text) == "today" || name.text == "今天" {
      return BoundExpression(.constant(.date(catalog.asOf)), type: .date, at: span)
    }
    switch scope.subject {
    case .customers:
      if let found = try definition(name.text, at: span) { return found }
      if let label = try categoryCondition(name.text, at: span) { return label }
    case .activity(let activity):
      if let found = try rowMetric(name.text, of: activity, at: span) { return found }
      if let found = try ofCustomer(name, at: span) { return found }
    case .rows: break
    }
    throw unknownName(name.text, at: span, in: scope)
  }

  func column(_ name: String, at span: Span, in scope: Scope) -> BoundExpression? {
    scope.index(of: name).map {
      BoundExpression(.column($0), type: scope.types[$0], at: span)
    }
  }

  var customerScope: Scope { Scope(catalog.dataset.customers, subject: .customers) }

  /// A customer's value in an activity's scope; nil when customers have no such name.
  private func ofCustomer(
    _ name: Name, at span: Span
  ) throws(Diagnostic) -> BoundExpression? {
    let scope = customerScope
    let found: BoundExpression?
    if let column = column(name.text, at: span, in: scope) {
      found = column
    } else {
      found = try definition(name.text, at: span)
    }
    return found.map { BoundExpression(.computed(.ofCustomer($0)), type: $0.type, at: span) }
  }

  private func qualified(
    _ qualifier: String, _ name: Name, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    let bare = Name(name.text, quoted: name.quoted)
    let isCustomers = ["customers", "customer", "客户"].contains(NameFolding.fold(qualifier))
    if isCustomers {
      switch scope.subject {
      case .customers: return try bind(bare, at: span, in: scope)
      case .activity:
        if let found = try ofCustomer(bare, at: span) { return found }
        throw unknownName(name.text, at: span, in: customerScope)
      case .rows: break
      }
    }
    if case .activity(let activity) = scope.subject,
      NameFolding.fold(activity.name) == NameFolding.fold(qualifier)
    {
      if let column = column(name.text, at: span, in: scope) { return column }
      if let metric = try rowMetric(name.text, of: activity, at: span) { return metric }
      throw unknownName(name.text, at: span, in: scope)
    }
    if let activity = catalog.dataset.activity(named: qualifier) {
      throw Diagnostic(
        "E204",
        Message("'{0}.{1}' has many values for one customer", activity.name, name.text), at: span,
        label: Message("needs an aggregate"), hint: Message("sum({0}.{1})", qualifier, name.text))
    }
    throw missingActivity(qualifier, at: span)
  }

  /// `metric orders.net = …`: bound anew where it is used, in the activity's own scope.
  private func rowMetric(
    _ name: String, of activity: Activity, at span: Span
  ) throws(Diagnostic) -> BoundExpression? {
    let key = "\(activity.name).\(name)"
    guard let entry = catalog.definitions.metric(key) else { return nil }
    let folded = NameFolding.fold(key)
    if inProgress.contains(folded) { throw cycle(folded, at: span) }
    inProgress.append(folded)
    defer { inProgress.removeLast() }
    do {
      let bound = try bind(
        entry.definition.value, in: Scope(activity.table, subject: .activity(activity)))
      return BoundExpression(bound.node, type: bound.type, at: span)
    } catch {
      throw unavailable(key, error.located(in: entry.source), at: span)
    }
  }

  func missingActivity(_ name: String, at span: Span) -> Diagnostic {
    let names = catalog.dataset.activities.map(\.name)
    return Diagnostic(
      "E202", Message("no table '{0}' is loaded", name), at: span, label: Message("not loaded"),
      hint: Suggestion.hint(for: name, among: names + ["customers"])
        ?? Message("load {0} from 'file.csv'", name))
  }

  func unknownName(_ name: String, at span: Span, in scope: Scope) -> Diagnostic {
    var candidates = scope.fields.map(\.name)
    switch scope.subject {
    case .customers, .activity:
      candidates += catalog.definitions.metrics.map(\.definition.name)
      candidates += catalog.definitions.dimensions.map(\.definition.name)
      candidates += catalog.dataset.customers.fields.map(\.name)
    case .rows: break
    }
    return Diagnostic(
      "E201", Message("no column '{0}' in {1}", name, scope.title), at: span,
      label: Message("not a column"), hint: Suggestion.hint(for: name, among: candidates))
  }
}
