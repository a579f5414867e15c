public import Syntax

extension Binder {
  /// The plan of a query. The binder's catalog must already be as of the query's date: see
  /// `Catalog.asOf(_:)`.
  public func plan(_ query: Query) throws(Diagnostic) -> Plan {
    let (source, scope) = try bind(query.source)
    var plan = Plan(
      source: source, sourceWidth: scope.fields.count, stages: [], output: scope)
    if case .activity(let activity) = source { addCustomer(of: activity, to: &plan) }
    for stage in query.stages { try bind(stage, into: &plan) }
    plan.readings = readings
    plan.namesakes = namesakes
    plan.valueWords = valueWords
    return plan
  }

  private func bind(_ source: QuerySource) throws(Diagnostic) -> (Plan.Source, Scope) {
    if case .named(let name, let version) = source.kind {
      let folded = NameFolding.fold(name)
      if version == nil {
        if folded == "customers" || folded == "客户" { return (.customers, customerScope) }
        if let activity = catalog.dataset.activity(named: name) {
          return (.activity(activity), Scope(activity.table, subject: .activity(activity)))
        }
      }
      if let relation = try catalog.links.relation(source) { return bound(relation) }
      let reference = SegmentReference(name, version: version, at: source.span)
      return (.members(try members(reference)), customerScope)
    }
    if case .implied = source.kind { return (.customers, customerScope) }
    guard let relation = try catalog.links.relation(source) else {
      throw Diagnostic(
        "E214", Message("there is no such result"), at: source.span,
        label: Message("not a result"))
    }
    return bound(relation)
  }

  /// A name that is neither table nor result must be a segment; the message names all three.
  private func members(_ reference: SegmentReference) throws(Diagnostic) -> Bitmap {
    do {
      return try catalog.links.members(reference)
    } catch {
      guard error.code == "E205" else { throw error }
      if reference.version == nil,
        let fault = labelAsSource(reference.name, at: reference.span)
      {
        throw fault
      }
      let names =
        ["customers", "客户"] + catalog.dataset.activities.flatMap(\.names)
        + catalog.links.segmentNames()
      throw Diagnostic(
        "E205", Message("no table, segment or result '{0}'", reference.name), at: reference.span,
        label: Message("not a source"), hint: Suggestion.hint(for: reference.name, among: names))
    }
  }

  private func bound(_ relation: Relation) -> (Plan.Source, Scope) {
    (.relation(relation), relation.scope)
  }

  /// Activity rows show whose they are: the customer's id as a last column, computed when used.
  private func addCustomer(of activity: Activity, to plan: inout Plan) {
    guard let index = customerScope.fields.firstIndex(where: { $0.role == .customer }),
      plan.output.index(of: "customer") == nil
    else { return }
    let span = Span(0, 0)
    let type = customerScope.types[index]
    let id = BoundExpression(.column(index), type: type, at: span)
    let field = Field(
      "customer", display: .id, aliases: customerScope.fields[index].aliases, role: .customer)
    plan.stages.append(
      .derive([
        PlannedColumn(
          field: field,
          value: BoundExpression(.computed(.ofCustomer(id)), type: type, at: span))
      ]))
    plan.output.fields.append(field)
    plan.output.types.append(type)
    if let past = past(activity, at: span) { plan.stages.append(.filter(past)) }
  }
}

extension Relation {
  public var scope: Scope {
    let subject: Scope.Subject
    switch identity {
    case .customers, .listed: subject = .customers
    case .activity(let activity): subject = .activity(activity)
    case .none: subject = .rows
    }
    return Scope(fields: fields, types: columns.map(\.type), subject: subject)
  }
}
