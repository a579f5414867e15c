import Engine
import Syntax

/// A part of a rule that decides otherwise than before for customers who change class.
public struct MoveReason: Sendable, Hashable {
  /// A condition joined to others by `and` or `or`, as the formatter writes it.
  public var clause: String
  /// It holds now and did not; false: it held and does not any more.
  public var holdsNow: Bool
  /// Customers of the move.
  public var count: Int
}

/// Rules with the data that they are about, before or after a change.
struct RulesInForce {
  let catalog: Catalog
  let executor: Executor
  private var binder: Binder { executor.binder }

  init(_ catalog: Catalog, _ context: ExecutionContext, _ cache: ColumnCache) {
    self.catalog = catalog
    executor = Executor(catalog, context: context, cache: cache)
  }

  /// The classes of all customers; nil where the dimension is not available.
  func column(of dimension: String) throws(Diagnostic) -> Column? {
    guard catalog.definitions.dimension(dimension) != nil,
      case .available = binder.availability(of: dimension)
    else { return nil }
    return try executor.definitionColumn(dimension)
  }

  /// The customers for whom `condition` holds; nobody where these rules cannot say, because they lack a
  /// definition or the data lack something. Throws when interrupted.
  func customers(_ condition: Expression) throws(Diagnostic) -> Bitmap {
    let bound: BoundExpression
    do throws(Diagnostic) {
      bound = try binder.condition(
        condition, in: Scope(catalog.dataset.customers, subject: .customers))
    } catch {
      return Bitmap(count: catalog.dataset.customers.rowCount, all: false)
    }
    return try executor.bits(bound, over: executor.everyone)
  }

  /// The parts of the rule of a class, by their text.
  func clauses(of category: String, in dimension: String) -> [(text: String, value: Expression)] {
    let categories = catalog.definitions.dimension(dimension)?.definition.categories ?? []
    guard let rule = categories.first(where: { $0.name == category })?.condition else { return [] }
    return rule.clauses.map { (Formatter.brief($0), $0) }
  }
}

/// Finds out why customers move between two classes of a dimension, or between two sets of them.
///
/// A clause of a class that they enter explains those for whom it holds now and did not; the others
/// are explained by the clauses of the class that they leave. Of a multi-valued dimension each class is
/// entered or left by itself and for clauses of its own. A clause that was not there did not hold.
struct MoveReasons {
  private let dimension: String
  private let isMultiple: Bool
  private let before: RulesInForce
  private let after: RulesInForce

  init(of dimension: DimensionDefinition, _ before: RulesInForce, _ after: RulesInForce) {
    self.dimension = dimension.name
    isMultiple = dimension.multi
    self.before = before
    self.after = after
  }

  func find(
    _ from: String, _ to: String, _ moved: Bitmap
  ) throws(Diagnostic) -> [MoveReason] {
    let (old, new) = (classes(from), classes(to))
    var reasons: [MoveReason] = []
    var rest = moved
    for category in new where !old.contains(category) {
      let (entered, others) = try changed(category, by: after, against: before, moved)
      reasons += entered.map { MoveReason(clause: $0.text, holdsNow: true, count: $0.count) }
      rest = rest.and(others)
    }
    for category in old where !new.contains(category) {
      let (left, _) = try changed(
        category, by: before, against: after, isMultiple ? moved : rest)
      reasons += left.map { MoveReason(clause: $0.text, holdsNow: false, count: $0.count) }
    }
    return reasons
  }

  /// The keys in a value of the dimension.
  private func classes(_ value: String) -> [String] {
    isMultiple ? value.split(separator: CategoryDomain.separator).map(String.init) : [value]
  }

  /// The clauses of class `category` that hold under the rules `here` and not under those `there`, with
  /// how many of `moved` each explains, and those whom none explains.
  private func changed(
    _ category: String, by here: RulesInForce, against there: RulesInForce, _ moved: Bitmap
  ) throws(Diagnostic) -> (clauses: [(text: String, count: Int)], rest: Bitmap) {
    let others = Set(there.clauses(of: category, in: dimension).map(\.text))
    var rest = moved
    var found: [(text: String, count: Int)] = []
    for clause in here.clauses(of: category, in: dimension) where rest.population > 0 {
      var holds = try here.customers(clause.value).and(rest)
      if others.contains(clause.text) {
        holds = holds.subtracting(try there.customers(clause.value))
      }
      let count = holds.population
      guard count > 0 else { continue }
      found.append((clause.text, count))
      rest = rest.subtracting(holds)
    }
    return (found.sorted { $0.count > $1.count }, rest)
  }
}

extension Expression {
  /// The conditions that `and` or `or` joins at the top; itself where there are none.
  fileprivate var clauses: [Expression] {
    guard case .binary(let op, _, _) = shape, op == .and || op == .or else { return [self] }
    var found: [Expression] = []
    var rest = self
    // A chain leans to the left.
    while case .binary(op, let left, let right) = rest.shape {
      found.append(right)
      rest = left
    }
    return (found + [rest]).reversed()
  }
}
