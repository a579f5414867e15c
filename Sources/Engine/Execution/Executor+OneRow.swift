public import Syntax

extension Executor {
  /// `expression`, bound over customers, for one of them: what an explanation shows.
  ///
  /// Metrics and dimensions come from the cache, or are worked out for the customer alone like
  /// aggregates, which look at the customer's own rows: only functions of the whole population take
  /// longer the more customers there are.
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
    case .definition(let key): return try value(ofDefinition: key, customer: row)
    case .members(let bits): return .bool(bits[row])
    case .ofCustomer(let inner): return try value(of: inner, customer: row)
    case .population(let call):
      return try population(call, over: customers, type: type).value(row)
    case .activity(let wanted):
      guard let activity = catalog.dataset.activity(named: wanted.activity) else { return .null }
      return try value(of: wanted.aggregate, in: activity, customer: row)
    case .rowMetric:
      preconditionFailure("metrics of rows stand among rows")
    }
  }

  /// From the column where that is there, or has to be because others decide as well.
  private func value(ofDefinition key: String, customer row: Int) throws(Diagnostic) -> Value {
    if let kept = keptDefinitionColumn(key) { return kept.value(row) }
    let bound = try binder.definition(key: key).expression
    return bound.looksAtPopulation
      ? try definitionColumn(key).value(row) : try value(of: bound, customer: row)
  }

  /// An aggregate over the rows that one customer has in `activity`: they become a table of one
  /// customer and go the way of all tables.
  private func value(
    of aggregate: BoundAggregate, in activity: Activity, customer row: Int
  ) throws(Diagnostic) -> Value {
    var own = OwnRows(activity, customer: row, self)
    let single = BoundAggregate(
      kind: aggregate.kind,
      argument: try aggregate.argument.map { part throws(Diagnostic) in try own.own(part) },
      filter: try aggregate.filter.map { part throws(Diagnostic) in try own.own(part) },
      by: try aggregate.by.map { part throws(Diagnostic) in try own.own(part) },
      perUnit: aggregate.perUnit, type: aggregate.type)
    let alone = own.alone
    return try Aggregation(
      relation: own.relation(.activity(alone)), groups: .customers(alone), groupCount: 1,
      aggregates: [single]
    ).run(ExecutionContext(threads: 1, cancellation: context.cancellation), &notices)[0].value(0)
  }
}
