/// The classes of one dimension, in the order of its rules.
///
/// The code of a row is the position of its class. Where a customer can be in several classes, the
/// code is a set: bit `i` is the `i`-th class that has a rule, and no bit is the class for the rest.
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

  /// More classes with a rule would make more sets than a dictionary should hold.
  public static let mostOfSet = 10
  /// Between the classes of a set, in the texts of `dictionary`.
  public static let separator = ", "

  public let dimension: String
  public let categories: [Category]
  public let isOrdered: Bool
  /// The keys (of a set: all of its keys) as the dictionary that columns of this domain share.
  public let dictionary: StringDictionary
  /// The same classes, one a row; nil where that is so already.
  public let single: CategoryDomain?
  /// The class for the rest of a dimension of sets.
  private let rest: Int?
  /// The class of each bit of a set.
  private let bits: [Int]

  public init(dimension: String, categories: [Category], isOrdered: Bool) {
    self.dimension = dimension
    self.categories = categories
    self.isOrdered = isOrdered
    single = nil
    rest = nil
    bits = []
    dictionary = StringDictionary(categories.map(\.key))
  }

  /// Classes of which a row can have several; at most `mostOfSet` beside the one at `rest`.
  public init(setsOf single: CategoryDomain, rest: Int?) {
    dimension = single.dimension
    categories = single.categories
    isOrdered = single.isOrdered
    self.single = single
    self.rest = rest
    let bits = single.categories.indices.filter { $0 != rest }
    self.bits = bits
    dictionary = StringDictionary(
      (0..<1 << bits.count).map { code in
        Self.classes(code, bits, rest).map { single.categories[$0].key }
          .joined(separator: Self.separator)
      })
  }

  public var isMulti: Bool { single != nil }

  /// The classes that a code stands for; empty for a set without any.
  public func classes(of code: Int) -> [Int] {
    isMulti ? Self.classes(code, bits, rest) : [code]
  }

  private static func classes(_ code: Int, _ bits: [Int], _ rest: Int?) -> [Int] {
    if code == 0 { return rest.map { [$0] } ?? [] }
    return bits.indices.filter { code >> $0 & 1 == 1 }.map { bits[$0] }
  }

  /// For each code 1 where one of its classes is `wanted`, else 0.
  func table(_ wanted: (Int) -> Bool) -> [UInt8] {
    (0..<dictionary.count).map { classes(of: $0).contains(where: wanted) ? 1 : 0 }
  }

  public static func == (a: CategoryDomain, b: CategoryDomain) -> Bool {
    a === b
      || (a.dimension == b.dimension && a.categories == b.categories && a.isMulti == b.isMulti)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(dimension) }
}
