import Syntax

/// One statistic of a group's values, which it may reorder.
struct RunStatistic: Sendable {
  let kind: AggregateKind
  /// What lanes are divided by to be values of the argument.
  private let divisor: Double
  /// Lanes to a day, for gaps.
  private let unit: Double

  init(_ aggregate: BoundAggregate) {
    kind = aggregate.kind
    divisor = Double(DecimalScale.power(aggregate.argument?.type.scale ?? 0))
    unit =
      aggregate.argument?.type == .timestamp ? Double(CivilCalendar.microsecondsPerDay) : 1
  }

  /// Whether it is a number of values, or one of those that are whole lanes.
  func isExact(isDouble: Bool) -> Bool {
    switch kind {
    case .countDistinct: true
    case .minimum, .maximum, .mode: !isDouble
    default: false
    }
  }

  /// An exact statistic of at least one value.
  func exact(_ run: UnsafeMutableBufferPointer<Int64>) -> Int64 {
    switch kind {
    case .countDistinct: Int64(Statistics.distinct(run))
    case .minimum: run.min() ?? 0
    case .maximum: run.max() ?? 0
    default: Statistics.mode(run) ?? 0
    }
  }

  func exact(_ run: UnsafeMutableBufferPointer<Double>) -> Int64 {
    Int64(Statistics.distinct(run))
  }

  /// Another one of at least one value; nil where it has none for so few.
  func float(_ run: UnsafeMutableBufferPointer<Int64>) -> Double? {
    switch kind {
    case .percentile(let fraction): Statistics.percentile(run, fraction).map { $0 / divisor }
    case .average: Statistics.mean(run).map { $0 / divisor }
    case .standardDeviation: Statistics.deviation(run).map { $0 / divisor }
    case .concentration: Statistics.concentration(run)
    case .medianGap, .gapVariation: Statistics.overGaps(run, unit) { ofGaps($0) }
    default: nil
    }
  }

  func float(_ run: UnsafeMutableBufferPointer<Double>) -> Double? {
    switch kind {
    case .percentile(let fraction): Statistics.percentile(run, fraction)
    case .average: Statistics.mean(run)
    case .standardDeviation: Statistics.deviation(run)
    case .concentration: Statistics.concentration(run)
    case .minimum: run.min()
    case .maximum: run.max()
    case .mode: Statistics.mode(run)
    default: nil
    }
  }

  /// A percentile of a group of which not all values were kept; nil where the kept ones do not tell it.
  func percentile<T: LaneNumber>(
    _ run: UnsafeMutableBufferPointer<T>, of group: Int, _ bounded: BoundedRuns
  ) -> Double? {
    guard case .percentile(let fraction) = kind else { return nil }
    return bounded.percentile(run, of: group, fraction).map { $0 / divisor }
  }

  /// Lanes to a day, where it is a statistic of the days between times.
  var gapUnit: Double? {
    switch kind {
    case .medianGap, .gapVariation: unit
    default: nil
    }
  }

  /// A statistic of days between neighbouring times; nil where it has none for so few.
  func ofGaps(_ gaps: UnsafeMutableBufferPointer<Double>) -> Double? {
    kind == .medianGap ? Statistics.percentile(gaps, 0.5) : Statistics.variation(gaps)
  }
}
