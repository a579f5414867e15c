import Syntax

extension Binder {
  func group(
    _ keys: [NamedExpression], _ aggregates: [NamedExpression], _ stage: Stage,
    into plan: inout Plan
  ) throws(Diagnostic) {
    var planned: [PlannedColumn] = []
    for key in keys { planned.append(try plannedKey(key, in: plan.output, &plan)) }
    let rows = plan.output
    var scope = Scope(
      fields: planned.map(\.field), types: planned.map(\.value.type.ofGroups), subject: .rows)
    groupAggregates = GroupAggregates(
      firstColumn: planned.count, rows: rows,
      isSpread: planned.contains { $0.value.type != $0.value.type.ofGroups })
    defer { groupAggregates = nil }
    var outputs = planned.indices.map { scope.planned($0, at: stage.span) }
    let written = aggregates.isEmpty ? Self.countAndShare(at: stage.span) : aggregates
    for aggregate in written {
      let value = try aggregateColumn(aggregate, in: scope)
      outputs.append(
        PlannedColumn(
          field: Field(
            aggregate.name ?? title(of: aggregate.value),
            display: display(of: aggregate.value, value, in: rows),
            aliases: aggregates.isEmpty || aggregate.name == nil
              ? Self.aliases(ofTitle: aggregate.name ?? title(of: aggregate.value)) : []),
          value: value))
    }
    plan.stages.append(
      .group(
        PlannedGroup(
          keys: planned, aggregates: groupAggregates?.aggregates ?? [], outputs: outputs)))
    scope.fields = outputs.map(\.field)
    scope.types = outputs.map(\.value.type)
    plan.output = scope
  }

  /// What was given no name has one in either language.
  private static func aliases(ofTitle title: String) -> [String] {
    switch title {
    case "count": ["计数"]
    case "share": ["占比"]
    default: []
    }
  }

  private static func countAndShare(at span: Span) -> [NamedExpression] {
    ["count", "share"].map { name in
      NamedExpression(
        name: name,
        value: Expression(.call(Call(name: name, nameSpan: span)), at: span))
    }
  }

  /// `count` alone is short for `count()`; `share()` and `share(sum(x))` divide by the total.
  private func aggregateColumn(
    _ written: NamedExpression, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    let expression = written.value
    if case .name(let name) = expression.shape, AggregateName(NameFolding.fold(name.text)) != nil,
      scope.index(of: name.text) == nil
    {
      let call = Call(name: name.text, nameSpan: expression.span)
      return try aggregateColumn(
        NamedExpression(value: Expression(.call(call), at: expression.span)), in: scope)
    }
    if case .call(let call) = expression.shape,
      AggregateName(NameFolding.fold(call.name)) == .share,
      try isShareOfTotal(call)
    {
      return try shareOfTotal(call, at: expression.span, in: scope)
    }
    return try bind(expression, in: scope)
  }

  /// `share(cond)` is the share of a group's rows; without a condition, the group's share of all.
  private func isShareOfTotal(_ call: Call) throws(Diagnostic) -> Bool {
    guard let argument = call.arguments.first else { return true }
    guard let rows = groupAggregates?.rows else { return false }
    if case .call(let inner) = argument.shape, AggregateName(NameFolding.fold(inner.name)) != nil {
      return true
    }
    let outer = groupAggregates
    groupAggregates = nil
    defer { groupAggregates = outer }
    return try bind(argument, in: rows).type != .bool
  }

  private func shareOfTotal(
    _ call: Call, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    let part: BoundExpression
    if let argument = call.arguments.first {
      if case .call(let inner) = argument.shape,
        AggregateName(NameFolding.fold(inner.name)) != nil
      {
        part = try bind(argument, in: scope)
      } else {
        let sum = Call(name: "sum", nameSpan: call.nameSpan, arguments: [argument])
        part = try bind(Expression(.call(sum), at: span), in: scope)
      }
    } else {
      let count = Call(name: "count", nameSpan: call.nameSpan)
      part = try bind(Expression(.call(count), at: span), in: scope)
    }
    let total = BoundAggregate(
      kind: .sum, argument: part, filter: nil, by: nil, perUnit: false, type: part.type)
    var population = PopulationCall(kind: .aggregate(total), argument: nil, filter: nil)
    // Where customers count in several classes the share is one of the total, as everywhere.
    if let groupAggregates, groupAggregates.isSpread {
      guard groupAggregates.addsUp(part) else {
        throw Diagnostic(
          "E317",
          Message(
            "no share of '{0}' where a customer counts in several classes",
            call.arguments.first.map { Formatter.brief($0) } ?? ""), at: span,
          label: Message("neither a count nor a sum"),
          hint: Message("for example {0}", "share(sum(amount))"))
      }
      population.isOfGroupedRows = true
    }
    let whole = BoundExpression(
      .computed(.population(population)), type: part.type, at: span)
    return try self.call("/", [part, whole], at: span)
  }

  func pivot(
    _ row: NamedExpression, _ column: NamedExpression, _ cell: PivotCell?, _ stage: Stage,
    into plan: inout Plan
  ) throws(Diagnostic) {
    let rows = plan.output
    let plannedRow = try plannedKey(row, in: rows, &plan)
    let plannedColumn = try plannedKey(column, in: rows, &plan)
    let bound: PlannedPivot.Cell
    switch cell {
    case nil:
      bound = .aggregate(Self.countAggregate, Field("count", display: .count, aliases: ["计数"]))
    case .aggregate(let named)?:
      bound = try pivotCell(named, in: rows)
    case .shareOfRow?: bound = .shareOfRow
    case .shareOfColumn?: bound = .shareOfColumn
    case .shareOfAll?: bound = .shareOfAll
    }
    plan.stages.append(
      .pivot(PlannedPivot(row: plannedRow, column: plannedColumn, cell: bound)))
    plan.output = Scope(
      fields: [plannedRow.field], types: [plannedRow.value.type], subject: .rows)
  }

  static let countAggregate = BoundAggregate(
    kind: .count, argument: nil, filter: nil, by: nil, perUnit: false, type: .int)

  private func pivotCell(
    _ named: NamedExpression, in rows: Scope
  ) throws(Diagnostic) -> PlannedPivot.Cell {
    groupAggregates = GroupAggregates(firstColumn: 0, rows: rows)
    defer { groupAggregates = nil }
    let value = try aggregateColumn(
      named, in: Scope(fields: [], types: [], subject: .rows))
    guard case .column(0) = value.node, let aggregate = groupAggregates?.aggregates.first else {
      throw Diagnostic(
        "E313", Message("a crosstab shows one aggregate"), at: named.value.span,
        label: Message("not a plain aggregate"), hint: Message("for example {0}", "sum(amount)"))
    }
    let field = Field(
      named.name ?? title(of: named.value), display: display(of: named.value, value, in: rows))
    return .aggregate(aggregate, field)
  }
}

extension ColumnType {
  /// The type of a key once rows are grouped by it: of a set of classes, one class.
  var ofGroups: ColumnType {
    if case .category(let domain) = self, let single = domain.single {
      .category(single)
    } else {
      self
    }
  }
}
