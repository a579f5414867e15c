import Dispatch
import Syntax

/// Which group each row belongs to.
enum GroupCodes: Sendable {
  case single
  /// Code of every base row.
  case codes(Buffer<UInt32>)
  /// The row's customer, from the offsets of an activity.
  case customers(Activity)
}

/// Works out several aggregates in one pass over the rows of a relation.
///
/// Each thread takes one contiguous part, so that sums of floating-point numbers do not depend on
/// luck and the lines of an order stay together.
struct Aggregation {
  let relation: Relation
  let groups: GroupCodes
  let groupCount: Int
  let aggregates: [BoundAggregate]

  func run(
    _ context: ExecutionContext, _ notices: inout Notices
  ) throws(Diagnostic) -> [Column] {
    let (input, coded, dictionaries) = try codedInput(context, &notices)
    let threads = input.rows.extent < 1 << 14 ? 1 : context.threads
    let pool = EvaluatorPool(columns: input.columns, threads: threads) { evaluator in
      for aggregate in coded {
        for expression in [aggregate.argument, aggregate.filter, aggregate.by] {
          if let expression { input.warm(evaluator, expression) }
        }
      }
    }
    let states = AggregationStates(
      (0..<threads).map { _ in coded.map { Accumulator($0, groups: groupCount) } })
    let parts = parts(input.rows.extent, threads)
    Parallel.forEach(threads, threads: threads) { part in
      let worker = AggregationWorker(
        relation: input, groups: groups, evaluator: pool[part], accumulators: states[part])
      worker.run(parts[part], cancellation: context.cancellation)
    }
    try pool.finish(context, &notices)
    let result = states.merged()
    if result.contains(where: \.overflowed) { throw .overflow }
    return zip(result, dictionaries).map { $0.finish(dictionary: $1) }
  }

  /// Contiguous parts, one a thread; with customers as groups no customer is cut in two.
  private func parts(_ extent: Int, _ threads: Int) -> [Range<Int>] {
    var bounds = (0...threads).map { extent * $0 / threads }
    if case .customers(let activity) = groups {
      for index in 1..<threads { bounds[index] = activity.startOfCustomer(at: bounds[index]) }
    }
    return (0..<threads).map { bounds[$0]..<max(bounds[$0], bounds[$0 + 1]) }
  }

  /// Text arguments become codes in the order of their values, so that accumulators see numbers.
  private func codedInput(
    _ context: ExecutionContext, _ notices: inout Notices
  ) throws(Diagnostic) -> (Relation, [BoundAggregate], [StringDictionary?]) {
    var input = relation
    var coded: [BoundAggregate] = []
    var dictionaries: [StringDictionary?] = []
    for aggregate in aggregates {
      guard let argument = aggregate.argument, argument.type.isTextual,
        aggregate.kind.looksAtValues
      else {
        coded.append(aggregate.lanesAsNumbers)
        dictionaries.append(nil)
        continue
      }
      let column = try relation.column(of: argument, context, &notices)
      let ordered = TextCoding.ordered(column)
      input.columns.append(ordered.column)
      input.fields.append(Field(""))
      coded.append(
        aggregate.over(
          BoundExpression(.column(input.columns.count - 1), type: .int, at: argument.span)))
      dictionaries.append(ordered.dictionary)
    }
    return (input, coded, dictionaries)
  }
}

/// The accumulators of all threads: each touches its own until they are merged.
final class AggregationStates: @unchecked Sendable {
  private let states: [[Accumulator]]

  init(_ states: [[Accumulator]]) { self.states = states }

  subscript(part: Int) -> [Accumulator] { states[part] }

  func merged() -> [Accumulator] {
    for other in states.dropFirst() {
      for (mine, theirs) in zip(states[0], other) { mine.merge(theirs) }
    }
    return states[0]
  }
}

/// One thread's share of an aggregation.
struct AggregationWorker {
  let relation: Relation
  let groups: GroupCodes
  let evaluator: Evaluator
  let accumulators: [Accumulator]

  func run(_ range: Range<Int>, cancellation: Cancellation) {
    var customer = startCustomer(range)
    relation.rows.walk(range, evaluator.memory, cancellation: cancellation) { chunk, active in
      let masks = accumulators.map { pass(chunk, active, $0.aggregate) }
      let wanted = evaluator.memory.bools(chunk.count)
      wanted.update(repeating: 0, count: chunk.count)
      var passing = 0
      for mask in masks {
        for lane in 0..<chunk.count { wanted[lane] |= mask[lane] }
      }
      for lane in 0..<chunk.count { passing &+= Int(wanted[lane]) }
      if passing == 0 { return }
      let codes = codes(chunk, wanted, passing, &customer)
      for (accumulator, mask) in zip(accumulators, masks) {
        add(chunk, active, codes, mask, to: accumulator)
      }
    }
  }

  /// 1 for rows that are selected and that the aggregate's filter lets through.
  private func pass(
    _ chunk: ChunkRows, _ active: UnsafeMutablePointer<UInt8>?, _ aggregate: BoundAggregate
  ) -> UnsafeMutablePointer<UInt8> {
    let memory = evaluator.memory
    let pass = memory.bools(chunk.count)
    if let active {
      pass.update(from: active, count: chunk.count)
    } else {
      pass.update(repeating: 1, count: chunk.count)
    }
    guard let filter = aggregate.filter else { return pass }
    memory.active = active
    let mask = evaluator.mask(filter, chunk)
    for lane in 0..<chunk.count { pass[lane] &= mask[lane] }
    memory.active = active
    return pass
  }

  private func startCustomer(_ range: Range<Int>) -> Int {
    guard case .customers(let activity) = groups else { return 0 }
    return activity.customer(at: range.lowerBound)
  }

  /// The group of each lane. Of few wanted lanes only theirs are looked up; the others say 0, where
  /// they add nothing.
  private func codes(
    _ chunk: ChunkRows, _ wanted: UnsafeMutablePointer<UInt8>, _ passing: Int,
    _ customer: inout Int
  ) -> UnsafePointer<UInt32> {
    let out = evaluator.memory.codes(chunk.count)
    switch groups {
    case .single: out.update(repeating: 0, count: chunk.count)
    case .codes(let codes):
      if chunk.list == nil { return codes.values.baseAddress.unsafelyUnwrapped + chunk.start }
      for lane in 0..<chunk.count { out[lane] = codes[chunk.row(lane)] }
    case .customers(let activity):
      let offsets = activity.offsets.values
      let isSparse = passing < chunk.count / 8
      if isSparse { out.update(repeating: 0, count: chunk.count) }
      for lane in 0..<chunk.count where !isSparse || wanted[lane] == 1 {
        let row = UInt32(truncatingIfNeeded: chunk.row(lane))
        while offsets[customer + 1] <= row { customer += 1 }
        out[lane] = UInt32(truncatingIfNeeded: customer)
      }
    }
    return UnsafePointer(out)
  }

  private func add(
    _ chunk: ChunkRows, _ active: UnsafeMutablePointer<UInt8>?, _ codes: UnsafePointer<UInt32>,
    _ pass: UnsafeMutablePointer<UInt8>, to accumulator: Accumulator
  ) {
    let memory = evaluator.memory
    let aggregate = accumulator.aggregate
    memory.active = pass
    let values = aggregate.argument.map { evaluator.evaluate($0, chunk) }
    if let valid = values?.valid {
      for lane in 0..<chunk.count { pass[lane] &= valid[lane] }
    }
    accumulator.add(
      AggregateLanes(
        count: chunk.count, groups: codes, pass: pass, values: values,
        by: order(aggregate, chunk), position: chunk.start,
        units: aggregate.perUnit ? units(chunk) : nil))
    memory.active = active
  }

  private func order(
    _ aggregate: BoundAggregate, _ chunk: ChunkRows
  ) -> UnsafePointer<Int64>? {
    guard let by = aggregate.by, case .ints(let lanes) = evaluator.evaluate(by, chunk).lanes else {
      return nil
    }
    return UnsafePointer(lanes)
  }

  private func units(_ chunk: ChunkRows) -> UnsafePointer<UInt32>? {
    guard case .customers(let activity) = groups, let units = activity.units else { return nil }
    if chunk.list == nil { return units.values.baseAddress.unsafelyUnwrapped + chunk.start }
    let out = evaluator.memory.codes(chunk.count)
    for lane in 0..<chunk.count { out[lane] = units[chunk.row(lane)] }
    return UnsafePointer(out)
  }
}

extension Activity {
  /// The customer that owns row `row`.
  func customer(at row: Int) -> Int {
    var low = 0
    var high = offsets.count - 1
    while low < high {
      let middle = (low + high) / 2
      if Int(offsets[middle + 1]) <= row { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first row of the customer that owns row `row`.
  func startOfCustomer(at row: Int) -> Int {
    row >= table.rowCount ? table.rowCount : Int(offsets[customer(at: row)])
  }
}
