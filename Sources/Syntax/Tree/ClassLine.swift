/// What is said of a class in one line: `trait value_tier.high 'brings most of the revenue'`,
/// `strategy value_tier.low, potential_value.high 'nurture' zh '培育'`.
public struct ClassLine: Sendable, Hashable {
  public enum Kind: Sendable, Hashable, CaseIterable {
    /// What kind of customers they are.
    case trait
    /// What to do with them.
    case strategy
  }

  public var kind: Kind
  /// Of several: customers who are in all of them.
  public var classes: [ClassReference]
  public var english: String?
  /// Written `zh '…'`; at least one of the two is there.
  public var chinese: String?

  public init(
    _ kind: Kind, of classes: [ClassReference], english: String? = nil, chinese: String? = nil
  ) {
    self.kind = kind
    self.classes = classes
    self.english = english
    self.chinese = chinese
  }

  /// In `language`; where it is written in the other one alone, that.
  public func text(in language: Language) -> String {
    switch language {
    case .english: english ?? chinese ?? ""
    case .chinese: chinese ?? english ?? ""
    }
  }
}

/// `value_tier.high`, by key, label or alias, as written; `geo_region` alone means each of its classes.
public struct ClassReference: Sendable, Hashable {
  public var dimension: ColumnReference
  public var category: ColumnReference?

  public init(_ dimension: ColumnReference, _ category: ColumnReference? = nil) {
    self.dimension = dimension
    self.category = category
  }

  public var span: Span { category.map { dimension.span.union($0.span) } ?? dimension.span }

  /// `value_tier.high`
  public var name: String { category.map { "\(dimension.name).\($0.name)" } ?? dimension.name }
}
