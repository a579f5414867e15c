/// What aggregates of one pass have in common: conditions are asked once, and values that several
/// statistics need (a median and a count of distinct values) are kept once.
struct SharedWork {
  /// Different conditions.
  let conditions: [RowCondition]
  /// For each aggregate its condition; nil: every row counts.
  let conditionOf: [Int?]
  /// The aggregates that look at rows.
  let leaders: [Int]
  /// For each aggregate the place in `leaders` of the one whose values it looks at.
  private let leaderOf: [Int]

  init(_ aggregates: [BoundAggregate], columns: [Column]) {
    var conditions: [RowCondition] = []
    var conditionOf: [Int?] = []
    var knownConditions: [String: Int] = [:]
    var leaders: [Int] = []
    var leaderOf: [Int] = []
    var knownValues: [String: Int] = [:]
    for (place, aggregate) in aggregates.enumerated() {
      let filter = aggregate.filter?.fingerprint
      if let filter, let condition = aggregate.filter, knownConditions[filter] == nil {
        knownConditions[filter] = conditions.count
        conditions.append(RowCondition(condition, columns: columns))
      }
      conditionOf.append(filter.flatMap { knownConditions[$0] })
      let values = aggregate.keptValues
      if let values, let leader = knownValues[values] {
        leaderOf.append(leader)
        continue
      }
      if let values { knownValues[values] = leaders.count }
      leaderOf.append(leaders.count)
      leaders.append(place)
    }
    self.conditions = conditions
    self.conditionOf = conditionOf
    self.leaders = leaders
    self.leaderOf = leaderOf
  }

  /// A column for each aggregate. Values kept by a leader go when all that look at them are done.
  func finish(
    _ accumulators: [Accumulator], _ aggregates: [BoundAggregate],
    _ dictionaries: [StringDictionary?], _ threads: Int
  ) -> [Column] {
    var columns = [Column?](repeating: nil, count: aggregates.count)
    for (leader, accumulator) in accumulators.enumerated() {
      for place in aggregates.indices where leaderOf[place] == leader {
        let own =
          leaders[leader] == place
          ? accumulator : Accumulator(following: accumulator, aggregates[place])
        columns[place] = own.finish(dictionary: dictionaries[place], threads: threads)
      }
      accumulator.forgetValues()
    }
    return columns.compactMap(\.self)
  }
}

extension BoundAggregate {
  /// Equal for aggregates that need all values of the same rows; nil for those that add up as they go.
  var keptValues: String? {
    guard keepsValues, let argument else { return nil }
    let gaps = kind == .medianGap || kind == .gapVariation
    return "\(argument.fingerprint) \(filter?.fingerprint ?? "") \(perUnit) \(gaps)"
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
