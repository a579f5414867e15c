public import Engine
import Syntax

/// What a dimension or a class is called.
public struct RuleTitle: Sendable, Hashable {
  public var key: String
  public var english: String?
  public var chinese: String?

  public init(key: String, english: String? = nil, chinese: String? = nil) {
    self.key = key
    self.english = english
    self.chinese = chinese
  }

  init(_ dimension: DimensionDefinition) {
    self.init(
      key: dimension.name, english: dimension.labels.english, chinese: dimension.labels.chinese)
  }

  init(_ category: CategoryDefinition) {
    self.init(
      key: category.name, english: category.labels.english, chinese: category.labels.chinese)
  }
}

/// A parameter that a rule uses, with the value in force.
public struct ParameterUse: Sendable, Hashable {
  public var name: String
  /// nil when it has none.
  public var value: Value?
  public var description: String?
  /// The value was set by hand or by a script.
  public var isSet: Bool
}

/// A metric that a rule uses, itself or through others.
public struct MetricUse: Sendable, Hashable {
  public var name: String
  public var description: String?
  /// The expression as the formatter writes it.
  public var definition: String
}
