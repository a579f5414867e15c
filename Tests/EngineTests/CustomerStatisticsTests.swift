import Testing

@testable import Engine

/// Statistics that are worked out as values come, against those of sorted values.
@Suite struct CustomerStatisticsTests {
  @Test func codesAreCountedAsSortedOnesAre() {
    var random = SeededNumbers(seed: 31)
    let counts = CodeCounts(12)
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
