import Syntax

extension Executor {
  func group(_ relation: Relation, _ group: PlannedGroup) throws(Diagnostic) -> Relation {
    var source = relation
    if case .list = relation.rows { source = relation.compacted(threads: context.threads) }
    var keys: [GroupKey] = []
    for key in group.keys { keys.append(try groupKey(key.value, over: source)) }
    grouped = (source, keys.count, group.aggregates)
    defer { grouped = nil }
    spread(&source, &keys)
    let (rows, prepared) = try prepare(group.aggregates, over: source)
    let made = try grouped(keys, rows, prepared)
    return try outputs(of: group, made.keys, made.values, count: made.count)
  }

  /// What is asked for of `count` groups with these keys and aggregates.
  func outputs(
    of group: PlannedGroup, _ keys: [Column], _ values: [Column], count: Int
  ) throws(Diagnostic) -> Relation {
    let groups = Relation(
      fields: (group.keys.map(\.field) + values.map { _ in Field("") }),
      columns: keys + values, rows: .all(count), identity: .none)
    var result = Relation(fields: [], columns: [], rows: groups.rows, identity: .none)
    for output in group.outputs {
      result.fields.append(output.field)
      result.columns.append(try column(output.value, over: groups))
    }
    return result
  }

  /// What rows of `source` are grouped by.
  func groupKey(
    _ value: BoundExpression, over source: Relation
  ) throws(Diagnostic) -> GroupKey {
    if let few = FewCombinations.values(of: value, over: source, context) { return .few(few) }
    var preparation = Preparation(source, executor: self)
    let prepared = try preparation.prepare(value)
    if let few = FewCombinations.values(of: prepared, over: preparation.relation, context) {
      return .few(few)
    }
    return .column(try preparation.relation.column(of: prepared, context, &notices))
  }

  /// The keys and the aggregates of each group of `rows`.
  private func grouped(
    _ keys: [GroupKey], _ rows: Relation, _ aggregates: [BoundAggregate]
  ) throws(Diagnostic) -> (keys: [Column], values: [Column], count: Int) {
    if let (keys, values) = try directGroups(keys, rows, aggregates) {
      return (keys, values, keys.first?.count ?? 0)
    }
    let keys = keys.map { $0.column(context) }
    if context.cancellation.isCancelled { throw .cancelled }
    let grouping = try Grouping(keys, rows: rows.rows, context)
    let values = try Aggregation(
      relation: rows, groups: grouping.codes, groupCount: grouping.count, aggregates: aggregates
    ).run(context, &notices)
    return (try grouping.keyColumns(keys, context), values, grouping.count)
  }

  func distinct(
    _ relation: Relation, _ values: [BoundExpression]
  ) throws(Diagnostic) -> Relation {
    var source = relation
    if case .list = relation.rows { source = relation.compacted(threads: context.threads) }
    var keys: [Column] = []
    for value in values { keys.append(try column(value, over: source)) }
    let grouping = try Grouping(keys, rows: source.rows, context)
    // In the order of the rows, not of the groups.
    let first = grouping.representatives
    source.rows = .bits(
      withExtendedLifetime(first) {
        Bitmap(count: source.baseCount, rows: first.values.lazy.map { Int($0) })
      })
    return source
  }

  /// Set algebra by customer.
  func combine(
    _ relation: Relation, _ op: SetOperator, _ plan: Plan
  ) throws(Diagnostic) -> Relation {
    let outer = (survivors, undecidedRows)
    let other = try run(plan)
    (survivors, undecidedRows) = outer
    let theirs = customerBits(other)
    if case .customers = relation.identity, op != .union {
      let mine = customerBits(relation)
      var result = relation
      let bits = op == .intersect ? mine.and(theirs) : mine.subtracting(theirs)
      if case .list(let list) = relation.rows {
        result.rows = .list(Buffer(list.values.filter { bits[Int($0)] }))
      } else {
        result.rows = .bits(bits)
      }
      noteSurvivors(result)
      return result
    }
    let mine = customerBits(relation)
    var result = customers
    switch op {
    case .union: result.rows = .bits(mine.or(theirs))
    case .intersect: result.rows = .bits(mine.and(theirs))
    case .except: result.rows = .bits(mine.subtracting(theirs))
    }
    noteSurvivors(result)
    return result
  }

  /// The customers of the rows, as a bitmap over all customers.
  public func customerBits(_ relation: Relation) -> Bitmap {
    let count = catalog.dataset.customers.rowCount
    switch (relation.identity, relation.rows) {
    case (.customers, .bits(let bits)): return bits
    case (.customers, .all): return Bitmap(count: count, all: true)
    case (.customers, .list(let rows)):
      return Bitmap(count: count, rows: rows.values.lazy.map { Int($0) })
    case (.listed(let customers), _):
      return Bitmap(
        count: count, rows: relation.rowList.lazy.map { Int(customers[Int($0)]) })
    case (.activity(let activity), _):
      let owners = activity.customerOfRow()
      return Bitmap(count: count, rows: relation.rowList.lazy.map { Int(owners[Int($0)]) })
    case (.none, _): return Bitmap(count: count, all: false)
    }
  }
}
