public import Syntax

extension Executor {
  /// A metric or dimension over all customers, from the cache or worked out and kept.
  public func definitionColumn(_ key: String) throws(Diagnostic) -> Column {
    let folded = NameFolding.fold(key)
    if let kept = kept(Column.self, folded, of: key) {
      splitTies = max(splitTies, self.kept(Int.self, "ties split by \(folded)", of: key) ?? 0)
      recorder?.reuse(folded, kept)
      return kept
    }
    recorder?.begin(.definition(folded))
    let bound = try binder.definition(key: key)
    let outer = splitTies
    splitTies = 0
    defer { splitTies = max(splitTies, outer) }
    let column = try self.column(bound.expression, over: customers)
    // Told again whenever the column is used.
    if splitTies > 0 { keep(splitTies, "ties split by \(folded)", of: key) }
    keep(column, folded, of: key)
    recorder?.end([column])
    return column
  }

  /// The same, only when it has been worked out already.
  public func keptDefinitionColumn(_ key: String) -> Column? {
    kept(Column.self, NameFolding.fold(key), of: key)
  }

  /// What is kept under `name` and depends on the definition `key`.
  public func kept<Fact: Sendable>(_ type: Fact.Type, _ name: String, of key: String) -> Fact? {
    signature(of: key).flatMap {
      cache.fact(type, name, world: catalog.world, signature: $0)
    }
  }

  public func keep(_ fact: some Sendable, _ name: String, of key: String) {
    guard let signature = signature(of: key) else { return }
    cache.keep(fact, name, world: catalog.world, signature: signature)
  }

  /// What is kept under `name` and depends on an expression and the definitions in it.
  public func kept<Fact: Sendable>(
    _ type: Fact.Type, _ name: String, of expression: Expression
  ) -> Fact? {
    binder.signatures.signature(of: expression).flatMap {
      cache.fact(
        type, "\(name) \(Formatter.format(expression))", world: catalog.world, signature: $0)
    }
  }

  public func keep(_ fact: some Sendable, _ name: String, of expression: Expression) {
    guard let signature = binder.signatures.signature(of: expression) else { return }
    cache.keep(
      fact, "\(name) \(Formatter.format(expression))", world: catalog.world, signature: signature)
  }

  /// What the values of the metric or dimension depend on, data and day aside: equal for equal rules
  /// and parameters. nil where something else decides as well, such as a segment or a file.
  public func signature(of key: String) -> String? { binder.signatures.signature(of: key) }

  /// A metric of an activity's rows over all of them, from the cache or worked out and kept.
  func rowColumn(_ metric: RowMetric, _ activity: Activity) throws(Diagnostic) -> Column {
    if let kept = kept(Column.self, metric.key, of: metric.key) {
      recorder?.reuse(metric.key, kept)
      return kept
    }
    recorder?.begin(.definition(metric.key))
    let rows = Relation(activity.table, identity: .activity(activity))
    let column = try self.column(metric.expression, over: rows)
    keep(column, metric.key, of: metric.key)
    recorder?.end([column])
    return column
  }

  /// The activity aggregates inside `expressions`, one column over customers each. Those over one
  /// activity are worked out in one pass.
  func activityColumns(
    _ expressions: [BoundExpression]
  ) throws(Diagnostic) -> [ObjectIdentifier: Column] {
    var wanted: [ActivityAggregate] = []
    for expression in expressions { wanted += expression.activityAggregates }
    var columns: [ObjectIdentifier: Column] = [:]
    wanted.removeAll { aggregate in
      columns[ObjectIdentifier(aggregate)] = prefetched.removeValue(
        forKey: ObjectIdentifier(aggregate))
      return columns[ObjectIdentifier(aggregate)] != nil
    }
    columns.merge(try aggregated(wanted)) { first, _ in first }
    return columns
  }

  /// One column over customers for each of `wanted`.
  func aggregated(
    _ wanted: [ActivityAggregate]
  ) throws(Diagnostic) -> [ObjectIdentifier: Column] {
    var columns: [ObjectIdentifier: Column] = [:]
    for activity in catalog.dataset.activities {
      let own = wanted.filter { $0.activity == activity.name }
      guard !own.isEmpty else { continue }
      recorder?.begin(.pass(activity: activity.name, aggregates: own.count))
      let results = try aggregate(own.map(\.aggregate), activity)
      recorder?.end(results)
      for (aggregate, column) in zip(own, results) { columns[ObjectIdentifier(aggregate)] = column }
    }
    return columns
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
    let aggregates = aggregates.map { $0.countingCustomers(rows, catalog.dataset.customers) }
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
