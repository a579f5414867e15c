/// Percentiles of groups of which only the values between bounds were kept.
struct BoundedRuns: Sendable {
  private let bounds: PercentileBounds
  /// The number of values that are smaller than each bound.
  private let below: [Int]
  /// The number of each group's values, kept or not.
  private let counts: [Int]

  /// - Parameter parts: what each thread kept.
  init(_ bounds: PercentileBounds, _ parts: [Collected], _ counts: UnsafeBufferPointer<Int64>) {
    self.bounds = bounds
    below = (0..<bounds.lows.count).map { index in parts.reduce(0) { $0 + $1.below[index] } }
    self.counts = counts.map { Int($0) }
  }

  /// Interpolated linearly between neighbours; nil where these do not lie between the bounds.
  ///
  /// - Parameter run: the group's values that were kept.
  func percentile<T: LaneNumber>(
    _ run: UnsafeMutableBufferPointer<T>, of group: Int, _ fraction: Double
  ) -> Double? {
    guard let place = bounds.fractions.firstIndex(of: fraction) else { return nil }
    let index = group * bounds.fractions.count + place
    let (low, weight) = Statistics.place(fraction, counts[group])
    let (bottom, top) = (bounds.lows[index], bounds.highs[index])
    // A value may be no number, which is in no order.
    guard !run.contains(where: { $0 != $0 }) else { return nil }
    let room = BulkMemory.allocate(T.self, run.count + 1)
    defer { BulkMemory.release(room) }
    var end = room
    for value in run {
      end.initialize(to: value)
      end += value.position >= bottom && value.position <= top ? 1 : 0
    }
    let between = UnsafeMutableBufferPointer(start: room, count: end - room)
    let wanted = low - below[index]
    guard wanted >= 0, wanted < between.count else { return nil }
    let first = Selection.element(wanted, of: between)
    guard weight > 0, low + 1 < counts[group] else { return first.position }
    guard wanted + 1 < between.count else { return nil }
    let second = Statistics.least(between, from: wanted + 1)
    return first.position + (second.position - first.position) * weight
  }
}
