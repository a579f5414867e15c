import Testing

@testable import Engine

/// Statistics that are worked out as values come, against those of sorted values.
@Suite struct CustomerStatisticsTests {
  @Test func codesAreCountedAsSortedOnesAre() {
    var random = SeededNumbers(seed: 31)
    let counts = CodeCounts(12)
    defer { counts.deallocate() }
    for length in 1...200 {
      let codes = (0..<length).map { _ in Int64(random.next() % 12) }
      let run = UnsafeMutableBufferPointer<Int64>.allocate(capacity: length)
      defer { run.deallocate() }
      _ = run.initialize(fromContentsOf: codes)
      let found = counts.count(run)
      let sizes = Dictionary(grouping: codes) { $0 }.mapValues(\.count)
      let most = sizes.values.max() ?? 0
      #expect(found.mode == sizes.filter { $0.value == most }.keys.min())
      #expect(found.different == Int64(sizes.count))
      let squares = sizes.values.reduce(0) { $0 + $1 * $1 }
      #expect(found.concentration == Double(squares) / Double(length * length))
    }
  }

  /// By the definition of `percentile_cont`, from values that the standard library sorts.
  @Test(arguments: [1, 2, 3, 4, 5, 12, 23, 24, 25, 100, 8_191, 8_192, 20_000], [1, 7, 1_000_000])
  func percentilesAreThoseOfSortedValues(length: Int, different: UInt64) {
    var random = SeededNumbers(seed: UInt64(length) + different)
    let whole = (0..<length).map { _ in Int64(random.next() % different) - 500 }
    let halves = whole.map { Double($0) / 2 }
    let sorted = halves.sorted()
    for fraction in [0, 0.01, 0.25, 0.5, 0.67, 0.999, 1] {
      let position = fraction * Double(length - 1)
      let low = Int(position)
      let high = min(low + 1, length - 1)
      let expected = sorted[low] + (sorted[high] - sorted[low]) * (position - Double(low))
      #expect(withRun(of: halves) { Statistics.percentile($0, fraction) } == expected)
      let found = withRun(of: whole) { Statistics.percentile($0, fraction) } ?? .nan
      #expect(abs(found / 2 - expected) < 1e-9)
    }
  }

  /// Two values that stand for all: no bound parts them.
  @Test func percentilesOfFewLongRunsAreThoseOfSortedValues() {
    for ones in [0, 1, 5_000, 9_999, 10_000] {
      let values = (0..<10_000).map { $0 * 7_919 % 10_000 < ones ? 1.0 : 0.0 }
      let sorted = values.sorted()
      let expected = sorted[4_999] + (sorted[5_000] - sorted[4_999]) * 0.5
      #expect(withRun(of: values) { Statistics.percentile($0, 0.5) } == expected)
    }
  }

  private func withRun<T: BitwiseCopyable, Result>(
    of values: [T], _ body: (UnsafeMutableBufferPointer<T>) -> Result
  ) -> Result {
    let run = UnsafeMutableBufferPointer<T>.allocate(capacity: values.count)
    defer { run.deallocate() }
    _ = run.initialize(fromContentsOf: values)
    return body(run)
  }

  @Test func daysOfTimesAreThoseOfTheCalendar() {
    var random = SeededNumbers(seed: 33)
    for low in [Int64(-3), 0, 19_358] {
      let start = low * CivilCalendar.microsecondsPerDay
      let length = 4_096 * CivilCalendar.microsecondsPerDay
      var times = (0..<20_000).map { _ in start + Int64(random.next() % UInt64(length)) }
      for day in 0..<Int64(4_096) {
        let midnight = start + day * CivilCalendar.microsecondsPerDay
        times += [midnight, midnight + CivilCalendar.microsecondsPerDay - 1]
      }
      let days = [UInt32](unsafeUninitializedCapacity: times.count) { out, filled in
        filled = times.count
        if let base = out.baseAddress { DayNumbers.write(times, times.count, from: low, to: base) }
      }
      #expect(
        zip(times, days).allSatisfy { time, day in
          Int64(day) + low == Int64((Double(time) / 86_400e6).rounded(.down))
            && Int64(day) + low == CivilCalendar.day(of: time)
        })
    }
  }

  @Test(arguments: [1.5, -1.5, 0, -0.25, 2, -2, 1e17, -1e17, .infinity, 4_503_599_627_370_497])
  func wholePartsAreThoseOfTheStandardLibrary(value: Double) {
    #expect(Rounding.whole(value) == value.rounded(.towardZero))
    #expect(Rounding.floor(value) == value.rounded(.down))
    #expect(-Rounding.floor(-value) == value.rounded(.up))
  }
}
