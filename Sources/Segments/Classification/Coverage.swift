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
    func members(_ category: CategoryDefinition) throws(Diagnostic) -> Bitmap {
      let condition = try binder.membership(in: category.name, of: dimension.name)
      return try executor.bits(condition, over: executor.everyone)
    }
    let unknown = dimension.categories.first(where: \.isUnknown)
    var unplaced = Bitmap(count: population, all: dimension.open == nil)
    if dimension.open == nil {
      for category in dimension.categories where !category.isUnknown {
        unplaced = unplaced.subtracting(try members(category))
      }
    } else if let unknown {
      // Whatever else is a value is a class.
      unplaced = try members(unknown)
    }
    return Coverage(
      placed: population - unplaced.population, population: population,
      unplacedClass: unknown.map(RuleTitle.init),
      lacks: unplaced.population == 0 ? [] : try lacks(of: unplaced, in: dimension))
  }

  private func bits(_ condition: Expression) throws(Diagnostic) -> Bitmap {
    try executor.bits(binder.condition(condition, in: customerScope), over: executor.everyone)
  }

  /// What the rules of `dimension` read and the customers of `unplaced` have not.
  private func lacks(
    of unplaced: Bitmap, in dimension: DimensionDefinition
  ) throws(Diagnostic) -> [Lack] {
    var lacks: [Lack] = []
    func look(at name: String, has: Bitmap, among: Bitmap) {
      let lacking = among.subtracting(has)
      let count = unplaced.and(lacking).population
      guard count > 0, 2 * count >= lacking.population else { return }
      lacks.append(
        Lack(name: name, count: count, completeness: Double(has.population) / Double(population)))
    }
    let everyone = Bitmap(count: population, all: true)
    var withRows: [String: Bitmap] = [:]
    for column in RuleUses(dimension.expressions, catalog).columns {
      let parts = column.split(separator: ".", maxSplits: 1).map(String.init)
      guard parts.count == 2, let activity = catalog.dataset.activity(named: parts[0]) else {
        let customers = catalog.dataset.customers
        guard let index = customers.index(of: parts[parts.count - 1]),
          let known = customers.columns[index].validity
        else { continue }
        look(at: "customers." + customers.fields[index].name, has: known, among: everyone)
        continue
      }
      if withRows[activity.name] == nil {
        let rows = try bits(Self.has(activity.name, where: nil))
        withRows[activity.name] = rows
        look(at: activity.name, has: rows, among: everyone)
      }
      // Customers without any row lack the table, not the column.
      guard let index = activity.table.index(of: parts[1]),
        activity.table.columns[index].validity != nil
      else { continue }
      let field = activity.table.fields[index].name
      let known = Expression(
        .isNull(
          Expression(.name(Name(field, qualifier: activity.name)), at: Span(0, 0)), negated: true),
        at: Span(0, 0))
      look(
        at: "\(activity.name).\(field)", has: try bits(Self.has(activity.name, where: known)),
        among: withRows[activity.name] ?? everyone)
    }
    return lacks.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }

  private static func has(_ activity: String, where filter: Expression?) -> Expression {
    let source = ActivitySource(name: activity, span: Span(0, 0), filter: filter)
    return Expression(.has(source, negated: false), at: Span(0, 0))
  }
}
