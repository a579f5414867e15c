import Engine
import Syntax

/// How many customers a dimension has a place for.
///
/// A customer has no place when it is in the `otherwise` class and that class is called unknown or
/// unassigned, by key, label or alias, or when it is in no class at all. A class such as `none` ("no
/// purchase yet") is an answer and a place.
public struct Coverage: Sendable, Hashable {
  public var placed: Int
  public var population: Int
  /// The class of those without a place; nil where the dimension has none.
  public var unplacedClass: RuleTitle?
  /// What those without a place lack, most of them first.
  public var lacks: [Lack]

  public var unplaced: Int { population - placed }
  /// 0…1; of nobody, everybody has a place.
  public var share: Double { population == 0 ? 1 : Double(placed) / Double(population) }
}

/// A column or table for want of which customers have no place in a dimension: most of the customers
/// without it are without a place.
public struct Lack: Sendable, Hashable {
  /// `customers.industry`, `orders.category`, or `orders` for customers without any order.
  public var name: String
  /// Customers without a place who lack it.
  public var count: Int
  /// The share of all customers who have it, 0…1; of a column of an activity, in any of their rows.
  public var completeness: Double
}

extension CategoryDefinition {
  /// The class of customers of whom nothing is known, rather than of those who have nothing.
  var isUnknown: Bool {
    condition == nil
      && ([name] + labels.map(\.text) + aliases).contains {
        Self.unknown.contains(LabelFolding.fold($0))
      }
  }

  private static let unknown: Set<String> = Set(
    ["unknown", "unassigned", "未知", "未分配"].map(LabelFolding.fold))
}

extension Classification {
  /// Of a dimension that is available.
  func coverage(of dimension: DimensionDefinition) throws(Diagnostic) -> Coverage {
    let unknown = dimension.categories.first(where: \.isUnknown)
    let unplaced = try unplaced(in: dimension, unknown)
    let count = unplaced?.population ?? 0
    return Coverage(
      placed: population - count, population: population,
      unplacedClass: unknown.map(RuleTitle.init),
      lacks: count == 0 ? [] : try lacks(of: unplaced ?? everyone, in: dimension))
  }

  /// The customers without a place; nil for nobody.
  private func unplaced(
    in dimension: DimensionDefinition, _ unknown: CategoryDefinition?
  ) throws(Diagnostic) -> Bitmap? {
    // Of an open dimension whatever is a value is a class.
    let nowhere = dimension.open == nil ? Value.null : nil
    let places = [unknown.map { Value.string($0.name) }, nowhere].compactMap(\.self)
    let found = try executor.sizes(of: dimension.name).filter { places.contains($0.value) }
    guard !found.isEmpty else { return nil }
    func members(_ category: CategoryDefinition) throws(Diagnostic) -> Bitmap {
      let condition = try binder.membership(in: category.name, of: dimension.name)
      return try executor.bits(condition, over: executor.everyone)
    }
    if let unknown, found.map(\.value) == [.string(unknown.name)] { return try members(unknown) }
    var unplaced = Bitmap(count: population, all: true)
    for category in dimension.categories where !category.isUnknown {
      unplaced = unplaced.subtracting(try members(category))
    }
    return unplaced
  }

  private var everyone: Bitmap { Bitmap(count: population, all: true) }

  /// What the rules of `dimension` read and the customers of `unplaced` have not.
  private func lacks(
    of unplaced: Bitmap, in dimension: DimensionDefinition
  ) throws(Diagnostic) -> [Lack] {
    var lacks: [Lack] = []
    func look(at name: String, has: Bitmap, among: Bitmap, isOptional: Bool = false) {
      let lacking = among.subtracting(has)
      let count = unplaced.and(lacking).population
      // What the rules can do without is to blame only where nobody without it has a place.
      guard count > 0, (isOptional ? 1 : 2) * count >= lacking.population else { return }
      lacks.append(
        Lack(name: name, count: count, completeness: Double(has.population) / Double(population)))
    }
    let everyone = everyone
    var activities: Set<String> = []
    let needed = Set(RuleUses(dimension.expressions, catalog, skipsOptional: true).columns)
    for column in RuleUses(dimension.expressions, catalog).columns {
      let parts = column.split(separator: ".", maxSplits: 1).map(String.init)
      guard parts.count == 2, let activity = catalog.dataset.activity(named: parts[0]) else {
        let customers = catalog.dataset.customers
        guard let index = customers.index(of: parts[parts.count - 1]),
          let known = customers.columns[index].validity
        else { continue }
        look(
          at: "customers." + customers.fields[index].name, has: known, among: everyone,
          isOptional: !needed.contains(column))
        continue
      }
      let withRows = try customers(withRowsOf: activity.name)
      if activities.insert(activity.name).inserted {
        look(at: activity.name, has: withRows, among: everyone)
      }
      // Customers without any row lack the table, not the column.
      guard let index = activity.table.index(of: parts[1]),
        activity.table.columns[index].validity != nil
      else { continue }
      let field = activity.table.fields[index].name
      look(
        at: "\(activity.name).\(field)",
        has: try customers(withRowsOf: activity.name, where: field), among: withRows,
        isOptional: !needed.contains(column))
    }
    return lacks.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }

  /// The customers with any row of an activity, or any in which a column has a value.
  private func customers(
    withRowsOf activity: String, where column: String? = nil
  ) throws(Diagnostic) -> Bitmap {
    let key = "\(activity).\(column ?? "")"
    if let known = customersWithRows[key] { return known }
    let nowhere = Span(0, 0)
    let known = column.map { column in
      Expression(
        .isNull(
          Expression(.name(Name(column, qualifier: activity)), at: nowhere), negated: true),
        at: nowhere)
    }
    let source = ActivitySource(name: activity, span: nowhere, filter: known)
    let condition = try binder.condition(
      Expression(.has(source, negated: false), at: nowhere), in: customerScope)
    let bits = try executor.bits(condition, over: executor.everyone)
    customersWithRows[key] = bits
    return bits
  }
}
