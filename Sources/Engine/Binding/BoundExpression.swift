public import Syntax

/// An expression whose names are resolved and whose types are known. It holds column positions, not
/// names, and belongs to the scope that it was bound in.
public struct BoundExpression: Sendable {
  public let type: ColumnType
  public let span: Span
  public let node: Node

  public init(_ node: Node, type: ColumnType, at span: Span) {
    self.node = node
    self.type = type
    self.span = span
  }

  public indirect enum Node: Sendable {
    case constant(Value)
    /// A constant text as a code of the dictionary that it shares with the other results of a `case`.
    case coded(UInt32, StringDictionary)
    /// A column of the relation.
    case column(Int)
    /// A whole column that is worked out before the rows are: a metric, an activity aggregate,
    /// something that looks at the whole population.
    case computed(Computed)
    case apply(BoundCall)
    case not(BoundExpression)
    case and([BoundExpression])
    case or([BoundExpression])
    case isNull(BoundExpression)
    case isIn(BoundExpression, ValueSet)
    /// A whole number, date or time in a range of lanes; an empty range holds nothing.
    case inRange(BoundExpression, low: Int64, high: Int64)
    /// Looks a dictionary code up: category comparisons.
    case codeTest(BoundExpression, [UInt8])
    /// The set of the conditions that hold, condition i as bit i of the code.
    case classSet([BoundExpression])
    /// The rank of an ordered dimension's class.
    case rank(BoundExpression, [Int64])
    /// The row of a table that is the operand's code.
    case lookup(BoundExpression, CodeTable)
    case caseWhen([BoundBranch], otherwise: BoundExpression?)
  }

  /// The value, when the expression is a constant.
  public var constant: Value? {
    if case .constant(let value) = node { value } else { nil }
  }

  var isColumn: Bool { if case .column = node { true } else { false } }
}

public struct BoundBranch: Sendable {
  public let condition: BoundExpression
  public let value: BoundExpression
}

/// A function with the overload chosen and the arguments converted to its types.
public struct BoundCall: Sendable {
  public let name: String
  public let overload: Overload
  public let arguments: [BoundExpression]
  /// Tells calls apart within one query: the key of tables computed once per dictionary.
  public let id: Int
}

/// What needs whole columns or other tables.
public indirect enum Computed: Sendable {
  /// A metric or dimension by its key; computed over all customers, kept in the cache.
  case definition(String)
  /// Customers in a segment.
  case members(Bitmap)
  /// One value a customer from the rows of an activity.
  case activity(ActivityAggregate)
  /// In an activity's scope: a metric of its rows.
  case rowMetric(RowMetric)
  /// In an activity's scope: a value of the row's customer.
  case ofCustomer(BoundExpression)
  /// Of all rows of the relation: a rank, a share, or an aggregate broadcast to every row.
  case population(PopulationCall)
}

/// `sum(orders.amount where …)`: bound in the activity's scope. An object, so that what was worked out
/// for it is found again.
public final class ActivityAggregate: Sendable {
  public let activity: String
  public let aggregate: BoundAggregate

  public init(activity: String, aggregate: BoundAggregate) {
    self.activity = activity
    self.aggregate = aggregate
  }
}

/// `metric orders.net = …`: worked out once for all rows of the activity and kept.
public struct RowMetric: Sendable {
  public let key: String
  public let activity: String
  public let expression: BoundExpression
}

/// An aggregate over rows: of a group, of a customer's activity rows, of a whole relation.
public struct BoundAggregate: Sendable {
  public let kind: AggregateKind
  /// nil for `count()`, and where the different customers of an activity's rows are counted.
  public let argument: BoundExpression?
  public let filter: BoundExpression?
  /// `first(x by time)`.
  public let by: BoundExpression?
  /// Rows that are lines of one order count, and are measured, as one.
  public let perUnit: Bool
  public let type: ColumnType
}

public enum AggregateKind: Sendable, Hashable {
  case count, countDistinct, sum, average, minimum, maximum
  /// Interpolated between the two nearest values; 0…1.
  case percentile(Double)
  case standardDeviation
  /// The share of rows for which the condition holds.
  case shareOfRows
  case first, last
  /// The most frequent value; ties go to the smallest.
  case mode
  /// True when there is any row.
  case any
  /// Days between neighbouring distinct times: the median, and the coefficient of variation.
  case medianGap, gapVariation
  /// The sum of the squared shares of each value.
  case concentration
  /// Whether rows that fulfil the steps follow one another, the last at most `limit` (in lanes of the
  /// time) after the first. The argument has bit k set where the row fulfils step k.
  case sequence(steps: Int, limit: Int64)
}

public struct PopulationCall: Sendable {
  public enum Kind: Sendable {
    /// 0…100 by values at or below: ties share the upper end.
    case percentRank
    /// 1…n, equal values always share a class.
    case quantileClass(Int)
    /// 1…n by row number, as in SQL: ties are split.
    case ntile(Int)
    /// Share of the total held by rows with this value or more, tie groups together.
    case cumulativeShare
    /// An aggregate of the whole population.
    case aggregate(BoundAggregate)
  }

  public let kind: Kind
  public let argument: BoundExpression?
  /// Which rows are the population.
  public let filter: BoundExpression?
  /// Of an aggregate: rows with the same key are a population of their own.
  public var partition: BoundExpression?
  /// Of a total of groups: that of the rows that were grouped, each once, though it stands in several
  /// groups. The argument is then the column of an aggregate.
  var isOfGroupedRows = false
}
