import Engine
public import Syntax

/// One line of `dimensions`.
public struct DimensionSummary: Sendable, Hashable {
  public var title: RuleTitle
  public var isOrdered: Bool
  /// Each customer is in every class whose rule holds, not only in the first.
  public var isMultiple: Bool
  /// Classes are the values of an expression (a region), not a list.
  public var isOpen: Bool
  public var availability: Availability
  /// All that the data lack; empty where the dimension is available.
  public var needs: [Need]
  /// What stands in for lacking data: the dimension works, as a proxy.
  public var proxies: [Proxy]
  /// nil where the dimension is not available.
  public var coverage: Coverage?
  /// Of an ordered dimension from the highest rank to the lowest; of an open one from the largest;
  /// otherwise in the order of the rules. Empty where the dimension is not available.
  public var classes: [ClassSize]
  /// Customers in all.
  public var population: Int
}

/// A class and how many customers are in it.
public struct ClassSize: Sendable, Hashable {
  public var title: RuleTitle
  /// Where the class stands in an ordered dimension.
  public var rank: Int?
  public var count: Int
  /// Of the population, 0…1.
  public var share: Double
}

extension Classification {
  /// All dimensions, in the order of the rules.
  public func summaries() throws(Diagnostic) -> [DimensionSummary] {
    let names = catalog.definitions.dimensions.map(\.definition.name)
    try executor.prefetch(names.filter { knownSummary(of: $0) == nil })
    var summaries: [DimensionSummary] = []
    for entry in catalog.definitions.dimensions {
      summaries.append(try summary(of: entry.definition))
    }
    return summaries
  }

  private func knownSummary(of dimension: String) -> DimensionSummary? {
    executor.kept(
      DimensionSummary.self, "summary of \(NameFolding.fold(dimension))", of: dimension)
  }

  func summary(of dimension: DimensionDefinition) throws(Diagnostic) -> DimensionSummary {
    if let known = knownSummary(of: dimension.name) { return known }
    let summary = try findSummary(of: dimension)
    // What is wrong with a rule may lie in others that nothing is known of.
    if case .faulty = summary.availability { return summary }
    executor.keep(
      summary, "summary of \(NameFolding.fold(dimension.name))", of: dimension.name)
    return summary
  }

  private func findSummary(
    of dimension: DimensionDefinition
  ) throws(Diagnostic) -> DimensionSummary {
    let availability = binder.availability(of: dimension.name)
    var summary = DimensionSummary(
      title: RuleTitle(dimension), isOrdered: dimension.ordered, isMultiple: dimension.multi,
      isOpen: dimension.open != nil, availability: availability, needs: needs(of: dimension.name),
      proxies: [], coverage: nil, classes: [], population: population)
    guard case .available = availability else { return summary }
    summary.proxies = try proxies(of: dimension.name)
    summary.coverage = try coverage(of: dimension)
    summary.classes = try sizes(of: dimension)
    return summary
  }

  /// Classes without customers are there too; null, where a dimension has no class for the rest, is
  /// not.
  private func sizes(of dimension: DimensionDefinition) throws(Diagnostic) -> [ClassSize] {
    let sizes = try executor.sizes(of: dimension.name)
    if dimension.open != nil {
      return sizes.compactMap { size in
        guard case .string(let value) = size.value else { return nil }
        return classSize(dimension.title(ofValue: value), rank: nil, size.count)
      }.sorted { ($1.count, $0.title.key) < ($0.count, $1.title.key) }
    }
    let ranks = try binder.definition(key: dimension.name).domain?.categories.map(\.rank) ?? []
    let counts = Dictionary(
      sizes.map { ($0.value, $0.count) }, uniquingKeysWith: { first, _ in first })
    let classes = zip(dimension.categories, ranks).map { category, rank in
      classSize(
        RuleTitle(category), rank: dimension.ordered ? rank : nil,
        counts[.string(category.name)] ?? 0)
    }
    return dimension.ordered ? classes.sorted { ($0.rank ?? 0) > ($1.rank ?? 0) } : classes
  }

  private func classSize(_ title: RuleTitle, rank: Int?, _ count: Int) -> ClassSize {
    ClassSize(
      title: title, rank: rank, count: count,
      share: population == 0 ? 0 : Double(count) / Double(population))
  }
}

extension DimensionDefinition {
  /// The class that a value of an open dimension is: it is its own name, but for the class of those
  /// without a value.
  func title(ofValue value: String) -> RuleTitle {
    categories.first { $0.condition == nil && $0.name == value }.map(RuleTitle.init)
      ?? RuleTitle(key: value)
  }
}
