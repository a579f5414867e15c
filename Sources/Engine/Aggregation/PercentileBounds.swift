/// Between which values the percentiles of each group lie, as a sample of the rows tells: of the others
/// it is enough to know how many are smaller (after Floyd and Rivest, 1975).
struct PercentileBounds: Sendable {
  let fractions: [Double]
  /// Those of group g and fraction f at g · fractions + f; both bounds lie between.
  let lows: Buffer<Double>
  let highs: Buffer<Double>

  /// - Parameter sample: some values of each group, which are sorted.
  init<T: LaneNumber>(_ fractions: [Double], _ sample: GroupRuns<T>, groups: Int, threads: Int) {
    self.fractions = fractions
    let count = groups * fractions.count
    let lows = BulkMemory.filled(count, -Double.infinity, threads: 1)
    let highs = BulkMemory.filled(count, Double.infinity, threads: 1)
    let out = (low: SharedPointer(lows), high: SharedPointer(highs))
    Parallel.forEach(groups, threads: threads) { group in
      var run = sample.run(group)
      run.sort()
      for (place, fraction) in fractions.enumerated() {
        let bounds = Self.places(of: fraction, run.count)
        let index = group * fractions.count + place
        if bounds.lowerBound >= 0 { out.low.pointer[index] = run[bounds.lowerBound].position }
        if bounds.upperBound < run.count {
          out.high.pointer[index] = run[bounds.upperBound].position
        }
      }
    }
    self.lows = Buffer(adopting: lows, count: count)
    self.highs = Buffer(adopting: highs, count: count)
  }

  /// The places of the bounds in a sorted sample of `count` values, maybe outside of it: five standard
  /// deviations of a binomial count beside the fraction, which fail once in a million groups.
  private static func places(of fraction: Double, _ count: Int) -> ClosedRange<Int> {
    let middle = fraction * Double(count - 1)
    let margin = 5 * (Double(count) * fraction * (1 - fraction)).squareRoot() + 3
    return Int((middle - margin).rounded(.down))...Int((middle + margin + 1).rounded(.up))
  }
}

/// Numbers that aggregates keep. As `Double` large whole ones may fall together, but never change order.
protocol LaneNumber: Comparable, AdditiveArithmetic, BitwiseCopyable, Sendable {
  var position: Double { get }
}

extension Int64: LaneNumber {
  @inline(__always) var position: Double { Double(self) }
}

extension Double: LaneNumber {
  @inline(__always) var position: Double { self }
}
