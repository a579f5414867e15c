public import Engine
public import Syntax

/// Why a customer is in a class, for one or more dimensions. Values, not text: Shell writes it.
public struct Explanation: Sendable, Hashable {
  public var customer: String
  /// The row of the customer.
  public var row: Int
  /// Days since 1970-01-01: only what happened before this day counts.
  public var asOf: Int32
  public var dimensions: [DimensionExplanation]
}

public struct DimensionExplanation: Sendable, Hashable {
  public var title: RuleTitle
  public var availability: Availability
  /// The customer's class; several where `isMultiple`; none where the dimension is not available.
  public var classes: [RuleTitle]
  public var isMultiple: Bool
  /// The rules that were tried, in their order: of an exclusive dimension the last one is the one that
  /// held, those before it did not. Of an open dimension only `values`.
  public var trials: [RuleTrial]
  /// Rules after the one that held, with what they would have come to.
  public var later: [RuleTrial] = []
  /// The class that the customer is nearest to.
  public var nearest: NearestFlip?
  /// The activity rows behind the rule that held.
  public var evidence: [Evidence] = []
  /// `values EXPR` of an open dimension, with what it came to.
  public var values: Finding?
  /// What is said of its class; nil where all dimensions are explained at once.
  public var lines: ClassLines?
}

/// Rows of an activity that a rule looked at, the latest of them told.
public struct Evidence: Sendable, Hashable {
  /// A row: when it happened, and its amount where the activity has amounts.
  public struct Row: Sendable, Hashable {
    public var time: Value?
    public var amount: Value?
  }

  public var activity: String
  /// Orders, or rows where those are no lines of orders.
  public var count: Int
  /// Those that the rules call valid; nil where they do not say so of this activity.
  public var valid: Int?
  /// The latest few, latest first.
  public var latest: [Row]
}

/// A rule and what it came to for the customer.
public struct RuleTrial: Sendable, Hashable {
  public var title: RuleTitle
  public var held: Bool
  /// nil for `otherwise`.
  public var condition: Finding?
}

/// A condition, or a part of one, with what it came to.
public struct Finding: Sendable, Hashable {
  public enum Connective: Sendable, Hashable { case all, any, not, single }

  /// As the formatter writes it: `last_order_days > :churn_days`.
  public var text: String
  public var connective: Connective
  /// True, false or null for a condition.
  public var value: Value
  /// What `and`, `or` and `not` connect; empty for a `single` condition.
  public var parts: [Finding]
  /// What a single condition mentions, with values.
  public var facts: [Fact]
  /// The two sides of a single comparison.
  public var comparison: Comparison?
  /// What the data lack, where `optional(…)` therefore took its second part.
  public var need: Need?
  /// The same with what stands in, where the rule has words for it.
  public var standsIn: Proxy?
  /// Where a comparison cuts a population of customers.
  public var cuts: [PopulationCut] = []
  /// Parameters and constants decide it: it comes to the same for every customer.
  public var isSettled = false

  public var held: Bool { value == .bool(true) }
}

/// `recency = 42, needs > 180, 138 away`.
public struct Comparison: Sendable, Hashable {
  /// The left side as written, and what it came to.
  public var text: String
  public var actual: Value
  public var sign: BinaryOperator
  public var wanted: Value
  /// How far the sides are apart, never below 0: a number, or days. nil where that has no meaning
  /// (text, classes, nulls).
  public var distance: Value?
  public var display: Field.Display
}

/// Something a rule mentions and its value for the customer.
public struct Fact: Sendable, Hashable {
  public enum Kind: Sendable, Hashable { case metric, dimension, column, parameter }

  public var kind: Kind
  /// `last_order_days`, `province`, `churn_days` (a parameter without its colon).
  public var name: String
  public var value: Value
  public var display: Field.Display
  /// The description in the rules.
  public var meaning: String?
  /// The number of customers that a rank, a share or a cut was worked out among.
  public var rankedAmong: Int?
}
