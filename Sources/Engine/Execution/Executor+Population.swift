import Syntax

extension Executor {
  /// A function of the whole population, as a column over the base rows; aggregates are constants.
  func population(
    _ call: PopulationCall, over relation: Relation, type: ColumnType
  ) throws(Diagnostic) -> Column {
    var source = relation
    if case .list = relation.rows { source = relation.compacted() }
    if case .aggregate(let aggregate) = call.kind {
      if let key = call.partition {
        return try parts(aggregate, by: key, over: source)
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
    let values = try column(argument, over: source)
    if let filter = call.filter {
      var preparation = Preparation(source, executor: self)
      let prepared = try preparation.prepare(filter)
      source.rows = try preparation.relation.filtered(by: prepared, context, &notices).rows
    }
    let population = source.rowList.filter { !values.isNull(Int($0)) }
    let ranking = Ranking(values, population)
    if case .ntile(let classes) = call.kind {
      splitTies = max(splitTies, ranking.splitTies(classes))
    }
    return ranking.column(call.kind, type: type)
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
      ).run(context, &notices)[0].gathered(units)
    }
    let key = try column(written, over: source)
    let grouping = try Grouping([key], rows: source.rows, context)
    let codes = try grouping.rowCodes(source.baseCount, context)
    let values = try Aggregation(
      relation: rows, groups: grouping.codes, groupCount: grouping.count, aggregates: prepared
    ).run(context, &notices)[0].gathered(codes)
    guard let known = key.validity else { return values }
    return Column(
      values.type, values.storage, validity: values.validity?.and(known) ?? known,
      count: values.count)
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

/// Ranks within a population; rows outside it have none.
struct Ranking {
  private let values: Column
  private let order: SortOrder
  /// The population by value, smallest first; equal values by row.
  private let rows: [UInt32]

  init(_ values: Column, _ population: [UInt32]) {
    self.values = values
    let order = SortOrder(values, descending: false)
    self.order = order
    var rows = population
    RadixSort.sort(&rows, by: order.keys)
    self.rows = rows
  }

  func column(_ kind: PopulationCall.Kind, type: ColumnType) -> Column {
    switch kind {
    case .percentRank: doubles(percentRanks)
    case .cumulativeShare: doubles(cumulativeShares)
    case .quantileClass(let classes): integers { quantileClasses(classes, $0) }
    case .ntile(let classes): integers { tiles(classes, $0) }
    case .aggregate: .constant(.null, type: type, count: values.count)
    }
  }

  /// Calls `body` with each run of equal values: places in `rows`, smallest value first.
  private func ties(_ body: (Range<Int>) -> Void) {
    var start = 0
    for end in 1...max(rows.count, 1) {
      if end < rows.count, order.keys[Int(rows[end])] == order.keys[Int(rows[start])] { continue }
      if start < rows.count { body(start..<min(end, rows.count)) }
      start = end
    }
  }

  /// SQL's `percent_rank`: smaller values divided by all others, 0…1.
  private func percentRanks(_ out: UnsafeMutableBufferPointer<Double>) {
    let others = Double(max(rows.count - 1, 1))
    ties { tie in
      for place in tie { out[Int(rows[place])] = Double(tie.lowerBound) / others }
    }
  }

  /// The share of the total held by rows with at least this value: whole tie groups, largest first.
  private func cumulativeShares(_ out: UnsafeMutableBufferPointer<Double>) {
    var groups: [Range<Int>] = []
    ties { groups.append($0) }
    var total = Amount()
    for row in rows { add(row, to: &total) }
    let whole = total.double
    var held = Amount()
    for tie in groups.reversed() {
      for place in tie { add(rows[place], to: &held) }
      let share = whole == 0 ? 0 : held.double / whole
      for place in tie { out[Int(rows[place])] = share }
    }
  }

  private func quantileClasses(_ classes: Int, _ out: UnsafeMutableBufferPointer<Int64>) {
    ties { tie in
      // The class of the tie group's smallest place: equal values are never split.
      let number = Int64(tie.lowerBound * classes / max(rows.count, 1)) + 1
      for place in tie { out[Int(rows[place])] = number }
    }
  }

  private func tiles(_ classes: Int, _ out: UnsafeMutableBufferPointer<Int64>) {
    for (place, row) in rows.enumerated() { out[Int(row)] = Int64(tile(of: place, classes)) + 1 }
  }

  /// SQL's `ntile`, from 0: the first `n mod classes` tiles are one larger.
  private func tile(of place: Int, _ classes: Int) -> Int {
    let size = rows.count / classes
    let larger = rows.count % classes
    return place < larger * (size + 1)
      ? place / (size + 1) : larger + (place - larger * (size + 1)) / max(size, 1)
  }

  /// Rows whose value another row has that is in another tile.
  func splitTies(_ classes: Int) -> Int {
    var split = 0
    ties { tie in
      if tile(of: tie.lowerBound, classes) != tile(of: tie.upperBound - 1, classes) {
        split += tie.count
      }
    }
    return split
  }

  private func add(_ row: UInt32, to total: inout Amount) {
    switch values.storage {
    case .integers(let integers): total.add(integers[Int(row)])
    case .doubles(let buffer): total.add(buffer[Int(row)])
    case .bits, .codes, .text, .numbered, .constant: break
    }
  }

  private var validity: Bitmap? {
    rows.count == values.count ? nil : Bitmap(count: values.count, rows: rows.lazy.map { Int($0) })
  }

  private func doubles(_ fill: (UnsafeMutableBufferPointer<Double>) -> Void) -> Column {
    let buffer = Buffer<Double>(count: values.count) { out in
      out.initialize(repeating: 0)
      fill(out)
    }
    return Column(.float, .doubles(buffer), validity: validity, count: values.count)
  }

  private func integers(_ fill: (UnsafeMutableBufferPointer<Int64>) -> Void) -> Column {
    let buffer = Buffer<Int64>(count: values.count) { out in
      out.initialize(repeating: 0)
      fill(out)
    }
    return Column(
      .int, .integers(.narrowest(buffer.values)), validity: validity, count: values.count)
  }
}

/// A running total, exact for whole numbers and money: in steps that fit 64 bits.
struct Amount {
  private var exact: Int64 = 0
  /// Whole steps of 2⁶⁴ that `exact` has run over by, upwards or downwards.
  private var steps = 0
  private var approximate = 0.0

  mutating func add(_ number: Int64) {
    let (sum, overflow) = exact.addingReportingOverflow(number)
    exact = sum
    if overflow { steps += number < 0 ? -1 : 1 }
  }

  mutating func add(_ number: Double) { approximate += number }

  var double: Double {
    let low = Double(exact)
    return (steps == 0 ? low : low + Double(steps) * 0x1p64) + approximate
  }
}
