public import Syntax

extension Binder {
  /// The plan of `condition` as one answer for all customers, with the values of `parts` beside it:
  /// a row of as many columns.
  public func plan(
    _ condition: Expression, parts: [Expression]
  ) throws(Diagnostic) -> Plan {
    var query = Query(
      span: condition.span, source: QuerySource(.implied, at: condition.span))
    let columns = [condition] + parts
    query.stages = [
      Stage(
        .group(keys: [], aggregates: columns.map { NamedExpression(name: "value", value: $0) }),
        at: condition.span, verb: condition.span)
    ]
    let plan = try self.plan(query)
    guard plan.output.types[0] == .bool || plan.output.types[0] == .null else {
      throw Diagnostic(
        "E302", Message("expected a condition, found {0}", plan.output.types[0].word),
        at: condition.span, label: Message("not true or false"))
    }
    return plan
  }

  /// `recency of 'C1'`: an aggregate over the one customer with that id.
  func value(
    _ written: Expression, of id: Expression, at span: Span
  ) throws(Diagnostic) -> BoundExpression {
    if let asked = classesAsked[Expression(.of(written, id: id), at: span)] {
      return try value(of: id, at: span) { _ in asked }
    }
    return try value(of: id, at: span) { rows throws(Diagnostic) in try bind(written, in: rows) }
  }

  /// The same of what is bound already among all customers.
  func value(
    of id: Expression, at span: Span, _ whole: (Scope) throws(Diagnostic) -> BoundExpression
  ) throws(Diagnostic) -> BoundExpression {
    guard let group = groupAggregates, case .customers = group.rows.subject,
      let key = group.rows.fields.firstIndex(where: { $0.role == .customer })
    else {
      throw Diagnostic(
        "E219", Message("'of' asks for the value of one customer, in an expectation"), at: span,
        label: Message("not here"),
        hint: Message("for example {0}", "expect last_order_days of 'C1' < 90"))
    }
    groupAggregates = nil
    var added: BoundAggregate?
    defer { groupAggregates = group.appending(added) }
    let value = try whole(group.rows)
    let column = Expression(
      .name(Name(group.rows.fields[key].name, quoted: true)), at: id.span)
    let wanted = group.rows.types[key] == .int ? id.asWholeNumber : id
    let isMeant = try comparison(.equal, column, wanted, at: id.span, in: group.rows)
    // Of one row, the most frequent value is the value.
    let aggregate = BoundAggregate(
      kind: .mode, argument: value.type == .null ? value.retyped(.int) : value, filter: isMeant,
      by: nil, perUnit: false, type: value.type)
    added = aggregate
    return BoundExpression(
      .column(group.firstColumn + group.aggregates.count), type: aggregate.type, at: span)
  }

  /// Whether a metric is called so; a word that stands for classes gives way to a segment, as classes do.
  private func isRule(_ word: String) -> Bool {
    guard let metric = catalog.definitions.metric(called: word) else { return false }
    return reading(word, as: metric.definition) == nil
  }

  /// Whether classes go by the word, or a metric that stands for some.
  func isLabel(_ word: String) -> Bool {
    if let metric = catalog.definitions.metric(called: word) {
      return reading(word, as: metric.definition) != nil
    }
    return !catalog.definitions.classes(labelled: word).isEmpty
  }

  /// `count(customers where …)` among customers counts the rows. nil for anything else.
  private func countOfCustomers(_ written: Call, in scope: Scope) -> Call? {
    guard case .customers = scope.subject, let source = written.activity, source.window == nil,
      AggregateName(NameFolding.fold(written.name)) == .count, written.arguments.isEmpty,
      NameFolding.fold(source.name) == "customers", scope.index(of: source.name) == nil
    else { return nil }
    var call = written
    call.activity = nil
    call.filter = source.filter
    return call
  }

  /// `count(vip)` where no table, column or rule is called `vip` but a saved segment is: its members
  /// among the rows. `count(流失客户)` likewise: those of the class with that label. nil for anything else.
  func countOfMembers(_ written: Call, in scope: Scope) -> Call? {
    if let everyone = countOfCustomers(written, in: scope) { return everyone }
    guard case .customers = scope.subject, let source = written.activity, source.window == nil,
      AggregateName(NameFolding.fold(written.name)) == .count, written.arguments.isEmpty,
      catalog.dataset.activity(named: source.name) == nil, scope.index(of: source.name) == nil,
      // Rules speak of all the usual tables, loaded or not: no label is looked for behind each.
      Dataset.chineseActivityNames[NameFolding.fold(source.name)] == nil, !isRule(source.name),
      catalog.definitions.dimensions(called: source.name).isEmpty
    else { return nil }
    let key = NameFolding.fold(source.name)
    let shape: Expression.Shape
    if catalog.links.segmentNames().contains(where: { NameFolding.fold($0) == key }) {
      shape = .inSegment(SegmentReference(source.name, at: source.span), negated: false)
    } else if isLabel(source.name) {
      shape = .name(Name(source.name))
    } else {
      return nil
    }
    var call = written
    call.activity = nil
    let members = Expression(shape, at: source.span)
    call.filter =
      source.filter.map {
        Expression(.binary(.and, members, $0), at: source.span.union($0.span))
      } ?? members
    return call
  }
}

extension Expression {
  /// `'42'` as 42, for ids that are numbers.
  fileprivate var asWholeNumber: Expression {
    guard case .literal(.string(let text)) = shape, let number = Int64(text) else { return self }
    return Expression(.literal(.number(unscaled: number, scale: 0)), at: span)
  }
}
