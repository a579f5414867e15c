public import Syntax

extension Executor {
  /// A metric or dimension over all customers, from the cache or worked out and kept.
  public func definitionColumn(_ key: String) throws(Diagnostic) -> Column {
    let folded = NameFolding.fold(key)
    if let kept = kept(folded, of: key) { return kept }
    let bound = try binder.definition(key: key)
    let column = try self.column(bound.expression, over: customers)
    keep(column, folded, of: key)
    return column
  }

  /// The same, only when it has been worked out already.
  public func keptDefinitionColumn(_ key: String) -> Column? {
    kept(NameFolding.fold(key), of: key)
  }

  /// What is kept under `name` and depends on the definition `key`.
  func kept(_ name: String, of key: String) -> Column? {
    signatures.signature(of: key).flatMap {
      cache.column(name, world: catalog.world, signature: $0)
    }
  }

  func keep(_ column: Column, _ name: String, of key: String) {
    guard let signature = signatures.signature(of: key) else { return }
    cache.keep(column, name, world: catalog.world, signature: signature)
  }

  /// The activity aggregates inside `expressions`, one column over customers each, in the order in
  /// which they are met. Those over one activity are worked out in one pass.
  func activityColumns(_ expressions: [BoundExpression]) throws(Diagnostic) -> [Column] {
    var wanted: [ActivityAggregate] = []
    for expression in expressions {
      expression.visit { inner in
        if case .computed(.activity(let aggregate)) = inner.node { wanted.append(aggregate) }
      }
    }
    var columns = [Column?](repeating: nil, count: wanted.count)
    for activity in catalog.dataset.activities {
      let places = wanted.indices.filter { wanted[$0].activity == activity.name }
      guard !places.isEmpty else { continue }
      let results = try aggregate(places.map { wanted[$0].aggregate }, activity)
      for (place, column) in zip(places, results) { columns[place] = column }
    }
    return columns.compactMap(\.self)
  }

  private func aggregate(
    _ aggregates: [BoundAggregate], _ activity: Activity
  ) throws(Diagnostic) -> [Column] {
    let rows = Relation(activity.table, identity: .activity(activity))
    let (relation, prepared) = try prepare(aggregates, over: rows)
    return try Aggregation(
      relation: relation, groups: .customers(activity),
      groupCount: catalog.dataset.customers.rowCount, aggregates: prepared
    ).run(context, &notices)
  }

  /// Prepares the parts of aggregates together.
  func prepare(
    _ aggregates: [BoundAggregate], over rows: Relation
  ) throws(Diagnostic) -> (Relation, [BoundAggregate]) {
    var preparation = Preparation(rows, executor: self)
    var expressions = try preparation.prepare(aggregates.flatMap(\.expressions))
    func take(_ old: BoundExpression?) -> BoundExpression? {
      old == nil ? nil : expressions.removeFirst()
    }
    let prepared = aggregates.map { old in
      BoundAggregate(
        kind: old.kind, argument: take(old.argument), filter: take(old.filter), by: take(old.by),
        perUnit: old.perUnit, type: old.type)
    }
    return (preparation.relation, prepared)
  }
}
