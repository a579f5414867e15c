import Syntax

extension Binder {
  func bind(_ stage: Stage, into plan: inout Plan) throws(Diagnostic) {
    let scope = plan.output
    switch stage.shape {
    case .filter(let expression):
      for conjunct in expression.conjuncts {
        plan.stages.append(.filter(try condition(conjunct, in: scope)))
      }
    case .derive(let columns): try derive(columns, into: &plan)
    case .select(let items): try select(items, into: &plan)
    case .drop(let names): try drop(names, into: &plan)
    case .rename(let pairs): try rename(pairs, into: &plan)
    case .group(let keys, let aggregates): try group(keys, aggregates, stage, into: &plan)
    case .profile(let keys, let aggregates): try profile(keys, aggregates, stage, into: &plan)
    case .pivot(let row, let column, let cell):
      try pivot(row, column, cell, stage, into: &plan)
    case .sort(let keys):
      plan.stages.append(.sort(try sortKeys(keys, in: scope), limit: nil))
    case .top(let count, let by, let ascending):
      let key = PlannedKey(value: try bind(by, in: scope), descending: !ascending)
      plan.stages.append(.sort([key], limit: try rowCount(count)))
    case .take(let count): plan.stages.append(.take(try rowCount(count)))
    case .sample(let size, let seed):
      plan.stages.append(.sample(size, seed: UInt64(bitPattern: Int64(seed ?? 1))))
    case .distinct(let columns): try distinct(columns, into: &plan)
    case .setOperation(let op, let source): try combine(op, source, stage, into: &plan)
    case .show(let display, _): plan.display = display
    case .save(let name, let span, let description):
      if case .rows = scope.subject {
        throw Diagnostic(
          "E211", Message("a segment is made of customers, these rows are groups"),
          at: stage.verbSpan, label: Message("no customers here"),
          hint: Message("save before the group"))
      }
      plan.stages.append(.tap(.save(name: name, span: span, description: description)))
    case .export(let export):
      try self.export(export, into: &plan)
    case .missing:
      throw Diagnostic("E102", Message("expected a stage"), at: stage.span)
    }
  }

  /// Metrics and dimensions among the columns are worked out for the file alone.
  private func export(_ export: Export, into plan: inout Plan) throws(Diagnostic) {
    let before = plan.output
    let missing = export.columns.filter { before.index(of: $0.name) == nil }
    for column in missing {
      let name = NamedExpression(value: Expression(.name(Name(column.name)), at: column.span))
      let planned = try planned(name, in: plan.output)
      plan.stages.append(.derive([planned]))
      plan.output.add(planned.field, planned.value.type)
    }
    plan.stages.append(.tap(.export(export)))
    if !missing.isEmpty {
      plan.project(before.fields.indices.map { before.planned($0, at: Span(0, 0)) })
    }
  }

  /// Labels and aliases of the metric or dimension `key`, Chinese first: a column of it goes by them.
  func names(ofDefinition key: String) -> [String] {
    if let metric = catalog.definitions.metric(key) { return metric.definition.aliases }
    guard let dimension = catalog.definitions.dimension(key)?.definition else { return [] }
    let labels = dimension.labels
    return [labels.chinese, labels.english].compactMap(\.self) + dimension.aliases
  }

  private func derive(
    _ columns: [NamedExpression], into plan: inout Plan
  ) throws(Diagnostic) {
    // Each may use the ones before it, so each is a stage of its own.
    for column in columns {
      let value = try bind(column.value, in: plan.output)
      let field = Field(
        column.name ?? title(of: column.value), display: display(of: value, in: plan.output))
      plan.stages.append(.derive([PlannedColumn(field: field, value: value)]))
      plan.output.add(field, value.type)
    }
  }

  private func select(_ items: [SelectItem], into plan: inout Plan) throws(Diagnostic) {
    var columns: [PlannedColumn] = []
    for item in items {
      switch item {
      case .all(let span):
        columns += plan.output.fields.indices.map { plan.output.planned($0, at: span) }
      case .expression(let named):
        columns.append(try planned(named, in: plan.output))
      }
    }
    plan.project(columns)
  }

  /// A named expression; a plain column keeps what its field says.
  func planned(_ named: NamedExpression, in scope: Scope) throws(Diagnostic) -> PlannedColumn {
    let value = try bind(named.value, in: scope)
    var field = Field(named.name ?? title(of: named.value), display: display(of: value, in: scope))
    if case .column(let index) = value.node {
      field = scope.fields[index]
      if let name = named.name { field.name = name }
      // Asked for by the word for its role, it is headed by that word.
      if named.name == nil, case .name(let written) = named.value.shape,
        scope.fields.index(named: written.text) == nil
      {
        field.aliases.append(field.name)
        field.name = written.text
      }
    }
    if case .computed(.definition(let key)) = value.node, named.name == nil {
      field.aliases = names(ofDefinition: key)
    }
    return PlannedColumn(field: field, value: value)
  }

  private func drop(
    _ names: [ColumnReference], into plan: inout Plan
  ) throws(Diagnostic) {
    var dropped: Set<Int> = []
    for name in names {
      guard let index = plan.output.index(of: name.name) else {
        throw unknownName(name.name, at: name.span, in: plan.output)
      }
      dropped.insert(index)
    }
    let kept = plan.output.fields.indices.filter { !dropped.contains($0) }
    plan.project(kept.map { plan.output.planned($0, at: Span(0, 0)) })
  }

  private func rename(_ pairs: [Rename], into plan: inout Plan) throws(Diagnostic) {
    var columns = plan.output.fields.indices.map { plan.output.planned($0, at: Span(0, 0)) }
    for pair in pairs {
      guard let index = plan.output.index(of: pair.old.name) else {
        throw unknownName(pair.old.name, at: pair.old.span, in: plan.output)
      }
      columns[index].field.name = pair.new.name
      columns[index].field.aliases = []
    }
    plan.project(columns)
  }

  func sortKeys(_ keys: [SortKey], in scope: Scope) throws(Diagnostic) -> [PlannedKey] {
    var planned: [PlannedKey] = []
    for key in keys {
      planned.append(
        PlannedKey(value: try bind(key.value, in: scope), descending: key.descending))
    }
    return planned
  }

  private func rowCount(_ expression: Expression) throws(Diagnostic) -> Int {
    let scope = Scope(fields: [], types: [], subject: .rows)
    guard case .int(let count)? = try bind(expression, in: scope).constant, count >= 0 else {
      throw Diagnostic(
        "E312", Message("expected a number of rows"), at: expression.span,
        label: Message("not a count"))
    }
    return Int(count)
  }

  private func distinct(
    _ columns: [NamedExpression], into plan: inout Plan
  ) throws(Diagnostic) {
    if columns.isEmpty {
      let all = plan.output.fields.indices.map { plan.output.planned($0, at: Span(0, 0)).value }
      plan.stages.append(.distinct(all))
      return
    }
    var planned: [PlannedColumn] = []
    for column in columns { planned.append(try self.planned(column, in: plan.output)) }
    plan.stages.append(.distinct(planned.map(\.value)))
    plan.project(planned)
  }

  private func combine(
    _ op: SetOperator, _ source: QuerySource, _ stage: Stage, into plan: inout Plan
  ) throws(Diagnostic) {
    if case .rows = plan.output.subject {
      throw Diagnostic(
        "E211", Message("set operations work on customers, these rows are groups"),
        at: stage.verbSpan, label: Message("no customers here"))
    }
    let other = try self.plan(Query(span: source.span, source: source))
    if case .rows = other.output.subject {
      throw Diagnostic(
        "E211", Message("set operations work on customers, these rows are groups"),
        at: source.span, label: Message("no customers here"))
    }
    plan.stages.append(.combine(op, other))
    // A union brings in customers that have no values for derived columns: only theirs remain.
    if op == .union || plan.output.isActivity {
      plan.output = customerScope
    }
  }
}

extension Plan {
  mutating func project(_ columns: [PlannedColumn]) {
    stages.append(.project(columns))
    output = Scope(
      fields: columns.map(\.field), types: columns.map(\.value.type), subject: output.subject)
  }
}

extension Scope {
  func planned(_ index: Int, at span: Span) -> PlannedColumn {
    PlannedColumn(
      field: fields[index], value: BoundExpression(.column(index), type: types[index], at: span))
  }

  /// Appends a column; an earlier one of the same name is hidden behind it.
  mutating func add(_ field: Field, _ type: ColumnType) {
    if let old = index(of: field.name), fields[old].name.isEmpty == false {
      fields[old].name = ""
      fields[old].aliases = []
    }
    fields.append(field)
    types.append(type)
  }
}

extension Expression {
  /// `a and b and c` as its parts: each is a filter of its own, with its own survivors.
  var conjuncts: [Expression] {
    var parts: [Expression] = []
    var rest = self
    while case .binary(.and, let left, let right) = rest.shape {
      parts.append(right)
      rest = left
    }
    parts.append(rest)
    return parts.reversed()
  }
}
