import Syntax

extension Binder {
  /// A name: a column first, then what customers have besides columns.
  func bind(
    _ name: Name, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    if let qualifier = name.qualifier {
      return try qualified(qualifier, name, at: span, in: scope)
    }
    if let column = namedColumn(name.text, at: span, in: scope) {
      if inProgress.isEmpty { noteColumn(name, in: scope) }
      return column
    }
    if !name.quoted, NameFolding.fold(name.text) == "today" || name.text == "今天" {
      return BoundExpression(.constant(.date(catalog.asOf)), type: .date, at: span)
    }
    switch scope.subject {
    case .customers:
      if let column = roleColumn(name.text, at: span, in: scope) { return column }
      if let found = try definition(name.text, at: span) { return found }
      if let label = try categoryCondition(name.text, at: span) { return label }
    case .activity(let activity):
      if let found = try rowMetric(name.text, of: activity, at: span) { return found }
      if let column = column(name.text, at: span, in: scope) { return column }
      if let found = try ofCustomer(name, at: span) { return found }
    case .rows:
      if let column = column(name.text, at: span, in: scope) { return column }
    }
    throw unknownName(name.text, at: span, in: scope)
  }

  /// A column by its own name or alias.
  private func namedColumn(
    _ name: String, at span: Span, in scope: Scope
  ) -> BoundExpression? {
    scope.fields.index(named: name).map {
      BoundExpression(.column($0), type: scope.types[$0], at: span)
    }
  }

  /// A customer's column by the Chinese word for its role, unless a definition has that key.
  private func roleColumn(
    _ name: String, at span: Span, in scope: Scope
  ) -> BoundExpression? {
    let definitions = catalog.definitions
    guard definitions.metric(name) == nil, definitions.dimension(name) == nil else { return nil }
    return column(name, at: span, in: scope)
  }

  /// A column by any name, the Chinese word for its role included.
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
    if let column = namedColumn(name.text, at: span, in: scope)
      ?? roleColumn(name.text, at: span, in: scope)
    {
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
      case .customers:
        // In a rule it is the column alone: a dimension may be named like the column it reads.
        if inProgress.isEmpty {
          if let column = namedColumn(name.text, at: span, in: scope) { return column }
          return try bind(bare, at: span, in: scope)
        }
        guard let column = column(name.text, at: span, in: scope) else {
          throw unknownName(name.text, at: span, in: scope)
        }
        return column
      case .activity:
        if let found = try ofCustomer(bare, at: span) { return found }
        throw unknownName(name.text, at: span, in: customerScope)
      case .rows: break
      }
    }
    if case .activity(let activity) = scope.subject,
      catalog.dataset.activity(named: qualifier) === activity
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
    if let found = try classCondition(qualifier, name, at: span, in: scope) { return found }
    throw missingActivity(qualifier, at: span)
  }

  /// `value_tier.high` as `value_tier = high`; nil where no dimension is called so. Rules say it in full:
  /// what they are made of is read off their text.
  private func classCondition(
    _ dimension: String, _ name: Name, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression? {
    let called = catalog.definitions.dimensions(called: dimension)
    guard !called.isEmpty else { return nil }
    // `feedback.score` is a column that lacks, though a dimension is called feedback.
    let isTable =
      !inProgress.isEmpty || Dataset.chineseActivityNames[NameFolding.fold(dimension)] != nil
    if isTable, !called.contains(where: { $0.definition.category(called: name.text) != nil }) {
      return nil
    }
    let owner = ColumnReference(dimension, at: Span(span.start, span.start + dimension.utf8.count))
    let found = try catalog.definitions.named(
      ClassReference(owner, ColumnReference(name.text, at: span)))
    guard let category = found.category else { return nil }
    let written = "\(Formatter.name(dimension)) = \(Formatter.name(name.text))"
    var isOfCustomers = false
    if case .customers = scope.subject { isOfCustomers = true }
    guard inProgress.isEmpty, isOfCustomers else {
      throw Diagnostic(
        "E221", Message("'{0}.{1}' is a class, not a column", dimension, name.text), at: span,
        label: Message("a class"), hint: Message("write {0}", written))
    }
    _ = try definition(key: found.dimension, at: span)
    let member = try membership(in: category, of: found.dimension)
    return BoundExpression(member.node, type: .bool, at: span)
  }

  /// `metric orders.net = …`, in the activity's own scope. What is no more than a column or a constant
  /// stands for itself.
  private func rowMetric(
    _ name: String, of activity: Activity, at span: Span
  ) throws(Diagnostic) -> BoundExpression? {
    guard let entry = catalog.definitions.metric(called: name, of: activity.name) else {
      return nil
    }
    let key = entry.definition.name
    let folded = NameFolding.fold(key)
    if let known = rowMetrics[folded] {
      note(rowMetricStandIns[folded] ?? [])
      return known.moved(to: span)
    }
    if inProgress.contains(folded) { throw cycle(folded, at: span) }
    let outer = standIns
    standIns = []
    inProgress.append(folded)
    defer {
      inProgress.removeLast()
      standIns = outer
      note(rowMetricStandIns[folded] ?? [])
    }
    do {
      let bound = try bind(
        entry.definition.value, in: Scope(activity.table, subject: .activity(activity)))
      let metric = RowMetric(key: folded, activity: activity.name, expression: bound)
      let used = metric.isWorthKeeping ? bound.replaced(by: .computed(.rowMetric(metric))) : bound
      rowMetrics[folded] = used
      rowMetricStandIns[folded] = standIns
      return used.moved(to: span)
    } catch {
      throw unavailable(key, error.located(in: entry.source), at: span)
    }
  }
}

extension RowMetric {
  /// Columns and constants are there already. Fractions take eight bytes a row: they are kept only
  /// where working them out looks at the whole population.
  fileprivate var isWorthKeeping: Bool {
    switch expression.node {
    case .column, .constant, .coded: false
    default: expression.type != .float || expression.looksAtPopulation
    }
  }
}

extension BoundExpression {
  fileprivate func moved(to span: Span) -> BoundExpression {
    BoundExpression(node, type: type, at: span)
  }

  fileprivate func replaced(by node: Node) -> BoundExpression {
    BoundExpression(node, type: type, at: span)
  }
}
