/// One thread's share of an aggregation.
struct AggregationWorker {
  let relation: Relation
  let groups: GroupCodes
  let evaluator: Evaluator
  let conditions: [RowCondition]
  /// What rows must fulfil, by accumulator; nil: nothing.
  let conditionOf: [Int?]
  let accumulators: [Accumulator]

  func run(_ range: Range<Int>, cancellation: Cancellation) {
    guard !accumulators.isEmpty else { return }
    var customer = startCustomer(range)
    let countsCustomers = accumulators.contains(where: \.aggregate.countsCustomers)
    var known = KnownVectors()
    var listed = range.lowerBound
    // A condition that is not asked of kept values is asked of all rows of a chunk.
    let width: ChunkWidth = conditions.allSatisfy(\.isStored) ? .sparse : .narrow
    relation.rows.walkBits(
      range, evaluator.memory, width, cancellation: cancellation
    ) { chunk, selected in
      let passes = passes(chunk, selected)
      let wanted = union(passes, chunk.count)
      let passing = Bitmap.population(wanted, chunk.count)
      if passing > 0 {
        // Where few rows count, only theirs are looked at; the more often, the sooner that pays.
        let part =
          passing < chunk.count / (groups.ways > 1 ? 2 : 4)
          ? ChunkPart(of: chunk, wanted, passing, evaluator.memory) : ChunkPart(all: chunk)
        let customers = customers(part.rows, &customer)
        let needsCodes =
          customers == nil || accumulators.contains { !$0.addsByCustomer }
        let owners = countsCustomers ? owners(part.rows, &customer) : nil
        let codes =
          needsCodes ? codes(part.rows, owners, &customer) : GroupLanes(start: nil, count: 0)
        let position = chunk.list == nil ? chunk.start : listed
        known.forget()
        for (place, accumulator) in accumulators.enumerated() {
          let pass = passes[place]
          let values = values(accumulator, part, pass, &known)
          if let customers, accumulator.addsByCustomer {
            add(part.rows, customers, pass, values, to: accumulator)
          } else {
            let units = accumulator.aggregate.countsCustomers ? owners : nil
            add(part, position, codes, pass, values, units, to: accumulator)
          }
        }
      }
      listed += chunk.count
    }
    for accumulator in accumulators {
      accumulator.customers?.finish()
      accumulator.settle()
    }
  }

  /// For each accumulator the rows that are selected and for which its condition holds.
  private func passes(
    _ chunk: ChunkRows, _ selected: ChunkBits?
  ) -> UnsafeMutableBufferPointer<ChunkBits> {
    let memory = evaluator.memory
    let holding = memory.lanes(ChunkBits.self, conditions.count + 1)
    for place in conditions.indices { holding[place] = pass(chunk, selected, conditions[place]) }
    holding[conditions.count] = selected ?? memory.allBits(chunk.count)
    let passes = memory.lanes(ChunkBits.self, accumulators.count)
    for place in accumulators.indices {
      passes[place] = holding[conditionOf[place] ?? conditions.count]
    }
    return UnsafeMutableBufferPointer(start: passes, count: accumulators.count)
  }

  /// The rows that are selected and for which the condition holds.
  private func pass(
    _ chunk: ChunkRows, _ selected: ChunkBits?, _ condition: RowCondition
  ) -> ChunkBits {
    let holds = condition.truth(chunk, selected: selected, evaluator).holds
    guard let selected else { return holds }
    let out = evaluator.memory.bits(chunk.count)
    for word in 0..<Bitmap.words(for: chunk.count) { out[word] = holds[word] & selected[word] }
    return out
  }

  private func union(_ passes: UnsafeMutableBufferPointer<ChunkBits>, _ count: Int) -> ChunkBits {
    guard passes.contains(where: { $0 != passes[0] }) else { return passes[0] }
    let out = evaluator.memory.bits(count)
    let words = Bitmap.words(for: count)
    out.update(repeating: 0, count: words)
    for pass in passes {
      for word in 0..<words { out[word] |= pass[word] }
    }
    return out
  }

  private func startCustomer(_ range: Range<Int>) -> Int {
    guard case .activity(let activity) = relation.identity, relation.rows.areInOrder else {
      return 0
    }
    return activity.customer(at: range.lowerBound)
  }

  /// The group of each lane, in every way of grouping.
  ///
  /// - Parameter known: the customer of each lane; nil: nobody has looked.
  private func codes(
    _ rows: ChunkRows, _ known: UnsafePointer<UInt32>?, _ customer: inout Int
  ) -> GroupLanes {
    let memory = evaluator.memory
    let lanes = memory.lanes(UnsafePointer<UInt32>.self, groups.ways)
    switch groups {
    case .single:
      let out = memory.codes(rows.count)
      out.update(repeating: 0, count: rows.count)
      lanes[0] = UnsafePointer(out)
    case .codes(let codes):
      if rows.list == nil {
        lanes[0] = codes.values.baseAddress.unsafelyUnwrapped + rows.start
      } else {
        let out = memory.codes(rows.count)
        for lane in 0..<rows.count { out[lane] = codes[rows.row(lane)] }
        lanes[0] = UnsafePointer(out)
      }
    case .direct(let ways):
      for (place, way) in ways.enumerated() {
        lanes[place] = UnsafePointer(way.codes(rows, memory))
      }
    case .customers:
      guard let owners = known ?? owners(rows, &customer) else {
        return GroupLanes(start: nil, count: 0)
      }
      lanes[0] = owners
    }
    return GroupLanes(start: lanes, count: groups.ways)
  }

  /// The customer of each lane.
  private func owners(_ rows: ChunkRows, _ customer: inout Int) -> UnsafePointer<UInt32>? {
    guard case .activity(let activity) = relation.identity else { return nil }
    // Eight numbers are written at once, beyond the last lane, too.
    let out = evaluator.memory.codes(rows.count + 7)
    let offsets = activity.offsets.values
    if rows.list == nil {
      var lane = 0
      while lane < rows.count {
        while Int(offsets[customer + 1]) <= rows.start + lane { customer += 1 }
        let end = min(Int(offsets[customer + 1]) - rows.start, rows.count)
        let eight = SIMD8(repeating: UInt32(truncatingIfNeeded: customer))
        for place in stride(from: lane, to: end, by: 8) {
          UnsafeMutableRawPointer(out + place).storeBytes(of: eight, as: SIMD8<UInt32>.self)
        }
        lane = end
      }
      return UnsafePointer(out)
    }
    for lane in 0..<rows.count {
      let row = UInt32(truncatingIfNeeded: rows.row(lane))
      while offsets[customer + 1] <= row { customer += 1 }
      out[lane] = UInt32(truncatingIfNeeded: customer)
    }
    return UnsafePointer(out)
  }

  /// Consecutive rows customer by customer; nil where they are none.
  private func customers(_ rows: ChunkRows, _ customer: inout Int) -> CustomerLanes? {
    guard case .customers(let activity) = groups, rows.list == nil else { return nil }
    let offsets = activity.offsets.values
    while Int(offsets[customer + 1]) <= rows.start { customer += 1 }
    return CustomerLanes(activity, start: rows.start, first: customer, count: rows.count)
  }

  /// The argument's lanes; codes that are kept as values are numbers.
  private func values(
    _ accumulator: Accumulator, _ part: ChunkPart, _ bits: ChunkBits, _ known: inout KnownVectors
  ) -> Vector? {
    var vector = lanes(accumulator.aggregate, part, bits, &known)
    if accumulator.distinct == nil, case .codes(let codes, _)? = vector?.lanes {
      let numbers = evaluator.memory.ints(part.rows.count)
      for lane in 0..<part.rows.count { numbers[lane] = Int64(codes[lane]) }
      vector?.lanes = .ints(numbers)
    }
    return vector
  }

  /// A column is loaded once for all that look at it.
  private func lanes(
    _ aggregate: BoundAggregate, _ part: ChunkPart, _ bits: ChunkBits, _ known: inout KnownVectors
  ) -> Vector? {
    guard let argument = aggregate.argument else { return nil }
    guard case .column(let index) = argument.node else {
      let memory = evaluator.memory
      memory.active = part.bytes(bits, memory)
      defer { memory.active = nil }
      return evaluator.evaluate(argument, part.rows)
    }
    if let known = known[index] { return known }
    let loaded = evaluator.evaluate(argument, part.rows)
    known[index] = loaded
    return loaded
  }

  private func add(
    _ rows: ChunkRows, _ customers: CustomerLanes, _ bits: ChunkBits, _ values: Vector?,
    to accumulator: Accumulator
  ) {
    let memory = evaluator.memory
    let perUnit = accumulator.aggregate.perUnit
    let pass = memory.bytes(bits, rows.count)
    var bits = bits
    if let valid = values?.valid {
      for lane in 0..<rows.count { pass[lane] &= valid[lane] }
      bits = memory.packed(pass, rows.count)
    }
    accumulator.add(
      CustomerAggregateLanes(
        customers: customers, bits: bits, pass: pass, values: values,
        units: perUnit ? units(rows) : nil))
  }

  private func add(
    _ part: ChunkPart, _ position: Int, _ codes: GroupLanes, _ bits: ChunkBits,
    _ values: Vector?, _ owners: UnsafePointer<UInt32>?, to accumulator: Accumulator
  ) {
    let memory = evaluator.memory
    let aggregate = accumulator.aggregate
    let rows = part.rows
    if accumulator.sideBySide != nil {
      let bits = passing(part, bits, values)
      let passing = Bitmap.population(bits, rows.count)
      let own = GroupRows(count: rows.count, groups: codes, bits: bits, passing: passing)
      if accumulator.add(own, values) { return }
    }
    let pass = part.bytes(bits, memory)
    memory.active = pass
    if let valid = values?.valid {
      for lane in 0..<rows.count { pass[lane] &= valid[lane] }
    }
    let by = order(aggregate, part, position)
    let units = owners ?? (aggregate.perUnit ? units(rows) : nil)
    for codes in codes {
      accumulator.add(
        AggregateLanes(
          count: rows.count, groups: codes, pass: pass, values: values, by: by, units: units))
    }
    memory.active = nil
  }

  /// The rows of a part that count, with a value.
  private func passing(_ part: ChunkPart, _ bits: ChunkBits, _ values: Vector?) -> ChunkBits {
    let (memory, count) = (evaluator.memory, part.rows.count)
    let own = part.bits(bits, memory)
    guard let valid = values?.valid else { return own }
    let known = memory.packed(valid, count)
    for word in 0..<Bitmap.words(for: count) { known[word] &= own[word] }
    return known
  }

  /// What `first` and `last` go by: where nothing is said, the order of the rows.
  private func order(
    _ aggregate: BoundAggregate, _ part: ChunkPart, _ position: Int
  ) -> UnsafePointer<Int64>? {
    if let by = aggregate.by {
      guard case .ints(let lanes) = evaluator.evaluate(by, part.rows).lanes else { return nil }
      return UnsafePointer(lanes)
    }
    guard aggregate.kind == .first || aggregate.kind == .last else { return nil }
    let out = evaluator.memory.ints(part.rows.count)
    for lane in 0..<part.rows.count { out[lane] = Int64(position + part.place(lane)) }
    return UnsafePointer(out)
  }

  private func units(_ rows: ChunkRows) -> UnsafePointer<UInt32>? {
    guard case .customers(let activity) = groups, let units = activity.units else { return nil }
    if rows.list == nil { return units.values.baseAddress.unsafelyUnwrapped + rows.start }
    let out = evaluator.memory.codes(rows.count)
    for lane in 0..<rows.count { out[lane] = units[rows.row(lane)] }
    return UnsafePointer(out)
  }
}

/// Columns that were loaded for the chunk at hand.
private struct KnownVectors {
  private var vectors: [(column: Int, vector: Vector)] = []

  mutating func forget() { vectors.removeAll(keepingCapacity: true) }

  subscript(column: Int) -> Vector? {
    get { vectors.first { $0.column == column }?.vector }
    set { if let newValue { vectors.append((column, newValue)) } }
  }
}

/// A chunk, or the few of its rows that count.
private struct ChunkPart {
  let rows: ChunkRows
  /// The lanes of the chunk that `rows` are; nil: all of them.
  private let lanes: UnsafePointer<UInt32>?
  /// The chunk's bits of those lanes.
  private let wanted: ChunkBits?

  init(all chunk: ChunkRows) {
    rows = chunk
    lanes = nil
    wanted = nil
  }

  init(of chunk: ChunkRows, _ wanted: ChunkBits, _ passing: Int, _ memory: ChunkMemory) {
    let lanes = memory.codes(passing)
    let list = memory.codes(passing)
    var next = 0
    for word in 0..<Bitmap.words(for: chunk.count) {
      var rest = wanted[word]
      while rest != 0 {
        let lane = word << 6 + rest.trailingZeroBitCount
        lanes[next] = UInt32(truncatingIfNeeded: lane)
        list[next] = UInt32(truncatingIfNeeded: chunk.row(lane))
        next += 1
        rest &= rest &- 1
      }
    }
    rows = .list(UnsafeBufferPointer(start: list, count: passing))
    self.lanes = UnsafePointer(lanes)
    self.wanted = wanted
  }

  /// The place in the chunk of lane `lane`.
  @inline(__always)
  func place(_ lane: Int) -> Int { lanes.map { Int($0[lane]) } ?? lane }

  /// A bit for each lane, from the chunk's bits.
  func bits(_ bits: ChunkBits, _ memory: ChunkMemory) -> ChunkBits {
    if lanes == nil { return bits }
    if bits == wanted { return memory.allBits(rows.count) }
    return memory.packed(bytes(bits, memory), rows.count)
  }

  /// 0 or 1 for each lane, from the chunk's bits.
  func bytes(_ bits: ChunkBits, _ memory: ChunkMemory) -> UnsafeMutablePointer<UInt8> {
    guard let lanes else { return memory.bytes(bits, rows.count) }
    let out = memory.bools(rows.count)
    if bits == wanted {
      out.update(repeating: 1, count: rows.count)
      return out
    }
    for lane in 0..<rows.count {
      let place = UInt64(lanes[lane])
      out[lane] = UInt8(truncatingIfNeeded: bits[Int(place >> 6)] >> (place & 63)) & 1
    }
    return out
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
