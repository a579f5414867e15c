extension Accumulator {
  /// Takes in what another thread worked out from later rows.
  func merge(_ other: Accumulator) {
    overflowed = overflowed || other.overflowed
    if !shares(with: other) { mergeStates(other) }
    takeValues(of: other)
  }

  private func mergeStates(_ other: Accumulator) {
    switch aggregate.kind {
    case .first, .last: mergePicks(other)
    case .minimum:
      mergeValues(other, min, min)
      mergeCounts(other)
    case .maximum:
      mergeValues(other, max, max)
      mergeCounts(other)
    case .sequence: mergeCounts(other)
    case .sum, .average, .shareOfRows, .count, .any, .countDistinct, .percentile,
      .standardDeviation, .mode, .medianGap, .gapVariation, .concentration:
      mergeSums(other)
      mergeCounts(other)
      if let more = other.distinct { distinct?.merge(more) }
    }
  }

  private func mergeCounts(_ other: Accumulator) {
    for group in 0..<groups { counts[group] += other.counts[group] }
  }

  private func mergeSums(_ other: Accumulator) {
    if let ints, let more = other.ints {
      for group in 0..<groups {
        let (total, over) = ints[group].addingReportingOverflow(more[group])
        ints[group] = total
        overflowed = overflowed || over
      }
    }
    if let doubles, let more = other.doubles {
      for group in 0..<groups { doubles[group] += more[group] }
    }
  }

  private func mergeValues(
    _ other: Accumulator, _ pickInt: (Int64, Int64) -> Int64,
    _ pickDouble: (Double, Double) -> Double
  ) {
    if let ints, let more = other.ints {
      for group in 0..<groups { ints[group] = pickInt(ints[group], more[group]) }
    }
    if let doubles, let more = other.doubles {
      for group in 0..<groups { doubles[group] = pickDouble(doubles[group], more[group]) }
    }
  }

  private func mergePicks(_ other: Accumulator) {
    guard let keys, let theirs = other.keys else { return }
    let wantsFirst = aggregate.kind == .first
    for group in 0..<groups where other.counts[group] > 0 {
      let isBetter = wantsFirst ? theirs[group] < keys[group] : theirs[group] >= keys[group]
      guard counts[group] == 0 || isBetter else { continue }
      counts[group] = other.counts[group]
      keys[group] = theirs[group]
      if let more = other.ints { ints?[group] = more[group] }
      if let more = other.doubles { doubles?[group] = more[group] }
    }
  }
}
