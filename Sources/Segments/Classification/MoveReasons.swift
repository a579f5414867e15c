import Engine
import Syntax

/// A part of a rule that decides otherwise than before for customers who change class.
public struct MoveReason: Sendable, Hashable {
  /// A condition joined to others by `and` or `or`, as the formatter writes it.
  public var clause: String
  /// The clause in its place before, where only its bound is another.
  public var former: String?
  /// It holds now and did not; false: it held and does not any more.
  public var holdsNow: Bool
  /// Customers of the move.
  public var count: Int
  /// The class that they were in is there no more: the clause is its name.
  public var isOfGoneClass = false
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

  /// Whether the dimension has the class; true of one of values, whose classes are what customers have.
  func hasClass(_ category: String, in dimension: String) -> Bool {
    guard let found = catalog.definitions.dimension(dimension)?.definition, found.open == nil else {
      return true
    }
    return found.categories.contains { $0.name == category }
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
/// entered or left by itself and for clauses of its own. A clause that was not there did not hold. A class
/// that is gone explains whoever is left over.
struct MoveReasons {
  private let dimension: String
  private let isMultiple: Bool
  private let before: RulesInForce
  private let after: RulesInForce
  /// What classes of before are called after.
  let names: ClassRenaming

  init(of dimension: DimensionDefinition, _ before: RulesInForce, _ after: RulesInForce) {
    self.dimension = dimension.name
    isMultiple = dimension.multi
    self.before = before
    self.after = after
    names = ClassRenaming(
      before.catalog.definitions.dimension(dimension.name)?.definition, dimension)
  }

  func find(
    _ from: String, _ to: String, _ moved: Bitmap
  ) throws(Diagnostic) -> [MoveReason] {
    let (old, new) = (classes(names.after(from)), classes(to))
    var reasons: [MoveReason] = []
    var rest = moved
    for category in new where !old.contains(category) {
      let (entered, others) = try changed(
        (after, category), against: (before, names.before(category)), moved)
      reasons += entered.map {
        MoveReason(clause: $0.text, former: $0.other, holdsNow: true, count: $0.count)
      }
      rest = rest.and(others)
    }
    for category in old where !new.contains(category) {
      let concerned = isMultiple ? moved : rest
      if !category.isEmpty, !after.hasClass(category, in: dimension) {
        if let gone = gone(category, concerned) { reasons.append(gone) }
        continue
      }
      let (left, _) = try changed(
        (before, names.before(category)), against: (after, category), concerned)
      reasons += left.map {
        // With another bound it is the clause of now that tells.
        $0.other == nil
          ? MoveReason(clause: $0.text, holdsNow: false, count: $0.count)
          : MoveReason(
            clause: $0.other ?? "", former: $0.text, holdsNow: false, count: $0.count)
      }
    }
    return reasons
  }

  /// Whoever was in a class that is gone had to leave it, whatever its rule says of them.
  private func gone(_ category: String, _ customers: Bitmap) -> MoveReason? {
    let count = customers.population
    guard count > 0 else { return nil }
    return MoveReason(
      clause: names.before(category), holdsNow: false, count: count, isOfGoneClass: true)
  }

  /// The keys in a value of the dimension.
  private func classes(_ value: String) -> [String] {
    // Names of classes after the change.
    isMultiple ? value.split(separator: CategoryDomain.separator).map(String.init) : [value]
  }

  private typealias Part = (text: String, other: String?, count: Int)

  /// The clauses of a class that hold under the rules `here` and not under those `there`, each with what
  /// it is there where only its bound differs, and with how many of `moved` it explains; and those whom
  /// none explains.
  private func changed(
    _ here: (rules: RulesInForce, category: String),
    against there: (rules: RulesInForce, category: String), _ moved: Bitmap
  ) throws(Diagnostic) -> (clauses: [Part], rest: Bitmap) {
    let own = here.rules.clauses(of: here.category, in: dimension)
    let others = there.rules.clauses(of: there.category, in: dimension)
    var unmatched = others.filter { other in !own.contains { $0.text == other.text } }
    var rest = moved
    var found: [Part] = []
    for clause in own where rest.population > 0 {
      var holds = try here.rules.customers(clause.value).and(rest)
      var twin: (text: String, value: Expression)?
      if let same = others.first(where: { $0.text == clause.text }) {
        holds = holds.subtracting(try there.rules.customers(same.value))
      } else if let place = unmatched.firstIndex(where: {
        $0.value.differs(from: clause.value, in: .boundsAndSigns)
      }) {
        let other = unmatched.remove(at: place)
        holds = holds.subtracting(try there.rules.customers(other.value))
        twin = other
      }
      let count = holds.population
      guard count > 0 else { continue }
      found.append((clause.text, twin?.text, count))
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
