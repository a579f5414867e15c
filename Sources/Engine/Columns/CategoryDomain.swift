/// The classes of one dimension, in the order of its rules; a category's code is its position here.
public final class CategoryDomain: Sendable, Hashable {
  public struct Category: Sendable, Hashable {
    public let key: String
    public let english: String
    public let chinese: String
    public let aliases: [String]
    /// Where the class stands in an ordered dimension, lowest first.
    public let rank: Int

    public init(key: String, english: String, chinese: String, aliases: [String], rank: Int) {
      self.key = key
      self.english = english
      self.chinese = chinese
      self.aliases = aliases
      self.rank = rank
    }
  }

  public let dimension: String
  public let categories: [Category]
  public let isOrdered: Bool
  /// The keys as the dictionary that columns of this domain share.
  public let dictionary: StringDictionary

  public init(dimension: String, categories: [Category], isOrdered: Bool) {
    self.dimension = dimension
    self.categories = categories
    self.isOrdered = isOrdered
    dictionary = StringDictionary(categories.map(\.key))
  }

  public static func == (a: CategoryDomain, b: CategoryDomain) -> Bool {
    a === b || (a.dimension == b.dimension && a.categories == b.categories)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(dimension) }
}
