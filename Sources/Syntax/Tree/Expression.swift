/// An expression as written: names unresolved, sugar kept, a span on every node.
public struct Expression: Sendable, Hashable {
  public var span: Span
  public var shape: Shape

  public init(_ shape: Shape, at span: Span) {
    self.span = span
    self.shape = shape
  }

  public indirect enum Shape: Sendable, Hashable {
    case literal(Literal)
    /// A column, metric, dimension, category or alias: `tier`, `orders.amount`, `` `unit price` ``.
    case name(Name)
    /// `:churn_days`.
    case parameter(String)
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    /// `x between a and b`.
    case between(Expression, low: Expression, high: Expression, negated: Bool)
    /// `x in ('a', 'b')`.
    case inList(Expression, [Expression], negated: Bool)
    /// `x in file 'ids.txt'`.
    case inFile(Expression, path: String, pathSpan: Span, negated: Bool)
    /// `x in @2025-01..@2025-06`.
    case inRange(Expression, Expression, negated: Bool)
    /// `in vip_zj`, `in vip@3`, with no left side: customers of a saved segment.
    case inSegment(SegmentReference, negated: Bool)
    /// `time within 90d`, `time within 12mo before ago(12mo)`, `time within previous month`.
    case within(Expression, Window, negated: Bool)
    case isNull(Expression, negated: Bool)
    case like(Expression, pattern: Expression, negated: Bool)
    case isDistinct(Expression, Expression, negated: Bool)
    /// `name(args)`, and with one activity argument `count(orders where …)`.
    case call(Call)
    /// `has orders where …` / `no orders within 90d`.
    case has(ActivitySource, negated: Bool)
    case caseWhen([CaseBranch], otherwise: Expression?)
    /// `recency of 'C1'`: the value of one customer, in an expectation.
    case of(Expression, id: Expression)
    /// What the parser could not read; a diagnostic covers it.
    case missing
  }
}

public enum Literal: Sendable, Hashable {
  case null
  case bool(Bool)
  /// Digits as written without separators, suffix applied: `5k` is 5000, `1.20` keeps its scale.
  /// value = unscaled / 10^scale.
  case number(unscaled: Int64, scale: Int)
  /// A whole number with zeros in front: a number beside numbers, and its digits beside text, such as
  /// an id.
  case digits(String)
  /// A number too large or in exponent form: `1e300`.
  case float(Double)
  /// `20%`: the fraction unscaled / 10^scale (20% is 20/10²).
  case percent(unscaled: Int64, scale: Int)
  case string(String)
  /// `@2025-08-23`, `@2025-08`, `@2025`: days since 1970-01-01 of its first day, and the unit.
  case date(CivilDate, DateUnit)
  /// `@2025-08-23T10:30:00`, seconds of the day beside the date.
  case timestamp(CivilDate, seconds: Int)
  /// `@2025-01..@2025-06`, both ends whole periods.
  case dateRange(CivilDate, DateUnit, CivilDate, DateUnit)
  case duration(Duration)
}

extension Literal {
  /// The value of a whole number, in whichever way it is kept.
  public var whole: Int64? {
    switch self {
    case .number(let value, 0): value
    case .digits(let text): Int64(text)
    case .null, .bool, .number, .float, .percent, .string, .date, .timestamp, .dateRange,
      .duration:
      nil
    }
  }
}

public enum DateUnit: Sendable, Hashable { case day, month, quarter, year }

/// A day of the proleptic Gregorian calendar.
public struct CivilDate: Sendable, Hashable {
  public var year: Int
  public var month: Int
  public var day: Int

  public init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }
}

/// `90d`, `6mo`, `2h`: calendar months and years beside exact days and seconds.
public struct Duration: Sendable, Hashable {
  public var months: Int
  public var days: Int
  public var seconds: Int

  public init(months: Int = 0, days: Int = 0, seconds: Int = 0) {
    self.months = months
    self.days = days
    self.seconds = seconds
  }
}

/// One or two parts: `amount`, `orders.amount`. Spelling as written, full width folded.
public struct Name: Sendable, Hashable {
  public var qualifier: String?
  public var text: String
  /// Written between backticks: never a keyword, never a category.
  public var quoted: Bool

  public init(_ text: String, qualifier: String? = nil, quoted: Bool = false) {
    self.text = text
    self.qualifier = qualifier
    self.quoted = quoted
  }
}

/// `vip_zj` or `vip_zj@3`.
public struct SegmentReference: Sendable, Hashable {
  public var name: String
  public var version: Int?
  public var span: Span

  public init(_ name: String, version: Int? = nil, at span: Span) {
    self.name = name
    self.version = version
    self.span = span
  }
}

public enum UnaryOperator: Sendable, Hashable { case not, minus, plus }

public enum BinaryOperator: String, Sendable, Hashable, CaseIterable {
  case or, and
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  /// `~`: case-insensitive contains.
  case contains = "~"
  case concat = "||"
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  /// `//`: whole division.
  case wholeDivide = "//"
  case remainder = "%"
}

/// The time window of `within`, half open.
public enum Window: Sendable, Hashable {
  /// `within 90d [before DATE]`: ends at `before`, by default at the as-of date.
  case last(Duration, before: Expression?)
  /// `within previous month`, `within this year`.
  case period(previous: Bool, DateUnit)
  /// `within @2025-01..@2025-06`, `within @2025`.
  case range(Expression)
}

/// `name(arguments)`; `count(distinct x)`; `first(orders.category by time)`; `median(x where cond)`.
public struct Call: Sendable, Hashable {
  public var name: String
  public var nameSpan: Span
  public var distinct: Bool
  public var arguments: [Expression]
  /// `count(orders where … )`: the activity itself is counted.
  public var activity: ActivitySource?
  /// `sum(orders.amount where …)`: the filter on the rows that are aggregated.
  public var filter: Expression?
  /// `first(x by time)`.
  public var by: Expression?

  public init(
    name: String, nameSpan: Span, distinct: Bool = false, arguments: [Expression] = [],
    activity: ActivitySource? = nil, filter: Expression? = nil, by: Expression? = nil
  ) {
    self.name = name
    self.nameSpan = nameSpan
    self.distinct = distinct
    self.arguments = arguments
    self.activity = activity
    self.filter = filter
    self.by = by
  }
}

/// `orders`, `orders where channel = 'online'`, `orders within 90d`.
/// `within` is kept beside `filter` as written; both must hold.
public struct ActivitySource: Sendable, Hashable {
  public var name: String
  public var span: Span
  public var filter: Expression?
  public var window: Window?

  public init(name: String, span: Span, filter: Expression? = nil, window: Window? = nil) {
    self.name = name
    self.span = span
    self.filter = filter
    self.window = window
  }
}

public struct CaseBranch: Sendable, Hashable {
  public var condition: Expression
  public var value: Expression

  public init(condition: Expression, value: Expression) {
    self.condition = condition
    self.value = value
  }
}
