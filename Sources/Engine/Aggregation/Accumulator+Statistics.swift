import Syntax

extension Accumulator {
  /// Statistics over each group's own values, which `threads` threads work out side by side.
  func statistic(_ dictionary: StringDictionary?, _ threads: Int) -> Column {
    let runs = runs(threads)
    if let ints = runs.ints { return intStatistic(ints, dictionary) }
    if let doubles = runs.doubles { return doubleStatistic(doubles) }
    return .constant(.null, type: aggregate.type, count: groups)
  }

  private func doubleStatistic(_ runs: GroupRuns<Double>) -> Column {
    switch aggregate.kind {
    case .countDistinct: runs.counts { Statistics.distinct($0) }
    case .minimum: runs.floats { $0.min() }
    case .maximum: runs.floats { $0.max() }
    case .mode: runs.floats { Statistics.mode($0) }
    case .concentration: runs.floats { Statistics.concentration($0) }
    case .average: runs.floats { Statistics.mean($0) }
    case .standardDeviation: runs.floats { Statistics.deviation($0) }
    case .percentile(let fraction): runs.floats { Statistics.percentile($0, fraction) }
    case .count, .sum, .shareOfRows, .first, .last, .any, .medianGap, .gapVariation, .sequence:
      .constant(.null, type: aggregate.type, count: groups)
    }
  }

  private func intStatistic(
    _ runs: GroupRuns<Int64>, _ dictionary: StringDictionary?
  ) -> Column {
    let divisor = Double(DecimalScale.power(aggregate.argument?.type.scale ?? 0))
    let unit = unit
    switch aggregate.kind {
    case .countDistinct: return runs.counts { Statistics.distinct($0) }
    case .minimum: return exact(runs, dictionary) { $0.min() }
    case .maximum: return exact(runs, dictionary) { $0.max() }
    case .mode: return exact(runs, dictionary) { Statistics.mode($0) }
    case .concentration: return runs.floats { Statistics.concentration($0) }
    case .average: return runs.floats { Statistics.mean($0).map { $0 / divisor } }
    case .standardDeviation: return runs.floats { Statistics.deviation($0).map { $0 / divisor } }
    case .percentile(let fraction):
      return runs.floats { Statistics.percentile($0, fraction).map { $0 / divisor } }
    case .medianGap: return runs.floats { Statistics.medianGap($0, unit) }
    case .gapVariation: return runs.floats { Statistics.gapVariation($0, unit) }
    case .count, .sum, .shareOfRows, .first, .last, .any, .sequence:
      return .constant(.null, type: aggregate.type, count: groups)
    }
  }

  /// Lanes to a day, for gaps.
  private var unit: Double {
    aggregate.argument?.type == .timestamp ? Double(CivilCalendar.microsecondsPerDay) : 1
  }

  private func exact(
    _ runs: GroupRuns<Int64>, _ dictionary: StringDictionary?,
    _ value: @Sendable (UnsafeMutableBufferPointer<Int64>) -> Int64?
  ) -> Column {
    let numbers = runs.numbers(value)
    return withExtendedLifetime(numbers) {
      guard let base = numbers.values.baseAddress else {
        return .constant(.null, type: aggregate.type, count: groups)
      }
      return Self.column(base, count: groups, type: aggregate.type, dictionary, known: known)
    }
  }
}
