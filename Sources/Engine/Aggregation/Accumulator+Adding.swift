/// The rows of one chunk as an accumulator sees them.
struct AggregateLanes {
  let count: Int
  /// The group of each lane.
  let groups: UnsafePointer<UInt32>
  /// 1 where the row counts: selected, passing the filter, with a value.
  let pass: UnsafePointer<UInt8>
  let values: Vector?
  /// What `first`, `last` and sequences go by.
  let by: UnsafePointer<Int64>?
  /// The order that each lane is a line of.
  let units: UnsafePointer<UInt32>?
}

extension Accumulator {
  /// Adds rows whose groups are kept side by side.
  ///
  /// - Returns: whether it did; otherwise they must come as `AggregateLanes`.
  func add(_ rows: GroupRows, _ values: Vector?) -> Bool {
    guard let sideBySide else { return false }
    guard ints != nil else {
      sideBySide.count(rows)
      return true
    }
    guard case .ints(let ints)? = values?.lanes else { return false }
    return sideBySide.add(UnsafePointer(ints), rows) { settle() }
  }

  /// Brings what is kept side by side into the totals.
  func settle() {
    if let sideBySide, sideBySide.empty(into: counts, ints) { overflowed = true }
  }

  func add(_ lanes: AggregateLanes) {
    switch aggregate.kind {
    case .count, .any: count(lanes)
    case .countDistinct where aggregate.argument == nil: count(lanes)
    case .shareOfRows: share(lanes)
    case .first, .last: pick(lanes)
    case .sequence(let steps, let limit): follow(lanes, steps, limit)
    case .sum, .average, .minimum, .maximum, .countDistinct, .percentile, .standardDeviation,
      .mode, .medianGap, .gapVariation, .concentration:
      guard let values = lanes.values else { return }
      switch values.lanes {
      case .ints(let ints): addInts(UnsafePointer(ints), lanes)
      case .doubles(let doubles): addDoubles(UnsafePointer(doubles), lanes)
      case .codes(let codes, _) where distinct != nil:
        distinct?.add(UnsafePointer(codes), lanes)
      case .bools, .codes, .texts: preconditionFailure("aggregates see numbers")
      }
    }
  }

  private func count(_ lanes: AggregateLanes) {
    if let lastUnit, let units = lanes.units {
      // Without a branch: whether it is another one cannot be guessed.
      for lane in 0..<lanes.count {
        let (group, unit) = (Int(lanes.groups[lane]), units[lane])
        let last = lastUnit[group]
        let passes = lanes.pass[lane] == 1
        counts[group] &+= (last != unit ? 1 : 0) & (passes ? 1 : 0)
        lastUnit[group] = passes ? unit : last
      }
    } else if groups == 1 {
      // A count in memory would have to be stored and loaded again for every row.
      var count: Int64 = 0
      for lane in 0..<lanes.count { count &+= Int64(lanes.pass[lane]) }
      counts[0] &+= count
    } else {
      for lane in 0..<lanes.count {
        counts[Int(lanes.groups[lane])] &+= Int64(lanes.pass[lane])
      }
    }
  }

  private func share(_ lanes: AggregateLanes) {
    guard case .bools(let condition)? = lanes.values?.lanes, let ints else { return }
    for lane in 0..<lanes.count {
      let group = Int(lanes.groups[lane])
      counts[group] &+= Int64(lanes.pass[lane])
      ints[group] &+= Int64(lanes.pass[lane] & condition[lane])
    }
  }

  private func addInts(_ values: UnsafePointer<Int64>, _ lanes: AggregateLanes) {
    if let kept = collected?.ints ?? customers?.ints { return collect(values, lanes, into: kept) }
    if let distinct { return distinct.add(values, lanes) }
    guard let ints else { return }
    switch aggregate.kind {
    case .minimum: fold(values, lanes, into: ints) { min($0, $1) }
    case .maximum: fold(values, lanes, into: ints) { max($0, $1) }
    default:
      sum(values, lanes, into: ints)
    }
  }

  private func sum(
    _ values: UnsafePointer<Int64>, _ lanes: AggregateLanes,
    into sums: UnsafeMutablePointer<Int64>
  ) {
    if isInOrder || groups == 1 { return sumRuns(values, lanes, into: sums) }
    var overflow = false
    for lane in 0..<lanes.count {
      let group = Int(lanes.groups[lane])
      let pass = Int64(lanes.pass[lane])
      counts[group] &+= pass
      let (total, over) = sums[group].addingReportingOverflow(values[lane] & -pass)
      sums[group] = total
      overflow = overflow || over
    }
    overflowed = overflowed || overflow
  }

  /// Groups come one after the other: the sum at hand stays in a register until the next group.
  private func sumRuns(
    _ values: UnsafePointer<Int64>, _ lanes: AggregateLanes,
    into sums: UnsafeMutablePointer<Int64>
  ) {
    guard lanes.count > 0 else { return }
    var group = Int(lanes.groups[0])
    var total = sums[group]
    var count: Int64 = 0
    var overflow = false
    for lane in 0..<lanes.count {
      let next = Int(lanes.groups[lane])
      if next != group {
        sums[group] = total
        counts[group] &+= count
        (group, total, count) = (next, sums[next], 0)
      }
      let pass = Int64(lanes.pass[lane])
      count &+= pass
      let (sum, over) = total.addingReportingOverflow(values[lane] & -pass)
      total = sum
      overflow = overflow || over
    }
    sums[group] = total
    counts[group] &+= count
    overflowed = overflowed || overflow
  }

  private func addDoubles(_ values: UnsafePointer<Double>, _ lanes: AggregateLanes) {
    if let kept = collected?.doubles ?? customers?.doubles {
      return collect(values, lanes, into: kept)
    }
    guard let doubles else { return }
    switch aggregate.kind {
    case .minimum: fold(values, lanes, into: doubles) { min($0, $1) }
    case .maximum: fold(values, lanes, into: doubles) { max($0, $1) }
    default: fold(values, lanes, into: doubles) { $0 + $1 }
    }
  }

  /// Counts the rows and folds their values.
  @inline(__always)
  private func fold<T: BitwiseCopyable>(
    _ values: UnsafePointer<T>, _ lanes: AggregateLanes, into states: UnsafeMutablePointer<T>,
    _ add: (T, T) -> T
  ) {
    let (groups, pass) = (lanes.groups, lanes.pass)
    guard self.groups == 1 else {
      for lane in 0..<lanes.count where pass[lane] == 1 {
        let group = Int(groups[lane])
        counts[group] &+= 1
        states[group] = add(states[group], values[lane])
      }
      return
    }
    // What is in memory would have to be stored and loaded again for every row.
    var state = states[0]
    var count: Int64 = 0
    for lane in 0..<lanes.count {
      count &+= Int64(pass[lane])
      state = pass[lane] == 1 ? add(state, values[lane]) : state
    }
    states[0] = state
    counts[0] &+= count
  }

  /// Keeps the values; lines of one order are added up to one value, and for gaps their earliest time is
  /// the order's. Its lines are neighbours, so the value to change is the last one kept.
  private func collect<T: LaneNumber>(
    _ values: UnsafePointer<T>, _ lanes: AggregateLanes, into kept: KeptValues<T>
  ) {
    let customers = customers
    guard let lastUnit, let units = lanes.units else {
      if let customers { return collect(values, lanes, customers, into: kept) }
      collected?.append(values, lanes, into: kept)
      for lane in 0..<lanes.count { counts[Int(lanes.groups[lane])] &+= Int64(lanes.pass[lane]) }
      return
    }
    let isGap = aggregate.kind == .medianGap || aggregate.kind == .gapVariation
    let owners = collected?.groups
    for lane in 0..<lanes.count where lanes.pass[lane] == 1 {
      let group = Int(lanes.groups[lane])
      customers?.turn(to: group)
      if lastUnit[group] == units[lane], kept.count > 0 {
        let last = kept.values + (kept.count - 1)
        last.pointee = isGap ? min(last.pointee, values[lane]) : last.pointee + values[lane]
        continue
      }
      lastUnit[group] = units[lane]
      counts[group] &+= 1
      owners?.append(lanes.groups[lane])
      kept.append(values[lane])
    }
  }

  /// Few rows of many, customer by customer.
  private func collect<T: BitwiseCopyable>(
    _ values: UnsafePointer<T>, _ lanes: AggregateLanes, _ customers: CustomerRuns,
    into kept: KeptValues<T>
  ) {
    for lane in 0..<lanes.count where lanes.pass[lane] == 1 {
      customers.turn(to: Int(lanes.groups[lane]))
      kept.append(values[lane])
    }
  }

  /// Keeps the value of the row that comes first (last) by `by`; of equals, the first (last) row.
  private func pick(_ lanes: AggregateLanes) {
    guard let keys, let values = lanes.values, let by = lanes.by else { return }
    let wantsFirst = aggregate.kind == .first
    for lane in 0..<lanes.count where lanes.pass[lane] == 1 {
      let group = Int(lanes.groups[lane])
      let key = by[lane]
      let isBetter = wantsFirst ? key < keys[group] : key >= keys[group]
      guard counts[group] == 0 || isBetter else { continue }
      counts[group] = 1
      keys[group] = key
      switch values.lanes {
      case .ints(let source): ints?[group] = source[lane]
      case .doubles(let source): doubles?[group] = source[lane]
      case .bools, .codes, .texts: preconditionFailure("aggregates see numbers")
      }
    }
  }

  /// Extends matches by one row after the other; rows come in the order of time. Longer matches are
  /// tried first, so that one row is never two steps.
  private func follow(_ lanes: AggregateLanes, _ steps: Int, _ limit: Int64) {
    guard let keys, let by = lanes.by, case .ints(let masks)? = lanes.values?.lanes else { return }
    for lane in 0..<lanes.count where lanes.pass[lane] == 1 && masks[lane] != 0 {
      let group = Int(lanes.groups[lane])
      let starts = keys + group * steps
      let time = by[lane]
      for step in stride(from: steps - 1, through: 0, by: -1) where masks[lane] >> step & 1 == 1 {
        if step == 0 {
          starts[0] = time
        } else if starts[step - 1] != .min, time - starts[step - 1] <= limit {
          starts[step] = max(starts[step], starts[step - 1])
        }
      }
      if starts[steps - 1] != .min { counts[group] = 1 }
    }
  }
}
