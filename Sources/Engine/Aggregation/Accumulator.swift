/// One aggregate being worked out for all groups by one thread: partial states, merged once.
///
/// Text has become codes before it comes here, so lanes are `Int64` or `Double`.
final class Accumulator {
  let aggregate: BoundAggregate
  let groups: Int
  /// Rows come group after group.
  let isInOrder: Bool
  /// Rows that counted, by group.
  let counts: UnsafeMutablePointer<Int64>
  /// Sum, minimum, maximum, or the value that goes with `keys`.
  var ints: UnsafeMutablePointer<Int64>?
  var doubles: UnsafeMutablePointer<Double>?
  /// For `first` and `last`: what the rows are ordered by.
  var keys: UnsafeMutablePointer<Int64>?
  /// The last order seen in a group, where its lines count as one; or the last customer.
  var lastUnit: UnsafeMutablePointer<UInt32>?
  /// Values kept for statistics that need all of them, where groups come in any order.
  private(set) var collected: Collected?
  /// The values of the group at hand, where one comes after the other.
  private(set) var customers: CustomerRuns?
  /// The values of each group, where different ones are counted and bits can tell them.
  let distinct: DistinctBits?
  /// What has been counted and added up and is not in `counts` and `ints` yet.
  private(set) var sideBySide: SideBySideTotals?
  /// The same of all threads, earlier rows first.
  private var parts: [Collected] = []
  /// The kept values by group, made when the first statistic asks for them.
  private var intRuns: GroupRuns<Int64>?
  private var doubleRuns: GroupRuns<Double>?
  private var boundedRuns: BoundedRuns?
  /// A percentile does not lie between its bounds: all values have to be kept.
  private(set) var hasMissed = false
  var overflowed = false
  /// No sum of the values that it sees leaves `Int64`.
  let cannotOverflow: Bool
  /// Whose memory the groups' states are in; nil: its own.
  private let owner: Accumulator?

  /// One that adds to the states of `other`, for groups that no other thread meets.
  init(sharing other: Accumulator) {
    aggregate = other.aggregate
    groups = other.groups
    isInOrder = other.isInOrder
    counts = other.counts
    ints = other.ints
    doubles = other.doubles
    keys = other.keys
    lastUnit = other.lastUnit
    distinct = other.distinct
    cannotOverflow = other.cannotOverflow
    owner = other
    if let model = other.customers { customers = CustomerRuns(model.results, counts: counts) }
  }

  /// One that finishes another statistic of what `leader` has added up or kept.
  init(following leader: Accumulator, _ aggregate: BoundAggregate) {
    self.aggregate = aggregate
    groups = leader.groups
    isInOrder = leader.isInOrder
    counts = leader.counts
    ints = leader.ints
    doubles = leader.doubles
    distinct = leader.distinct
    cannotOverflow = leader.cannotOverflow
    owner = leader
  }

  /// - Parameters:
  ///   - inOrder: rows come group after group, so that values need not say whose they are.
  ///   - rows: how many the accumulator sees at most.
  ///   - distinct: how values are told apart where different ones are counted.
  ///   - results: for statistics of groups that come one after the other.
  ///   - bounds: which values percentiles need.
  ///   - cannotOverflow: sums of so many rows need not be looked at.
  ///   - threads: by how many threads memory is filled.
  init(
    _ aggregate: BoundAggregate, groups: Int, inOrder: Bool, rows: Int, distinct way: DistinctWay,
    results: StatisticResults?, bounds: PercentileBounds?, cannotOverflow: Bool, threads: Int
  ) {
    self.cannotOverflow = cannotOverflow
    self.aggregate = aggregate
    self.groups = groups
    isInOrder = inOrder
    owner = nil
    let isDouble = aggregate.argument?.type == .float
    counts = Self.filled(groups, 0, threads)
    if aggregate.perUnit || aggregate.countsCustomers {
      lastUnit = Self.filled(groups, .max, threads)
    }
    if case .bits(let low, let size) = way {
      distinct = DistinctBits(low: low, size: size, groups: groups, threads)
    } else {
      distinct = nil
    }
    if aggregate.keptValues != nil, way.isKept {
      if let results {
        customers = CustomerRuns(results, counts: counts)
      } else {
        collected = Collected(isDouble: isDouble, rows: rows, bounds: bounds)
      }
      return
    }
    switch aggregate.kind {
    case .count, .any, .shareOfRows:
      if case .shareOfRows = aggregate.kind {
        ints = Self.filled(groups, 0, threads)
      } else if lastUnit == nil, !inOrder {
        sideBySide = SideBySideTotals(groups: groups, rows: rows, hasSums: false)
      }
    case .sum, .average:
      if isDouble {
        doubles = Self.filled(groups, 0, threads)
      } else {
        ints = Self.filled(groups, 0, threads)
        if !inOrder { sideBySide = SideBySideTotals(groups: groups, rows: rows, hasSums: true) }
      }
    case .minimum, .maximum:
      if isDouble {
        doubles = Self.filled(groups, aggregate.kind == .minimum ? .infinity : -.infinity, threads)
      } else {
        ints = Self.filled(groups, aggregate.kind == .minimum ? .max : .min, threads)
      }
    case .first, .last:
      keys = Self.filled(groups, aggregate.kind == .first ? .max : .min, threads)
      if isDouble {
        doubles = Self.filled(groups, 0, threads)
      } else {
        ints = Self.filled(groups, 0, threads)
      }
    case .sequence(let steps, _):
      // The latest start of a match of length k + 1 that ends before the row at hand.
      keys = Self.filled(groups * steps, .min, threads)
    // Bits, or kept values.
    case .countDistinct, .percentile, .standardDeviation, .mode, .medianGap, .gapVariation,
      .concentration:
      break
    }
  }

  deinit {
    guard owner == nil else { return }
    BulkMemory.release(counts)
    BulkMemory.release(ints)
    BulkMemory.release(doubles)
    BulkMemory.release(keys)
    BulkMemory.release(lastUnit)
  }

  /// Adds the values that another thread kept of later rows.
  func takeValues(of other: Accumulator) {
    if let more = other.collected { parts.append(more) }
  }

  /// What statistics came to, of the accumulator that saw the values group after group.
  var results: StatisticResults? { owner?.results ?? customers?.results }

  /// The values of each group, of the accumulator that kept them.
  func runs(
    _ context: ExecutionContext
  ) -> (ints: GroupRuns<Int64>?, doubles: GroupRuns<Double>?) {
    if let owner { return owner.runs(context) }
    if let own = collected {
      let parts = [own] + parts
      let owners = parts.map(\.groups)
      var sizes = counts
      if let bounds = own.bounds {
        boundedRuns = BoundedRuns(
          bounds, parts, UnsafeBufferPointer(start: counts, count: groups))
        sizes = Self.sizes(owners, groups)
      }
      defer { if sizes != counts { sizes.deallocate() } }
      if own.doubles != nil {
        doubleRuns = GroupRuns(parts.compactMap(\.doubles), owners, sizes, groups, context)
      } else {
        intRuns = GroupRuns(parts.compactMap(\.ints), owners, sizes, groups, context)
      }
      collected = nil
      self.parts = []
    }
    return (intRuns, doubleRuns)
  }

  /// What is known of values that were not kept; nil: all were.
  var bounded: BoundedRuns? { owner?.bounded ?? boundedRuns }

  func noteMissed() {
    if let owner { owner.noteMissed() } else { hasMissed = true }
  }

  /// Nobody asks for the values any more.
  func forgetValues() {
    intRuns = nil
    doubleRuns = nil
  }

  /// The number of kept values by group.
  private static func sizes(
    _ owners: [KeptValues<UInt32>], _ groups: Int
  ) -> UnsafeMutablePointer<Int64> {
    let sizes = filled(groups, Int64(0), 1)
    for owner in owners {
      for group in owner.all { sizes[Int(group)] += 1 }
    }
    return sizes
  }

  /// Whether `other` adds to the same states.
  func shares(with other: Accumulator) -> Bool { counts == other.counts }

  private static func filled<T: BitwiseCopyable & Sendable>(
    _ count: Int, _ value: T, _ threads: Int
  ) -> UnsafeMutablePointer<T> {
    BulkMemory.filled(count, value, threads: threads)
  }
}
