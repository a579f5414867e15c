public import Engine
public import Syntax

/// What `describe DIMENSION` says.
public struct DimensionDetail: Sendable, Hashable {
  public var summary: DimensionSummary
  public var aliases: [String]
  /// In the order in which they are tried. An open dimension has none.
  public var rules: [ClassRule]
  /// `values EXPR` of an open dimension.
  public var values: String?
  public var parameters: [ParameterUse]
  public var metrics: [MetricUse]
  /// The columns that all of this rests on: `orders.channel`, `province`.
  public var columns: [String]
}

/// One class with its rule.
public struct ClassRule: Sendable, Hashable {
  public var title: RuleTitle
  public var aliases: [String]
  /// The condition as the formatter writes it; nil for `otherwise`.
  public var condition: String?
  /// nil where the dimension is not available.
  public var size: ClassSize?
}

extension Classification {
  /// The dimension called `name`, by key, label or alias. Throws E203, E209.
  public func dimensionDetail(
    _ name: String, at span: Span
  ) throws(Diagnostic) -> DimensionDetail {
    let dimension = try dimension(called: name, at: span).definition
    let summary = try summary(of: dimension)
    let uses = RuleUses(dimension.expressions, catalog)
    let rules = dimension.rulesInOrder.map { category in
      ClassRule(
        title: RuleTitle(category), aliases: category.aliases,
        condition: category.condition.map { Formatter.brief($0) },
        size: summary.classes.first { $0.title.key == category.name })
    }
    return DimensionDetail(
      summary: summary, aliases: dimension.aliases, rules: rules,
      values: dimension.open.map { Formatter.brief($0) }, parameters: uses.parameters,
      metrics: uses.metrics, columns: uses.columns)
  }
}

extension DimensionDefinition {
  /// The classes in the order in which their rules are tried: `otherwise` comes last wherever it
  /// stands.
  var rulesInOrder: [CategoryDefinition] {
    categories.filter { $0.condition != nil } + categories.filter { $0.condition == nil }
  }
}

/// What `describe METRIC` says.
public struct MetricDetail: Sendable, Hashable {
  public var name: String
  public var description: String?
  /// The expression as the formatter writes it.
  public var definition: String
  public var availability: Availability
  /// The word for its type: `whole number`; nil where it is not available.
  public var type: String?
  public var display: Field.Display
  /// nil where it is not available, and for a metric of an activity's rows.
  public var values: ValueSummary?
  /// Customers that it ranks or sums over, when it looks at a population.
  public var rankedAmong: Int?
  public var parameters: [ParameterUse]
  /// The metrics that it is made of.
  public var metrics: [MetricUse]
  public var columns: [String]
}

extension Classification {
  /// The metric with this key. Throws E203.
  public func metricDetail(_ name: String, at span: Span) throws(Diagnostic) -> MetricDetail {
    guard let metric = catalog.definitions.metric(called: name)?.definition else {
      let names = catalog.definitions.metrics.flatMap { entry in
        [entry.definition.name] + entry.definition.aliases
      }
      throw Diagnostic(
        "E203", Message("no metric or dimension '{0}'", name), at: span,
        label: Message("not a metric"),
        hint: Suggestion.best(for: name, among: names).map {
          Message("did you mean '{0}'?", $0)
        })
    }
    let uses = RuleUses([metric.value], of: metric.activity, catalog)
    var detail = MetricDetail(
      name: metric.name, description: metric.description,
      definition: Formatter.brief(metric.value),
      availability: binder.availability(of: metric.name), type: nil, display: .plain, values: nil,
      rankedAmong: nil, parameters: uses.parameters, metrics: uses.metrics, columns: uses.columns)
    if case .available = detail.availability, metric.activity == nil {
      let bound = try binder.definition(key: metric.name)
      detail.type = bound.expression.type.word
      detail.display = binder.display(of: bound.expression)
      detail.values = try executor.summary(of: metric.name)
      detail.rankedAmong = try executor.populationSize(of: metric.name)
    }
    return detail
  }
}
