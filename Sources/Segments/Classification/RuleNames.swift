import Engine
import Syntax

/// Something that a rule mentions.
struct RuleName: Hashable {
  enum Kind: Hashable {
    /// A metric or dimension, by its key: `recency`, `orders.net_amount`.
    case definition
    case parameter
    /// `province`, `orders.channel`.
    case column
    /// `orders` in `count(orders)`.
    case table
  }

  let kind: Kind
  let key: String
  /// The activity whose rows it belongs to; nil when it belongs to the customer.
  let activity: String?
  let span: Span
}

/// Finds what expressions mention without binding them, so that it works for data that are not
/// loaded. Where only the data tell what a name is, they are asked.
struct RuleNames {
  let catalog: Catalog
  /// What `optional(e, f)` does without is not looked for.
  let skipsOptional: Bool
  private(set) var found: [RuleName] = []

  /// What `expression` mentions, in the order in which it is written.
  static func mentioned(
    in expression: Expression, of activity: String? = nil, _ catalog: Catalog,
    skipsOptional: Bool = false
  ) -> [RuleName] {
    var names = RuleNames(catalog: catalog, skipsOptional: skipsOptional)
    names.look(at: expression, activity)
    return names.found
  }

  private mutating func look(at expression: Expression, _ activity: String?) {
    switch expression.shape {
    case .name(let name): note(name, at: expression.span, activity)
    case .parameter(let name): note(.parameter, NameFolding.fold(name), expression.span, activity)
    case .binary(_, let left, let right), .isDistinct(let left, let right, _):
      // Beside a dimension a bare word is a class.
      if !isDimension(right) || !isBareWord(left) { look(at: left, activity) }
      if !isDimension(left) || !isBareWord(right) { look(at: right, activity) }
    case .inList(let value, let items, _):
      look(at: value, activity)
      guard !isDimension(value) else { return }
      for item in items { look(at: item, activity) }
    case .call(let call): look(at: call, expression.span, activity)
    case .has(let source, _):
      note(.table, NameFolding.fold(source.name), source.span, nil)
      for child in expression.children { look(at: child, source.name) }
    case .literal, .unary, .between, .inFile, .inRange, .inSegment, .within, .isNull, .like,
      .caseWhen, .of, .missing:
      for child in expression.children { look(at: child, activity) }
    }
  }

  private mutating func look(at call: Call, _ span: Span, _ activity: String?) {
    if skipsOptional, NameFolding.fold(call.name) == "optional", call.arguments.count > 1 {
      for argument in call.arguments.dropFirst() { look(at: argument, activity) }
      return
    }
    var inner = activity
    if let source = call.activity {
      // `count(x)` of a column reads like one of an activity.
      if isDefined(source.name) {
        note(Name(source.name), at: source.span, activity)
      } else {
        note(.table, NameFolding.fold(source.name), source.span, nil)
        inner = source.name
      }
    } else if let table = tableArgument(of: call) {
      note(.table, NameFolding.fold(table), call.arguments[0].span, nil)
      if let filter = call.filter { look(at: filter, table) }
      return
    } else if let qualifier = Self.qualifier(in: call.arguments) {
      inner = qualifier
    }
    for child in Expression(.call(call), at: span).children { look(at: child, inner) }
  }

  /// `orders` in `median_gap(orders where …)`, which reads like a column.
  private func tableArgument(of call: Call) -> String? {
    guard ["median_gap", "gap_cv"].contains(NameFolding.fold(call.name)),
      call.arguments.count == 1, case .name(let name) = call.arguments[0].shape,
      name.qualifier == nil, !isDefined(name.text)
    else { return nil }
    return name.text
  }

  /// The activity whose columns are named: `orders` in `sum(orders.amount)`.
  private static func qualifier(in expressions: [Expression]) -> String? {
    for expression in expressions {
      if case .name(let name) = expression.shape, let qualifier = name.qualifier,
        !isCustomers(qualifier)
      {
        return qualifier
      }
      if let found = qualifier(in: expression.children) { return found }
    }
    return nil
  }

  private static func isCustomers(_ word: String) -> Bool {
    ["customers", "customer", "客户"].contains(NameFolding.fold(word))
  }

  private mutating func note(_ name: Name, at span: Span, _ activity: String?) {
    guard let qualifier = name.qualifier else { return note(bare: name.text, span, activity) }
    if Self.isCustomers(qualifier) {
      // Of the customer's own rows it is the column, whatever else is called so.
      guard activity == nil else { return note(bare: name.text, span, nil) }
      return note(.column, NameFolding.fold(name.text), span, nil)
    }
    note(member: name.text, of: qualifier, span)
  }

  private mutating func note(member name: String, of activity: String, _ span: Span) {
    let activity = catalog.dataset.activity(named: activity)?.name ?? activity
    let metric = catalog.definitions.metric(called: name, of: activity)?.definition.name
    let key = NameFolding.fold(metric ?? "\(activity).\(name)")
    note(metric == nil ? .column : .definition, key, span, activity)
  }

  private mutating func note(bare name: String, _ span: Span, _ activity: String?) {
    let folded = NameFolding.fold(name)
    if folded == "today" || name == "今天" { return }
    if let activity {
      let table = catalog.dataset.activity(named: activity)?.table
      let isOwn =
        table?.index(of: name) != nil
        || catalog.definitions.metric(called: name, of: activity) != nil
      if isOwn || (!isDefined(name) && catalog.dataset.customers.index(of: name) == nil) {
        return note(member: name, of: activity, span)
      }
    }
    if catalog.dataset.customers.index(of: name) != nil {
      note(.column, folded, span, nil)
    } else if let key = definedKey(name) {
      note(.definition, key, span, nil)
    } else {
      note(.column, folded, span, nil)
    }
  }

  private mutating func note(
    _ kind: RuleName.Kind, _ key: String, _ span: Span, _ activity: String?
  ) {
    found.append(RuleName(kind: kind, key: key, activity: activity, span: span))
  }

  /// The key of the metric or of the only dimension called `name`.
  private func definedKey(_ name: String) -> String? {
    if let metric = catalog.definitions.metric(called: name) {
      return NameFolding.fold(metric.definition.name)
    }
    let dimensions = catalog.definitions.dimensions(called: name)
    return dimensions.count == 1 ? NameFolding.fold(dimensions[0].definition.name) : nil
  }

  private func isDefined(_ name: String) -> Bool { definedKey(name) != nil }

  private func isDimension(_ expression: Expression) -> Bool {
    guard case .name(let name) = expression.shape, name.qualifier == nil else { return false }
    return !catalog.definitions.dimensions(called: name.text).isEmpty
  }

  private func isBareWord(_ expression: Expression) -> Bool {
    guard case .name(let name) = expression.shape else { return false }
    return name.qualifier == nil && !name.quoted && !isDefined(name.text)
  }
}

extension MetricDefinition {
  /// The activity that the metric adds a column to: `orders` for `metric orders.net`.
  var activity: String? {
    name.firstIndex(of: ".").map { String(name[..<$0]) }
  }
}

extension DimensionDefinition {
  /// All expressions of the rules, in their order.
  var expressions: [Expression] {
    open.map { [$0] } ?? categories.compactMap(\.condition)
  }
}
