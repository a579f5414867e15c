import Engine
import Syntax

/// Names that nothing goes by.
extension RuleCheck {
  mutating func lookAtNames() {
    for entry in parameters {
      for end in entry.definition.ends { lookAtNames(in: end, of: nil, entry.source) }
    }
    for entry in metrics {
      let metric = entry.definition
      lookAtNames(in: metric.value, of: metric.activity, entry.source)
    }
    for entry in dimensions {
      for expression in entry.definition.expressions {
        lookAtNames(in: expression, of: nil, entry.source)
      }
    }
  }

  private mutating func lookAtNames(
    in expression: Expression, of activity: String?, _ source: SourceText
  ) {
    for name in RuleNames.mentioned(in: expression, of: activity, catalog)
    where name.kind == .parameter {
      lookAtParameter(name, source)
    }
    // The standard rules are spelled right, and what is optional may be lacking.
    if !StandardRules.contain(source) {
      let needed = RuleNames.mentioned(
        in: expression, of: activity, catalog, skipsOptional: true)
      for name in needed {
        switch (name.kind, name.activity) {
        case (.column, let activity?): lookAtColumn(name, of: activity, source)
        case (.column, nil): lookAtColumn(name, source)
        case (.table, _): lookAtTable(name.key, at: name.span, source)
        case (.parameter, _), (.definition, _): continue
        }
      }
    }
    lookAtFunctions(expression, source)
  }

  private mutating func lookAtParameter(_ name: RuleName, _ source: SourceText) {
    let known = catalog.definitions.parameters.map(\.definition.name) + catalog.parameters.keys
    if known.contains(where: { NameFolding.fold($0) == name.key }) { return }
    report(
      Diagnostic(
        "E206", Message("no parameter ':{0}'", name.key), at: name.span,
        label: Message("not a parameter"),
        hint: Suggestion.best(for: name.key, among: known).map {
          Message("did you mean '{0}'?", ":" + $0)
        }), source)
  }

  /// Any data may have any column, so that an unknown name is a remark; without data, only where a name
  /// that exists was probably meant.
  private mutating func lookAtColumn(_ name: RuleName, _ source: SourceText) {
    let customers = catalog.dataset.customers
    guard Role(rawValue: name.key) == nil, customers.index(of: name.key) == nil else { return }
    let known =
      catalog.definitions.metrics.map(\.definition.name)
      + catalog.definitions.dimensions.map(\.definition.name) + customers.fields.map(\.name)
    remark(
      Message("no column, metric or dimension '{0}'", name.key), at: name.span,
      meant: Suggestion.best(for: name.key, among: known), knowsData: customers.rowCount > 0, source
    )
  }

  /// `orders.amont`: only for tables that are loaded.
  private mutating func lookAtColumn(
    _ name: RuleName, of activity: String, _ source: SourceText
  ) {
    guard let table = catalog.dataset.activity(named: activity)?.table else {
      return lookAtTable(NameFolding.fold(activity), at: name.span, source)
    }
    let own = name.key.firstIndex(of: ".").map { String(name.key[$0...].dropFirst()) } ?? name.key
    guard Role(rawValue: own) == nil, table.index(of: own) == nil else { return }
    let metrics = catalog.definitions.metrics.map(\.definition.name)
      .filter { $0.hasPrefix(activity + ".") }.map { String($0.dropFirst(activity.count + 1)) }
    remark(
      Message("no column '{0}' in {1}", own, activity), at: name.span,
      meant: Suggestion.best(for: own, among: table.fields.map(\.name) + metrics), knowsData: true,
      source)
  }

  private mutating func lookAtTable(_ name: String, at span: Span, _ source: SourceText) {
    let known =
      TableKind.allCases.filter { $0 != .other }.map(\.rawValue)
      + Dataset.chineseActivityNames.values.joined() + catalog.links.segmentNames()
    guard !known.contains(where: { NameFolding.fold($0) == name }),
      catalog.dataset.activity(named: name) == nil
    else { return }
    remark(
      Message("no table or segment '{0}'", name), at: span,
      meant: Suggestion.best(for: name, among: known),
      knowsData: catalog.dataset.customers.rowCount > 0, source)
  }

  private mutating func remark(
    _ message: Message, at span: Span, meant: String?, knowsData: Bool, _ source: SourceText
  ) {
    guard knowsData || meant != nil else { return }
    report(
      Diagnostic(
        "W601", message, at: span, label: Message("not loaded, or misspelt"),
        hint: meant.map { Message("did you mean '{0}'?", $0) }, severity: .warning), source)
  }

  private mutating func lookAtFunctions(_ expression: Expression, _ source: SourceText) {
    if case .call(let call) = expression.shape,
      catalog.functions[NameFolding.fold(call.name)] == nil,
      SpecialFunction.named(call.name) == nil
    {
      let known =
        catalog.functions.functions.map(\.name) + SpecialFunction.all.map(\.name)
      report(
        Diagnostic(
          "E212", Message("no function '{0}'", call.name), at: call.nameSpan,
          label: Message("not a function"),
          hint: Suggestion.best(for: call.name, among: known).map {
            Message("did you mean '{0}'?", $0)
          }), source)
    }
    for child in expression.children { lookAtFunctions(child, source) }
  }

  // MARK: Names that mean something else already

  /// Own rules that are called like something of another kind: where both could be meant, one wins.
  mutating func lookAtNamesakes() {
    for entry in metrics where !StandardRules.contain(entry.source) {
      let metric = entry.definition
      guard metric.activity == nil else { continue }
      if catalog.dataset.customers.index(of: metric.name) != nil {
        remark(
          Message("customers have a column '{0}'", metric.name), at: metric.nameSpan,
          wins: Message("the column is {0}", "customers.\(Formatter.name(metric.name))"),
          entry.source)
      } else {
        lookForTable(metric.name, at: metric.nameSpan, entry.source)
      }
    }
    for entry in dimensions where !StandardRules.contain(entry.source) {
      let dimension = entry.definition
      if catalog.definitions.metric(called: dimension.name) != nil {
        remark(
          Message("there is a metric '{0}'", dimension.name), at: dimension.nameSpan,
          wins: Message("the metric is meant in queries"), entry.source)
      } else {
        lookForTable(dimension.name, at: dimension.nameSpan, entry.source)
      }
    }
  }

  private mutating func lookForTable(_ name: String, at span: Span, _ source: SourceText) {
    let tables = TableKind.allCases.filter { $0 != .other }.map(\.rawValue)
    guard tables.contains(NameFolding.fold(name)) || catalog.dataset.activity(named: name) != nil
    else { return }
    remark(
      Message("there is a table '{0}'", name), at: span,
      wins: Message("the table is meant after 'from'"), source)
  }

  private mutating func remark(
    _ message: Message, at span: Span, wins: Message, _ source: SourceText
  ) {
    report(
      Diagnostic(
        "W608", message, at: span, label: Message("the same name"), hint: wins,
        severity: .warning), source)
  }
}
