public import Syntax

/// A metric or dimension, bound over customers.
public struct BoundDefinition: Sendable {
  public let key: String
  public let expression: BoundExpression
  /// For dimensions: the classes, and for each the condition that leads to it.
  public let domain: CategoryDomain?
  public let rules: [BoundRule]
  /// What stands in for lacking data, in it and in all that it is made of.
  public internal(set) var standIns: [StandIn] = []
}

/// One rule of a dimension: the condition under which a customer falls into the category.
public struct BoundRule: Sendable {
  public let category: Int
  /// nil for `otherwise`.
  public let condition: BoundExpression?
}

extension Binder {
  /// The metric or dimension called `name`, by key, label or alias; nil when there is none.
  func definition(_ name: String, at span: Span) throws(Diagnostic) -> BoundExpression? {
    if let metric = catalog.definitions.metric(called: name) {
      let bound = try definition(key: metric.definition.name, at: span)
      note(name, readAs: metric.definition)
      return BoundExpression(
        .computed(.definition(bound.key)), type: bound.expression.type, at: span)
    }
    let dimensions = catalog.definitions.dimensions(called: name)
    if dimensions.count > 1 {
      throw .ambiguous(
        name, dimensions.map { catalog.definitions.names(of: $0.definition) }, at: span)
    }
    guard let dimension = dimensions.first else { return nil }
    let bound = try definition(key: dimension.definition.name, at: span)
    return BoundExpression(
      .computed(.definition(bound.key)), type: bound.expression.type, at: span)
  }

  /// The bound form of the metric or dimension with exactly this key.
  public func definition(
    key: String, at span: Span? = nil
  ) throws(Diagnostic) -> BoundDefinition {
    let folded = NameFolding.fold(key)
    if let known = definitions[folded] ?? recalled(folded) {
      definitions[folded] = known
      note(known.standIns)
      return known
    }
    // Nobody sees the hint of a fault that a fallback, or another definition, is told of.
    let isTold = span == nil && !isTrying
    if !isTold, let known = lacks[folded] ?? recalledLack(folded) {
      lacks[folded] = known
      throw unavailable(key, known, at: span)
    }
    if inProgress.contains(folded) { throw cycle(folded, at: span) }
    // Definitions are bound on their own: what the query is doing around them does not matter.
    let outer = (aggregates: groupAggregates, standIns: standIns, isTrying: isTrying)
    (groupAggregates, standIns, isTrying) = (nil, [], !isTold)
    inProgress.append(folded)
    defer {
      inProgress.removeLast()
      groupAggregates = outer.aggregates
      standIns = outer.standIns
      isTrying = outer.isTrying
      note(definitions[folded]?.standIns ?? [])
    }
    var bound: BoundDefinition
    do {
      bound = try bindDefinition(key, folded, at: span)
    } catch {
      if Self.isLack(error) { remember(error, of: folded) }
      throw unavailable(key, error, at: span)
    }
    bound.standIns = standIns
    definitions[folded] = bound
    remember(bound)
    return bound
  }

  /// The way from a key that is being bound back to itself.
  func cycle(_ key: String, at span: Span?) -> Diagnostic {
    let start = inProgress.firstIndex(of: key) ?? 0
    let path = (inProgress[start...] + [key]).joined(separator: " → ")
    return Diagnostic(
      "E601", Message("the definition of '{0}' leads back to itself: {1}", key, path), at: span,
      label: Message("a cycle"))
  }

  private func bindDefinition(
    _ key: String, _ folded: String, at span: Span?
  ) throws(Diagnostic) -> BoundDefinition {
    if let metric = catalog.definitions.metric(key) {
      do {
        let expression = try bind(metric.definition.value, in: customerScope)
        return BoundDefinition(key: folded, expression: expression, domain: nil, rules: [])
      } catch {
        throw error.located(in: metric.source)
      }
    }
    guard let dimension = catalog.definitions.dimension(key) else {
      throw Diagnostic(
        "E203", Message("no metric or dimension '{0}'", key), at: span,
        label: Message("not a rule"))
    }
    do {
      return try bind(dimension.definition, key: folded)
    } catch {
      throw error.located(in: dimension.source)
    }
  }

  /// A definition that lacks data is told at the place where it was asked for; other faults where
  /// they stand.
  func unavailable(
    _ key: String, _ error: Diagnostic, at span: Span?
  ) -> Diagnostic {
    guard Self.isLack(error), let span else { return error }
    let cause = error.code == "E208" ? error.message.arguments.last : error.message.english
    return Diagnostic(
      "E208", Message("'{0}' is not available: {1}", key, cause ?? ""), at: span,
      label: Message("needs other data"))
  }

  /// Whether the data lack a column or a table, or a definition that is told of does.
  private static func isLack(_ fault: Diagnostic) -> Bool {
    ["E201", "E202", "E208"].contains(fault.code)
  }

  private func bind(
    _ dimension: DimensionDefinition, key: String
  ) throws(Diagnostic) -> BoundDefinition {
    if let open = dimension.open { return try openDimension(dimension, open, key: key) }
    if dimension.multi { return try setDimension(dimension, key: key) }
    let domain = CategoryDomain(dimension)
    var rules: [BoundRule] = []
    var branches: [BoundBranch] = []
    var otherwise: BoundExpression?
    for (index, category) in dimension.categories.enumerated() {
      let value = BoundExpression(
        .constant(.string(category.name)), type: .category(domain), at: category.span)
      if let written = category.condition {
        let condition = try condition(written, in: customerScope)
        rules.append(BoundRule(category: index, condition: condition))
        branches.append(BoundBranch(condition: condition, value: value))
      } else {
        rules.append(BoundRule(category: index, condition: nil))
        otherwise = value
      }
    }
    let expression = BoundExpression(
      .caseWhen(branches, otherwise: otherwise), type: .category(domain),
      at: dimension.nameSpan)
    return BoundDefinition(key: key, expression: expression, domain: domain, rules: rules)
  }

  /// `multi`: a customer is in every class whose condition holds; in `otherwise` when none does.
  private func setDimension(
    _ dimension: DimensionDefinition, key: String
  ) throws(Diagnostic) -> BoundDefinition {
    let rest = dimension.categories.firstIndex { $0.condition == nil }
    guard dimension.categories.count - (rest == nil ? 0 : 1) <= CategoryDomain.mostOfSet else {
      throw Diagnostic(
        "E612",
        Message(
          "a multi-valued dimension has at most {0} classes", String(CategoryDomain.mostOfSet)),
        at: dimension.nameSpan, label: Message("too many classes"))
    }
    let domain = CategoryDomain(setsOf: CategoryDomain(dimension), rest: rest)
    var rules: [BoundRule] = []
    for (index, category) in dimension.categories.enumerated() {
      let bound = try category.condition.map { written throws(Diagnostic) in
        try condition(written, in: customerScope)
      }
      rules.append(BoundRule(category: index, condition: bound))
    }
    let expression = BoundExpression(
      .classSet(rules.compactMap(\.condition)), type: .category(domain), at: dimension.nameSpan)
    return BoundDefinition(key: key, expression: expression, domain: domain, rules: rules)
  }

  /// `values EXPR`: each value is a category; without one the customer is in the `otherwise` class.
  private func openDimension(
    _ dimension: DimensionDefinition, _ open: Expression, key: String
  ) throws(Diagnostic) -> BoundDefinition {
    let value = try bind(open, in: customerScope)
    let text = try coerce(value, to: .string, at: open.span)
    let fallback = dimension.categories.first { $0.condition == nil }?.name ?? "unknown"
    let expression = BoundExpression(
      .caseWhen(
        [
          BoundBranch(
            condition: BoundExpression(
              .not(BoundExpression(.isNull(text), type: .bool, at: open.span)), type: .bool,
              at: open.span), value: text)
        ],
        otherwise: BoundExpression(
          .constant(.string(fallback)), type: .string, at: open.span)),
      type: .string, at: dimension.nameSpan)
    return BoundDefinition(key: key, expression: expression, domain: nil, rules: [])
  }
}

extension CategoryDomain {
  public convenience init(_ dimension: DimensionDefinition) {
    let ranked = dimension.categories.contains { $0.rank != nil }
    self.init(
      dimension: dimension.name,
      categories: dimension.categories.enumerated().map { index, category in
        Category(
          key: category.name, english: category.labels.english ?? category.name,
          chinese: category.labels.chinese ?? category.name, aliases: category.aliases,
          rank: ranked ? category.rank ?? 0 : index)
      }, isOrdered: dimension.ordered)
  }
}

extension [Label] {
  public var english: String? { first { $0.language == "en" }?.text }
  public var chinese: String? { first { $0.language == "zh" || $0.language == nil }?.text }
}
