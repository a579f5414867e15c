/// The rows of one chunk of an activity as an accumulator of customers sees them: no lane has to say
/// whose it is, and what has been added up stays in a register until the next customer.
struct CustomerAggregateLanes {
  let customers: CustomerLanes
  /// Set where the row counts: selected, passing the filter, with a value. As bits and as bytes.
  let bits: ChunkBits
  let pass: UnsafePointer<UInt8>
  let values: Vector?
  /// The order that each lane is a line of.
  let units: UnsafePointer<UInt32>?
}

extension Accumulator {
  /// Whether it adds customer by customer; others want to know the group of each lane.
  var addsByCustomer: Bool {
    guard isInOrder else { return false }
    switch aggregate.kind {
    case .count, .any: return true
    case .sum, .average, .minimum, .maximum: return customers == nil
    case .countDistinct where aggregate.countsCustomers: return false
    case .countDistinct, .percentile, .standardDeviation, .mode, .medianGap, .gapVariation,
      .concentration:
      return !aggregate.perUnit
    case .first, .last, .shareOfRows, .sequence: return false
    }
  }

  func add(_ lanes: CustomerAggregateLanes) {
    switch (aggregate.kind, lanes.values?.lanes) {
    case (.count, _), (.any, _): count(lanes)
    case (_, .codes(let codes, _)?) where distinct != nil:
      distinct?.add(UnsafePointer(codes), lanes)
    case (_, .ints(let ints)?): addInts(UnsafePointer(ints), lanes)
    case (_, .doubles(let doubles)?): addDoubles(UnsafePointer(doubles), lanes)
    default: preconditionFailure("aggregates see numbers")
    }
  }

  private func count(_ lanes: CustomerAggregateLanes) {
    guard let lastUnit, let units = lanes.units else { return countRows(lanes) }
    lanes.customers.walk { customer, range in
      var last = lastUnit[customer]
      var count: Int64 = 0
      for lane in range where lanes.pass[lane] == 1 {
        count &+= units[lane] == last ? 0 : 1
        last = units[lane]
      }
      lastUnit[customer] = last
      counts[customer] &+= count
    }
  }

  private func countRows(_ lanes: CustomerAggregateLanes) {
    lanes.customers.walk { customer, range in
      counts[customer] &+= Int64(Bitmap.population(lanes.bits, range))
    }
  }

  private func addInts(_ values: UnsafePointer<Int64>, _ lanes: CustomerAggregateLanes) {
    if let distinct { return distinct.add(values, lanes) }
    if let customers { return customers.add(values, lanes) }
    guard let ints else { return countRows(lanes) }
    switch aggregate.kind {
    case .minimum: fold(values, lanes, into: ints) { min($0, $1) }
    case .maximum: fold(values, lanes, into: ints) { max($0, $1) }
    default:
      if cannotOverflow { return sumFreely(values, lanes, into: ints) }
      countRows(lanes)
      sum(values, lanes, into: ints)
    }
  }

  private func addDoubles(_ values: UnsafePointer<Double>, _ lanes: CustomerAggregateLanes) {
    if let customers { return customers.add(values, lanes) }
    guard let doubles else { return countRows(lanes) }
    switch aggregate.kind {
    case .minimum: fold(values, lanes, into: doubles) { min($0, $1) }
    case .maximum: fold(values, lanes, into: doubles) { max($0, $1) }
    default: fold(values, lanes, into: doubles) { $0 + $1 }
    }
  }

  /// Counts the rows and folds their values. Often all rows of a customer pass, or none does.
  @inline(__always)
  private func fold<T: BitwiseCopyable>(
    _ values: UnsafePointer<T>, _ lanes: CustomerAggregateLanes,
    into states: UnsafeMutablePointer<T>, _ add: (T, T) -> T
  ) {
    let counts = counts
    lanes.customers.walk { customer, range in
      let passing = Bitmap.population(lanes.bits, range)
      if passing == 0 { return }
      counts[customer] &+= Int64(passing)
      var state = states[customer]
      if passing == range.count {
        for lane in range { state = add(state, values[lane]) }
      } else {
        for lane in range where lanes.pass[lane] == 1 { state = add(state, values[lane]) }
      }
      states[customer] = state
    }
  }

  /// Counts and sums without looking for overflow. Often all rows of a customer pass, or none does:
  /// windows of time cut between customers' orders.
  private func sumFreely(
    _ values: UnsafePointer<Int64>, _ lanes: CustomerAggregateLanes,
    into sums: UnsafeMutablePointer<Int64>
  ) {
    let rows = lanes.customers.count
    // Unless few pass: which customers' do, and how many rows they have, cannot be guessed.
    if Bitmap.population(lanes.bits, rows) > rows / 8 {
      return sumByDifferences(values, lanes, into: sums)
    }
    let counts = counts
    lanes.customers.walk { customer, range in
      let passing = Bitmap.population(lanes.bits, range)
      if passing == 0 { return }
      counts[customer] &+= Int64(passing)
      var total = sums[customer]
      if passing == range.count {
        for lane in range { total &+= values[lane] }
      } else {
        for lane in range { total &+= values[lane] & -Int64(lanes.pass[lane]) }
      }
      sums[customer] = total
    }
  }

  /// The same by what all lanes before a customer's come to, with them and without: nothing is asked of a lane.
  private func sumByDifferences(
    _ values: UnsafePointer<Int64>, _ lanes: CustomerAggregateLanes,
    into sums: UnsafeMutablePointer<Int64>
  ) {
    let rows = lanes.customers.count
    let counts = counts
    withUnsafeTemporaryAllocation(of: Int64.self, capacity: 2 * (rows + 1)) { room in
      guard let before = room.baseAddress else { return }
      let passed = before + rows + 1
      var (total, passing): (Int64, Int64) = (0, 0)
      for lane in 0..<rows {
        before[lane] = total
        passed[lane] = passing
        let pass = Int64(lanes.pass[lane])
        total &+= values[lane] & -pass
        passing &+= pass
      }
      before[rows] = total
      passed[rows] = passing
      lanes.customers.walk { customer, range in
        counts[customer] &+= passed[range.upperBound] &- passed[range.lowerBound]
        sums[customer] &+= before[range.upperBound] &- before[range.lowerBound]
      }
    }
  }

  private func sum(
    _ values: UnsafePointer<Int64>, _ lanes: CustomerAggregateLanes,
    into sums: UnsafeMutablePointer<Int64>
  ) {
    var overflow = false
    lanes.customers.walk { customer, range in
      var total = sums[customer]
      for lane in range {
        let value = values[lane] & -Int64(lanes.pass[lane])
        let (sum, over) = total.addingReportingOverflow(value)
        total = sum
        overflow = overflow || over
      }
      sums[customer] = total
    }
    overflowed = overflowed || overflow
  }
}
