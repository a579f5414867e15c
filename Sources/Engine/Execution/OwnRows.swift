import Syntax

/// The rows that one customer has in an activity, as a table of their own: what explanations look at,
/// so that their time does not depend on the number of customers.
struct OwnRows {
  let activity: Activity
  let executor: Executor
  /// The customer.
  let customer: Int
  /// Rows of the activity.
  let rows: [UInt32]
  private var columns: [Column]

  init(_ activity: Activity, customer: Int, _ executor: Executor) {
    self.activity = activity
    self.customer = customer
    self.executor = executor
    let rows = Array(activity.offsets[customer]..<activity.offsets[customer + 1])
    self.rows = rows
    columns = rows.withUnsafeBufferPointer { rows in
      activity.table.columns.map { $0.gathered(rows) }
    }
  }

  /// `expression`, bound in the activity's scope, over these rows.
  mutating func own(_ expression: BoundExpression) throws(Diagnostic) -> BoundExpression {
    var copy = self
    defer { self = copy }
    return try expression.replacingComputed { computed, type throws(Diagnostic) in
      try copy.node(computed, type)
    }
  }

  /// What looks at all rows of the activity is worked out whole, once; the rest for these rows.
  private mutating func node(
    _ computed: Computed, _ type: ColumnType
  ) throws(Diagnostic) -> BoundExpression.Node {
    switch computed {
    case .population(let call):
      let whole = Relation(activity.table, identity: .activity(activity))
      return gathered(try executor.population(call, over: whole, type: type))
    case .rowMetric(let metric) where metric.expression.looksAtPopulation:
      return gathered(try executor.rowColumn(metric, activity))
    case .rowMetric(let metric):
      return try own(metric.expression).node
    case .definition, .members, .activity, .ofCustomer:
      return .constant(try executor.value(of: computed, type: type, customer: customer))
    }
  }

  private mutating func gathered(_ column: Column) -> BoundExpression.Node {
    columns.append(rows.withUnsafeBufferPointer { column.gathered($0) })
    return .column(columns.count - 1)
  }

  /// The rows as a relation: all columns that expressions made `own` refer to.
  func relation(_ identity: Relation.Identity) -> Relation {
    Relation(
      fields: columns.map { _ in Field("") }, columns: columns, rows: .all(rows.count),
      identity: identity)
  }

  /// These rows as the activity of a single customer.
  var alone: Activity {
    Activity(
      name: activity.name, table: Table(fields: [], columns: [], rowCount: rows.count),
      offsets: Buffer([0, UInt32(rows.count)]),
      units: activity.units.map { units in
        rows.withUnsafeBufferPointer { units.gathered($0) }
      }, unitCount: rows.count)
  }
}
