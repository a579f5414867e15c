/// `goal win_back 'win back customers who left' zh '挽回流失客户' alias 'reactivation', '召回' … end`: what
/// a business may want, and the dimensions that help.
///
/// A goal declared again is added to: advice on the same dimension takes the place of the earlier one.
public struct GoalDefinition: Sendable, Hashable {
  public var name: String
  public var nameSpan: Span
  public var description: String?
  /// The same in Chinese, written `zh '…'`.
  public var descriptionZh: String?
  /// Other words by which people ask for it, in any language.
  public var aliases: [String]
  /// The most useful first.
  public var advice: [GoalAdvice]

  public init(
    name: String, nameSpan: Span, description: String? = nil, descriptionZh: String? = nil,
    aliases: [String] = [], advice: [GoalAdvice] = []
  ) {
    self.name = name
    self.nameSpan = nameSpan
    self.description = description
    self.descriptionZh = descriptionZh
    self.aliases = aliases
    self.advice = advice
  }
}

/// `lifecycle_stage 'tells who is lost' zh '分清谁已流失' try 'where lifecycle_stage = churned'`.
public struct GoalAdvice: Sendable, Hashable {
  public var dimension: ColumnReference
  public var reason: String?
  public var reasonZh: String?
  /// A statement to begin with, as text, and where it stands.
  public var query: String?
  public var querySpan: Span

  public init(
    dimension: ColumnReference, reason: String? = nil, reasonZh: String? = nil,
    query: String? = nil, querySpan: Span = Span(0, 0)
  ) {
    self.dimension = dimension
    self.reason = reason
    self.reasonZh = reasonZh
    self.query = query
    self.querySpan = querySpan
  }
}
