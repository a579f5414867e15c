import Syntax

extension Executor {
  /// A function of the whole population, as a column over the base rows; aggregates are constants.
  func population(
    _ call: PopulationCall, over relation: Relation, type: ColumnType
  ) throws(Diagnostic) -> Column {
    if call.isOfGroupedRows {
      let value = try totalOfGroupedRows(call)
      return .constant(value, type: type, count: relation.baseCount)
    }
    var source = relation
    if case .list = relation.rows { source = relation.compacted(threads: context.threads) }
    if case .aggregate(let aggregate) = call.kind {
      if let key = call.partition {
        return try parts(aggregate, by: key, over: source)
      }
      if let value = try percentile(aggregate, over: source) {
        return .constant(value, type: type, count: source.baseCount)
      }
      let (rows, prepared) = try prepare([aggregate], over: source)
      let column = try Aggregation(
        relation: rows, groups: .single, groupCount: 1, aggregates: prepared
      ).run(context, &notices)[0]
      return .constant(column.value(0), type: type, count: source.baseCount)
    }
    guard let argument = call.argument else {
      return .constant(.null, type: type, count: source.baseCount)
    }
    let ranking = try ranking(argument, among: call.filter, of: source)
    if case .ntile(let classes) = call.kind {
      splitTies = max(splitTies, ranking.splitTies(classes))
    }
    return ranking.column(call.kind, type: type)
  }

  /// What the rows that are being grouped have in all, each once.
  private func totalOfGroupedRows(_ call: PopulationCall) throws(Diagnostic) -> Value {
    guard let grouped, case .aggregate(let total) = call.kind,
      case .column(let index)? = total.argument?.node
    else { return .null }
    let aggregate = grouped.aggregates[index - grouped.keys]
    let isOfCustomers =
      if case .customers = grouped.rows.identity {
        aggregate.kind == .count && aggregate.filter == nil
      } else {
        false
      }
    if overlap != .total { overlap = isOfCustomers ? .customers : .total }
    let (rows, prepared) = try prepare([aggregate], over: grouped.rows)
    return try Aggregation(
      relation: rows, groups: .single, groupCount: 1, aggregates: prepared
    ).run(context, &notices)[0].value(0)
  }

  /// A percentile of many values: thresholds come in groups, and one order serves them all.
  private func percentile(
    _ aggregate: BoundAggregate, over source: Relation
  ) throws(Diagnostic) -> Value? {
    guard case .percentile(let fraction) = aggregate.kind, !aggregate.perUnit,
      let argument = aggregate.argument, source.baseCount >= 1 << 14
    else { return nil }
    let ranking = try ranking(argument, among: aggregate.filter, of: source)
    guard let value = ranking.percentile(fraction) else { return .null }
    return .float(value / Double(DecimalScale.power(argument.type.scale)))
  }

  /// The rows of `source` where `filter` holds by the value of `argument`. Those of all customers are
  /// kept while the query runs.
  private func ranking(
    _ argument: BoundExpression, among filter: BoundExpression?, of source: Relation
  ) throws(Diagnostic) -> Ranking {
    var key: String?
    if case .customers = source.identity, case .all = source.rows,
      argument.hasOwnFingerprint, filter?.hasOwnFingerprint ?? true
    {
      key = argument.fingerprint + " among " + (filter?.fingerprint ?? "")
    }
    if let key, let known = rankings[key] { return known }
    let values = try column(argument, over: source)
    var rows = source.rows
    if let filter {
      var preparation = Preparation(source, executor: self)
      let prepared = try preparation.prepare(filter)
      rows = try preparation.relation.filtered(by: prepared, context, &notices).rows
    }
    var population =
      if case .bits(let bits) = rows { bits } else {
        Bitmap(count: source.baseCount, all: true)
      }
    if let known = values.validity { population = population.and(known) }
    if case .constant(.null) = values.storage {
      population = Bitmap(count: source.baseCount, all: false)
    }
    try context.memory?.reserve(source.baseCount * 32)
    let ranking = try Ranking(values, population, context)
    if let key { rankings[key] = ranking }
    return ranking
  }
}

extension Executor {
  /// An aggregate over the rows that share a row's key; null where the key is. Of an activity's rows
  /// the orders are numbered already; there a row without an order id is an order of its own.
  private func parts(
    _ aggregate: BoundAggregate, by written: BoundExpression, over source: Relation
  ) throws(Diagnostic) -> Column {
    let (rows, prepared) = try prepare([aggregate], over: source)
    if let (units, count) = orders(written, of: source) {
      return try Aggregation(
        relation: rows, groups: .codes(units), groupCount: count, aggregates: prepared
      ).run(context, &notices)[0].gathered(units, threads: context.threads)
    }
    let key = try column(written, over: source)
    let grouping = try Grouping([key], rows: source.rows, context)
    guard grouping.count > 0 else {
      return .constant(.null, type: aggregate.type, count: source.baseCount)
    }
    let codes = try grouping.rowCodes(source.baseCount, context)
    let values = try Aggregation(
      relation: rows, groups: grouping.codes, groupCount: grouping.count, aggregates: prepared
    ).run(context, &notices)[0].gathered(codes, threads: context.threads)
    guard let known = key.validity else { return values }
    return Column(
      values.type, values.storage, validity: values.validity?.and(known) ?? known,
      count: values.count)
  }

  /// The same where the key is a column of codes: nothing is made for each row; nil for other keys.
  func table(
    of aggregate: BoundAggregate, by key: BoundExpression, over source: Relation
  ) throws(Diagnostic) -> CodeTable? {
    guard case .column(let index) = key.node, source.rows.areInOrder,
      case .codes(let codes, let dictionary) = source.columns[index].storage,
      1...CodeTable.most ~= dictionary.count, orders(key, of: source) == nil
    else { return nil }
    let (rows, prepared) = try prepare([aggregate], over: source)
    let grouping = try Grouping([source.columns[index]], rows: source.rows, context)
    guard grouping.count > 0 else { return nil }
    let values = try Aggregation(
      relation: rows, groups: grouping.codes, groupCount: grouping.count, aggregates: prepared
    ).run(context, &notices)[0]
    var groupOf = [UInt32](repeating: 0, count: dictionary.count)
    for group in 0..<grouping.count {
      let row = Int(grouping.representatives[group])
      if !source.columns[index].isNull(row) { groupOf[codes[row]] = UInt32(group) }
    }
    return CodeTable(groupOf.withUnsafeBufferPointer { values.gathered($0) })
  }

  /// The number of every row's order and how many there are, where `key` is the order's id and
  /// `source` has the rows of an activity as they are.
  private func orders(
    _ key: BoundExpression, of source: Relation
  ) -> (units: Buffer<UInt32>, count: Int)? {
    guard case .activity(let activity) = source.identity, let units = activity.units,
      case .column(let index) = key.node, source.fields[index].role == .orderID,
      source.baseCount == units.count
    else { return nil }
    return (units, activity.unitCount)
  }
}
