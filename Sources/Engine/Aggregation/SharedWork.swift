import Syntax

/// What aggregates of one pass have in common: conditions are asked once, values that several
/// statistics need (a median and a count of distinct values) are kept once, and what sums, means and
/// counts of the same rows add up is added up once.
struct SharedWork {
  /// Different conditions.
  let conditions: [RowCondition]
  /// For each aggregate its condition; nil: every row counts.
  let conditionOf: [Int?]
  /// The aggregates that look at rows.
  let leaders: [Int]
  /// For each aggregate the place in `leaders` of the one whose values it looks at.
  private let leaderOf: [Int]

  /// - Parameter distinct: how each aggregate tells values apart.
  init(_ aggregates: [BoundAggregate], _ distinct: [DistinctWay], columns: [Column]) {
    var conditions: [RowCondition] = []
    var conditionOf: [Int?] = []
    var knownConditions: [String: Int] = [:]
    var leaders: [Int] = []
    var leaderOf: [Int] = []
    var knownStates: [String: Int] = [:]
    for (place, aggregate) in aggregates.enumerated() {
      let filter = aggregate.filter?.fingerprint
      if let filter, let condition = aggregate.filter, knownConditions[filter] == nil {
        knownConditions[filter] = conditions.count
        conditions.append(RowCondition(condition, columns: columns))
      }
      conditionOf.append(filter.flatMap { knownConditions[$0] })
      let states = distinct[place].isKept ? aggregate.keptValues ?? aggregate.totals : nil
      if let states, let leader = knownStates[states] {
        leaderOf.append(leader)
        continue
      }
      if let states { knownStates[states] = leaders.count }
      leaderOf.append(leaders.count)
      leaders.append(place)
    }
    Self.letTotalsCount(aggregates, columns, &leaders, &leaderOf)
    self.conditions = conditions
    self.conditionOf = conditionOf
    self.leaders = leaders
    self.leaderOf = leaderOf
  }

  /// Rows are counted by whoever adds up values of the same rows, where none of these is null.
  private static func letTotalsCount(
    _ aggregates: [BoundAggregate], _ columns: [Column], _ leaders: inout [Int],
    _ leaderOf: inout [Int]
  ) {
    var counting: [String: Int] = [:]
    for place in leaders where aggregates[place].totals != nil {
      guard case .column(let index)? = aggregates[place].argument?.node,
        columns[index].validity == nil
      else { continue }
      counting[aggregates[place].filter?.fingerprint ?? ""] = place
    }
    let followers = leaders.filter { place in
      let aggregate = aggregates[place]
      return aggregate.kind == .count && !aggregate.perUnit && aggregate.argument == nil
        && counting[aggregate.filter?.fingerprint ?? ""] != nil
    }
    guard !followers.isEmpty else { return }
    // Places of aggregates, then again places in what is left of `leaders`.
    var placeOf = leaderOf.map { leaders[$0] }
    for place in followers {
      placeOf[place] = counting[aggregates[place].filter?.fingerprint ?? ""] ?? place
    }
    leaders.removeAll { followers.contains($0) }
    let numbers = Dictionary(uniqueKeysWithValues: leaders.enumerated().map { ($1, $0) })
    leaderOf = placeOf.compactMap { numbers[$0] }
  }

  /// The aggregates that look at what the aggregate `leader` keeps, itself among them.
  func group(of leader: Int) -> [Int] {
    leaderOf.indices.filter { leaders[leaderOf[$0]] == leader }
  }

  /// A column for each aggregate. Values kept by a leader go when all that look at them are done.
  func finish(
    _ accumulators: [Accumulator], _ aggregates: [BoundAggregate],
    _ dictionaries: [StringDictionary?], _ context: ExecutionContext
  ) throws(Diagnostic) -> [Column] {
    let work = FinishingWork(accumulators, aggregates, dictionaries, leaders, leaderOf)
    let kept = aggregates.indices.filter { aggregates[$0].keptValues != nil }
    let totals = aggregates.indices.filter { aggregates[$0].keptValues == nil }
    // Totals one aggregate a thread; statistics share out groups.
    let isLarge = (accumulators.first?.groups ?? 0) >= 1 << 14
    Parallel.forEach(totals.count, threads: isLarge ? context.threads : 1) {
      work.finish(totals[$0], context)
    }
    for leader in accumulators.indices {
      for place in kept where leaderOf[place] == leader { work.finish(place, context) }
      accumulators[leader].forgetValues()
    }
    // Statistics that nobody came to are anything.
    if context.cancellation.isCancelled { throw .cancelled }
    return work.columns
  }
}

/// The columns that become of accumulators.
///
/// Unchecked: each aggregate's column is made once, by one thread. Of totals that several aggregates
/// look at, one clears those of groups without rows, which no other reads.
private final class FinishingWork: @unchecked Sendable {
  private let accumulators: [Accumulator]
  private let aggregates: [BoundAggregate]
  private let dictionaries: [StringDictionary?]
  private let leaders: [Int]
  private let leaderOf: [Int]
  private let made: UnsafeMutablePointer<Column?>

  init(
    _ accumulators: [Accumulator], _ aggregates: [BoundAggregate],
    _ dictionaries: [StringDictionary?], _ leaders: [Int], _ leaderOf: [Int]
  ) {
    self.accumulators = accumulators
    self.aggregates = aggregates
    self.dictionaries = dictionaries
    self.leaders = leaders
    self.leaderOf = leaderOf
    made = .allocate(capacity: max(aggregates.count, 1))
    made.initialize(repeating: nil, count: aggregates.count)
  }

  deinit {
    made.deinitialize(count: aggregates.count)
    made.deallocate()
  }

  func finish(_ place: Int, _ context: ExecutionContext) {
    let accumulator = accumulators[leaderOf[place]]
    let own =
      leaders[leaderOf[place]] == place
      ? accumulator : Accumulator(following: accumulator, aggregates[place])
    made[place] = own.finish(dictionary: dictionaries[place], context)
  }

  var columns: [Column] { (0..<aggregates.count).compactMap { made[$0] } }
}

extension BoundAggregate {
  /// Equal for aggregates that need all values of the same rows; nil for those that add up as they go.
  var keptValues: String? {
    guard keepsValues, let argument else { return nil }
    let gaps = kind == .medianGap || kind == .gapVariation
    return "\(argument.fingerprint) \(filter?.fingerprint ?? "") \(perUnit) \(gaps)"
  }

  /// Equal for aggregates that add up the same values of the same rows; nil for others.
  var totals: String? {
    guard kind == .sum || kind == .average, keptValues == nil, !perUnit, let argument else {
      return nil
    }
    return "total \(argument.fingerprint) \(filter?.fingerprint ?? "")"
  }

  private var keepsValues: Bool {
    switch kind {
    case .countDistinct, .percentile, .standardDeviation, .mode, .medianGap, .gapVariation,
      .concentration:
      true
    case .average, .minimum, .maximum: perUnit
    case .count, .sum, .shareOfRows, .first, .last, .any, .sequence: false
    }
  }
}
