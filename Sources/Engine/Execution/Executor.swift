public import Syntax

/// Runs plans: each stage takes a relation and leaves one.
public final class Executor {
  public let catalog: Catalog
  public let context: ExecutionContext
  let cache: ColumnCache
  /// What binds the definitions in force: bound once, they serve all who look at them.
  public let binder: Binder
  public internal(set) var notices = Notices()
  /// Rows left after the source and after each filter: `5,000 → 526 → 94`. Where rows become groups,
  /// another run begins with their number.
  public internal(set) var survivors: [[Int]] = []
  /// Rows that filters left out only because a null kept their condition from being decided.
  public internal(set) var undecidedRows = 0
  /// Rows that `ntile` parted from others with the same value; the most of several calls.
  public internal(set) var splitTies = 0
  /// Dimensions by which a customer counted in each of its classes.
  public internal(set) var spreadDimensions: [String] = []
  /// The rows that are being grouped, before one counts in several classes, by how many keys, and for
  /// which aggregates.
  var grouped: (rows: Relation, keys: Int, aggregates: [BoundAggregate])?
  /// What figures of classes that overlap are held against; nil where they stand alone.
  public internal(set) var overlap: Overlap?

  /// A whole in which each customer counts once, whatever the classes.
  public enum Overlap: Sendable {
    /// Shares of the number of customers.
    case customers
    /// Shares of another total.
    case total
    /// Totals of a crosstab, or shares of them.
    case margins
  }
  /// Why a filter may have left no row.
  public internal(set) var missed: MissedText?
  /// Activity aggregates worked out ahead, by object, until the metric that needs them takes them.
  var prefetched: [ObjectIdentifier: Column] = [:]
  var isPrefetching = false
  /// Orders of all customers by some value, by what is ranked among whom.
  var rankings: [String: Ranking] = [:]
  /// The rows that passed a `save` or `export`, with what was asked.
  public internal(set) var taps: [(tap: Tap, rows: Relation)] = []
  /// Told what each operator does; nil: nobody asks.
  public var recorder: PlanRecorder?

  public init(
    _ catalog: Catalog, context: ExecutionContext = ExecutionContext(),
    cache: ColumnCache = ColumnCache()
  ) {
    self.catalog = catalog
    self.context = context
    self.cache = cache
    binder = Binder(catalog, cache: cache)
  }

  public func run(_ plan: Plan) throws(Diagnostic) -> Relation {
    recorder?.know(customers.blocks)
    recorder?.begin(.source(plan.source), rows: nil)
    var relation = try open(plan.source)
    recorder?.end(relation)
    survivors = [[relation.rowCount]]
    undecidedRows = 0
    for stage in plan.stages {
      if context.cancellation.isCancelled { throw .cancelled }
      recorder?.begin(.stage(stage), rows: relation.bodyCount)
      try apply(stage, to: &relation)
      recorder?.end(relation)
    }
    return relation
  }

  private func open(_ source: Plan.Source) throws(Diagnostic) -> Relation {
    switch source {
    case .customers: return customers
    case .activity(let activity):
      return Relation(activity.table, identity: .activity(activity))
    case .members(let bits):
      var relation = customers
      relation.rows = .bits(bits)
      return relation
    case .relation(let relation): return relation
    }
  }

  func noteSurvivors(_ relation: Relation) {
    survivors[survivors.count - 1].append(relation.rowCount)
  }

  /// All customers, as the base of a query.
  public var everyone: Relation { customers }

  var customers: Relation { Relation(catalog.dataset.customers, identity: .customers) }

  private func apply(_ stage: PlanStage, to relation: inout Relation) throws(Diagnostic) {
    // Totals are of all rows, and no row themselves.
    relation.dropTotals()
    switch stage {
    case .filter(let condition):
      let (rows, undecided) = try filter(relation, condition)
      if rows.count == 0, missed == nil { missed = MissedText(condition, in: relation) }
      relation.rows = rows
      noteSurvivors(relation)
      undecidedRows += undecided
    case .derive(let columns):
      if case .list = relation.rows { relation = relation.compacted(threads: context.threads) }
      for column in columns {
        relation.columns.append(try self.column(column.value, over: relation))
        relation.hide(column.field.name)
        relation.fields.append(column.field)
      }
    case .project(let columns): relation = try project(relation, columns)
    case .group(let group):
      relation = try self.group(relation, group)
      survivors.append([relation.rowCount])
    case .profile(let groups):
      relation = try profile(relation, groups)
      survivors.append([relation.rowCount])
    case .pivot(let pivot):
      relation = try self.pivot(relation, pivot)
      survivors.append([relation.rowCount - 1])
    case .sort(let keys, let limit): relation = try sort(relation, keys, limit: limit)
    case .take(let count): relation.rows = relation.rows.prefix(count)
    case .sample(let size, let seed): relation = sample(relation, size, seed: seed)
    case .distinct(let values): relation = try distinct(relation, values)
    case .combine(let op, let other): relation = try combine(relation, op, other)
    case .tap(let tap): taps.append((tap, relation))
    }
  }

  private func filter(
    _ relation: Relation, _ condition: BoundExpression
  ) throws(Diagnostic) -> (rows: Relation.Rows, undecided: Int) {
    var preparation = Preparation(relation, executor: self)
    let prepared = try preparation.prepare(condition)
    return try preparation.relation.filtered(by: prepared, context, &notices)
  }

  /// `expression` as a column over the base rows of `relation`.
  public func column(
    _ expression: BoundExpression, over relation: Relation
  ) throws(Diagnostic) -> Column {
    var preparation = Preparation(relation, executor: self)
    let prepared = try preparation.prepare(expression)
    return try preparation.relation.column(of: prepared, context, &notices)
  }

  private func project(
    _ relation: Relation, _ columns: [PlannedColumn]
  ) throws(Diagnostic) -> Relation {
    var source = relation
    let isPlain = columns.allSatisfy(\.value.isColumn)
    if case .list = relation.rows, !isPlain {
      source = relation.compacted(threads: context.threads)
    }
    var result = source
    result.fields = columns.map(\.field)
    result.columns = []
    for column in columns { result.columns.append(try self.column(column.value, over: source)) }
    return result
  }
}

extension Relation {
  /// An earlier column of this name gives way to the one being added.
  mutating func hide(_ name: String) {
    for index in fields.indices where NameFolding.fold(fields[index].name) == NameFolding.fold(name)
    {
      fields[index].name = ""
      fields[index].aliases = []
    }
  }
}

extension Relation.Rows {
  func prefix(_ wanted: Int) -> Relation.Rows {
    guard wanted < count else { return self }
    switch self {
    case .all: return .list(Buffer((0..<UInt32(wanted)).map(\.self)))
    case .bits(let bits): return .list(Buffer(bits.rows.prefix(wanted)))
    case .list(let rows): return .list(Buffer(rows.values.prefix(wanted)))
    }
  }
}
