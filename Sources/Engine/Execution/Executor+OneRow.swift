public import Syntax

extension Executor {
  /// `expression`, bound over customers, for one of them: what an explanation shows.
  ///
  /// Metrics and dimensions come from the cache and aggregates look at the customer's own rows alone,
  /// so that the time does not depend on the number of customers, except for functions of the whole
  /// population that stand outside any metric.
  public func value(
    of expression: BoundExpression, customer row: Int
  ) throws(Diagnostic) -> Value {
    let single = try expression.replacingComputed { computed, type throws(Diagnostic) in
      .constant(try self.value(of: computed, type: type, customer: row))
    }
    let evaluator = Evaluator(columns: catalog.dataset.customers.columns)
    let value = withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 1) { rows in
      rows.initialize(repeating: UInt32(truncatingIfNeeded: row))
      let vector = evaluator.evaluate(single, .list(UnsafeBufferPointer(rows)))
      return vector.value(type: expression.type)
    }
    if evaluator.memory.overflowed { throw .overflow }
    return value
  }

  func value(
    of computed: Computed, type: ColumnType, customer row: Int
  ) throws(Diagnostic) -> Value {
    switch computed {
    case .definition(let key): return try definitionColumn(key).value(row)
    case .members(let bits): return .bool(bits[row])
    case .ofCustomer(let inner): return try value(of: inner, customer: row)
    case .population(let call):
      return try population(call, over: customers, type: type).value(row)
    case .activity(let wanted):
      guard let activity = catalog.dataset.activity(named: wanted.activity) else { return .null }
      return try value(of: wanted.aggregate, in: activity, customer: row)
    }
  }

  /// An aggregate over the rows that one customer has in `activity`: they become a table of one
  /// customer and go the way of all tables.
  private func value(
    of aggregate: BoundAggregate, in activity: Activity, customer row: Int
  ) throws(Diagnostic) -> Value {
    let rows = Buffer(activity.offsets[row]..<activity.offsets[row + 1])
    var columns = activity.table.columns.map { $0.gathered(rows.values) }
    let single = try aggregate.replacingComputed { computed, type throws(Diagnostic) in
      guard case .population(let call) = computed else {
        return .constant(try self.value(of: computed, type: type, customer: row))
      }
      // What looks at all rows of the activity is worked out whole.
      let whole = Relation(activity.table, identity: .activity(activity))
      columns.append(try self.population(call, over: whole, type: type).gathered(rows.values))
      return .column(columns.count - 1)
    }
    let own = Activity(
      name: activity.name, table: Table(fields: [], columns: [], rowCount: rows.count),
      offsets: Buffer([0, UInt32(rows.count)]), units: activity.units?.gathered(rows.values),
      unitCount: rows.count)
    let relation = Relation(
      fields: columns.map { _ in Field("") }, columns: columns, rows: .all(rows.count),
      identity: .activity(own))
    return try Aggregation(
      relation: relation, groups: .customers(own), groupCount: 1, aggregates: [single]
    ).run(ExecutionContext(threads: 1, cancellation: context.cancellation), &notices)[0].value(0)
  }
}
