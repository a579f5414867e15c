import Syntax

extension Accumulator {
  /// Statistics over each group's own values: known already where groups came one after the other,
  /// else worked out by several threads side by side.
  func statistic(_ dictionary: StringDictionary?, _ context: ExecutionContext) -> Column {
    if let results {
      if let numbers = results.exact(aggregate.kind) {
        return exact(numbers, dictionary, context.threads)
      }
      return results.floats(aggregate.kind) ?? .constant(.null, type: .float, count: groups)
    }
    let statistic = RunStatistic(aggregate)
    let runs = runs(context)
    if let bounded { return percentiles(statistic, runs.ints, runs.doubles, bounded) }
    if let ints = runs.ints {
      return statistic.isExact(isDouble: false)
        ? exact(ints.numbers { statistic.exact($0) }, dictionary, context.threads)
        : ints.floats { run, _ in statistic.float(run) }
    }
    if let doubles = runs.doubles {
      return statistic.isExact(isDouble: true)
        ? exact(doubles.numbers { statistic.exact($0) }, dictionary, context.threads)
        : doubles.floats { run, _ in statistic.float(run) }
    }
    return .constant(.null, type: aggregate.type, count: groups)
  }

  /// Percentiles of values of which most were not kept.
  private func percentiles(
    _ statistic: RunStatistic, _ ints: GroupRuns<Int64>?, _ doubles: GroupRuns<Double>?,
    _ bounded: BoundedRuns
  ) -> Column {
    let column =
      ints?.floats { statistic.percentile($0, of: $1, bounded) }
      ?? doubles?.floats { statistic.percentile($0, of: $1, bounded) }
      ?? .constant(.null, type: .float, count: groups)
    if (0..<groups).contains(where: { counts[$0] > 0 && column.validity?[$0] == false }) {
      noteMissed()
    }
    return column
  }

  private func exact(
    _ numbers: Buffer<Int64>, _ dictionary: StringDictionary?, _ threads: Int
  ) -> Column {
    withExtendedLifetime(numbers) {
      if case .countDistinct = aggregate.kind {
        return Column(
          .int, .integers(.narrowest(numbers.values, threads: threads)), count: groups)
      }
      guard let base = numbers.values.baseAddress else {
        return .constant(.null, type: aggregate.type, count: groups)
      }
      return Self.column(
        base, count: groups, type: aggregate.type, dictionary, known: known, threads: threads)
    }
  }
}
