/// One statement of a script or one entry at the prompt.
public struct Statement: Sendable, Hashable {
  public var span: Span
  public var shape: Shape
  /// The comment block directly above, markers stripped: a saved segment's description.
  public var comment: String?

  public init(_ shape: Shape, at span: Span, comment: String? = nil) {
    self.shape = shape
    self.span = span
    self.comment = comment
  }

  public enum Shape: Sendable, Hashable {
    case query(Query)
    case command(Command)
    /// `let big = from customers | where …`.
    case binding(name: String, nameSpan: Span, Query)
    case define(Definition)
    case expect(Expectation)
    /// Muscle memory from another shell (`\d`, `.tables`, `%history`, `select … from …`).
    case foreign(String)
  }
}

/// Everything that is not a query. Words are kept as written; Shell gives them meaning.
public enum Command: Sendable, Hashable {
  case load(Load)
  case demo
  /// `set asof @2011-12-10`, `set language zh`, `set churn_days = 90`; no value: show it.
  case set(name: String?, nameSpan: Span, value: Expression?)
  case help(topic: String?, span: Span)
  /// `explain customer 'C1' on lifecycle_stage, tenure`.
  case explainCustomer(id: Expression, dimensions: [ColumnReference])
  /// `explain customer 'C1' not churned`: why it is not in that class.
  case explainAbsence(id: Expression, category: ColumnReference)
  /// `explain lifecycle_stage`: how its rules share the customers out.
  case explainDimension(ColumnReference)
  /// `explain where … | group …`: how the query is carried out.
  case explainQuery(Query)
  /// `describe NAME`: a dimension, metric, class, segment, table or column.
  case describe(SegmentReference)
  /// `describe value_tier.high`.
  case describeClass(ClassReference)
  /// `dimensions`, `dimensions NAME`.
  case dimensions(ColumnReference?)
  /// `advise`, `advise win back customers`: free words.
  case advise(goal: String?, span: Span)
  case metrics
  case segments
  case tables
  /// `rules`, `rules NAME`.
  case rules(ColumnReference?)
  case rulesExport(path: String, pathSpan: Span, overwrite: Bool)
  /// `rules load 'file.strata'`.
  case rulesLoad(path: String, pathSpan: Span)
  /// `rules check`: those in force; `rules check 'file.strata'`: a file's, without loading it.
  case rulesCheck(FileReference?)
  case rulesDiff(RulesBasis)
  /// `rules reset NAME`: as the standard rules have it, or no more.
  case rulesReset(ColumnReference)
  /// `rejects`, `rejects orders`.
  case rejects(ColumnReference?)
  case dropSegment(SegmentReference)
  case renameSegment(SegmentReference, to: ColumnReference)
  case run(path: String, pathSpan: Span, arguments: [NamedExpression])
  case remember
  case forget
  /// `echo 'text'`: any expression without columns.
  case echo(Expression)
  case timing(Bool?)
  /// `format`, `format csv`.
  case format(ColumnReference?)
  case history
  case clear
  case quit
}

/// `load [NAME] [from] 'x.csv', 'y.csv' [with role = expr, …] [where expr] [using option = value, …]`.
///
/// `with` maps roles and column names to expressions over the file's columns; `where` drops rows
/// (counted); `using` overrides what was sniffed (delimiter, encoding, header, dates).
public struct Load: Sendable, Hashable {
  /// `orders`, `customers`, or any new name; nil: recognised from the file.
  public var table: ColumnReference?
  public var files: [FileReference]
  public var mapping: [NamedExpression]
  public var filter: Expression?
  public var options: [NamedExpression]

  public init(
    table: ColumnReference? = nil, files: [FileReference] = [], mapping: [NamedExpression] = [],
    filter: Expression? = nil, options: [NamedExpression] = []
  ) {
    self.table = table
    self.files = files
    self.mapping = mapping
    self.filter = filter
    self.options = options
  }
}

public struct FileReference: Sendable, Hashable {
  public var path: String
  public var span: Span

  public init(_ path: String, at span: Span) {
    self.path = path
    self.span = span
  }
}

/// What `rules diff` compares the rules in force with.
public enum RulesBasis: Sendable, Hashable {
  case standard
  /// The rules kept with a saved segment: `rules diff vip@2`.
  case segment(SegmentReference)
  /// What they would be with the file loaded.
  case file(FileReference)
}

/// `expect lifecycle_stage of 'C1' = stable 'buys every month'`: what must be true of customers under
/// the rules.
public struct Expectation: Sendable, Hashable {
  /// One answer for all customers together: of aggregates and of values of single customers.
  public var condition: Expression
  /// Why it matters.
  public var reason: String?

  public init(_ condition: Expression, reason: String? = nil) {
    self.condition = condition
    self.reason = reason
  }
}

/// `param`, `metric`, `dimension`, `goal`, `trait`, `strategy`, with or without a leading `define`.
public enum Definition: Sendable, Hashable {
  case parameter(ParameterDefinition)
  case metric(MetricDefinition)
  case dimension(DimensionDefinition)
  case goal(GoalDefinition)
  case line(ClassLine)
}

/// `param churn_days = 180`, `param since: date = @2024-01-01 'first day counted'`.
public struct ParameterDefinition: Sendable, Hashable {
  public var name: String
  public var nameSpan: Span
  /// `int`, `number`, `percent`, `date`, `duration`, `string`, `bool`, as written.
  public var type: ColumnReference?
  /// The values that it takes; nil: all of its type.
  public var limits: ParameterLimits?
  public var value: Expression?
  public var description: String?
  /// The same in Chinese, written `zh '…'`.
  public var descriptionZh: String?

  public init(
    name: String, nameSpan: Span, type: ColumnReference? = nil, limits: ParameterLimits? = nil,
    value: Expression? = nil, description: String? = nil, descriptionZh: String? = nil
  ) {
    self.name = name
    self.nameSpan = nameSpan
    self.type = type
    self.limits = limits
    self.value = value
    self.description = description
    self.descriptionZh = descriptionZh
  }

  /// The ends of the range that it lies in; empty where it has none.
  public var ends: [Expression] {
    guard case .range(let low, let high) = limits else { return [] }
    return [low, high]
  }

  /// What a declaration that gives another value leaves out is that of the former one; limits are those
  /// of a type.
  public func completed(by former: ParameterDefinition?) -> ParameterDefinition {
    guard let former else { return self }
    var full = self
    if type == nil {
      full.type = former.type
      full.limits = limits ?? former.limits
    }
    if description == nil, descriptionZh == nil {
      full.description = former.description
      full.descriptionZh = former.descriptionZh
    }
    return full
  }
}

/// The values that a parameter takes.
public enum ParameterLimits: Sendable, Hashable {
  /// `in ('each', 'shared')`.
  case list([Literal])
  /// `between 0 and :value_hi`, both ends included: literals and parameters.
  case range(Expression, Expression)
}

/// `metric recency 'days since last order' zh '距末单天数' alias '新近度' =
/// days_since(max(orders.time))`.
public struct MetricDefinition: Sendable, Hashable {
  public var name: String
  public var nameSpan: Span
  public var description: String?
  /// The same in Chinese, written `zh '…'`.
  public var descriptionZh: String?
  /// Other names, in any language; the first Chinese one heads its column in Chinese.
  public var aliases: [String]
  public var value: Expression

  public init(
    name: String, nameSpan: Span, description: String? = nil, descriptionZh: String? = nil,
    aliases: [String] = [], value: Expression
  ) {
    self.name = name
    self.nameSpan = nameSpan
    self.description = description
    self.descriptionZh = descriptionZh
    self.aliases = aliases
    self.value = value
  }
}

/// `dimension KEY 'label' [alias 'a', 'b'] [ordered] [exclusive|multi] … end`.
public struct DimensionDefinition: Sendable, Hashable {
  public var name: String
  public var nameSpan: Span
  /// Labels after the key: the first is the Chinese one, by the custom of the rule files; a label
  /// written `en 'Lifecycle stage'` or `zh '客户生命周期'` says its language.
  public var labels: [Label]
  public var aliases: [String]
  public var ordered: Bool
  public var multi: Bool
  public var categories: [CategoryDefinition]
  /// `values EXPR` instead of categories: one category for each value of the expression (a region).
  public var open: Expression?

  public init(
    name: String, nameSpan: Span, labels: [Label] = [], aliases: [String] = [],
    ordered: Bool = false, multi: Bool = false, categories: [CategoryDefinition] = [],
    open: Expression? = nil
  ) {
    self.name = name
    self.nameSpan = nameSpan
    self.labels = labels
    self.aliases = aliases
    self.ordered = ordered
    self.multi = multi
    self.categories = categories
    self.open = open
  }
}

public struct Label: Sendable, Hashable {
  /// `en`, `zh`, or nil where none was written.
  public var language: String?
  public var text: String

  public init(_ text: String, language: String? = nil) {
    self.text = text
    self.language = language
  }
}

/// `churned '流失客户' alias '流失' when recency > :churn_days`, or `otherwise stable '稳定客户'`.
///
/// Listed in the order in which rules are tried. For an ordered dimension `rank` says where the
/// class stands (`rank 3`), lowest first; without any `rank` the listed order is the ranking.
public struct CategoryDefinition: Sendable, Hashable {
  public var name: String
  public var span: Span
  public var labels: [Label]
  public var aliases: [String]
  public var rank: Int?
  /// nil for `otherwise`.
  public var condition: Expression?

  public init(
    name: String, span: Span, labels: [Label] = [], aliases: [String] = [], rank: Int? = nil,
    condition: Expression? = nil
  ) {
    self.name = name
    self.span = span
    self.labels = labels
    self.aliases = aliases
    self.rank = rank
    self.condition = condition
  }
}
