import Testing

@testable import Engine

/// Times kept as seconds are the same times as those kept as microseconds.
@Suite struct WholeSecondsTests {
  private static let count = 10_007
  private let context = ExecutionContext(threads: 2)

  /// Times around now and the epoch, the same, and both ends of what seconds hold.
  private static let seconds: [Int32] = {
    var random = SeededNumbers(seed: 7)
    return (0..<count).map { row in
      switch row % 4 {
      case 0: Int32(truncatingIfNeeded: random.next() % 200_000) - 100_000
      case 1: 1_700_000_000 + Int32(truncatingIfNeeded: random.next() % 100_000_000)
      case 2: [0, -1, 1, 86_399, 86_400, -86_400, -86_401, .min, .max][row / 4 % 9]
      default: Int32(truncatingIfNeeded: random.next())
      }
    }
  }()
  private static let times = seconds.map { Int64($0) * 1_000_000 }

  private let kept = Integers.seconds(Buffer(seconds))
  private let wide = Integers.int64(Buffer(times))

  private func lanes(_ body: (UnsafeMutablePointer<Int64>) -> Int) -> [Int64] {
    [Int64](unsafeUninitializedCapacity: Self.count) { out, filled in
      filled = body(out.baseAddress.unsafelyUnwrapped)
    }
  }

  @Test func lanesAreMicroseconds() {
    #expect((0..<Self.count).allSatisfy { kept[$0] == Self.times[$0] })
    for start in [0, 1, 4_000] {
      let read = lanes {
        kept.widen(from: start, count: Self.count - start, to: $0)
        return Self.count - start
      }
      #expect(read == Array(Self.times[start...]))
    }
    let rows = (0..<UInt32(Self.count)).filter { $0 % 7 != 3 }.reversed().map(\.self)
    let listed = rows.withUnsafeBufferPointer { rows in
      lanes {
        kept.gather(rows, to: $0)
        return rows.count
      }
    }
    #expect(listed == rows.map { Self.times[Int($0)] })
    let chosen = Bitmap(count: Self.count) { $0 % 5 == 1 }
    #expect(
      lanes { kept.gather(chosen, to: $0) }
        == (0..<Self.count).filter { chosen[$0] }.map { Self.times[$0] })
    #expect(kept.extremes(context) == wide.extremes(context))
  }

  @Test func rangesOfMicrosecondsFindTheirSeconds() {
    var random = SeededNumbers(seed: 11)
    var ranges: [ClosedRange<Int64>] = [
      .min ... .max, .min ... -1, 0 ... .max, 1...999_999, -999_999 ... -1, -1...1, 0...0,
      999_999...1_000_000,
      -1_000_001 ... -1_000_000, .max ... .max, .min ... .min,
    ]
    for _ in 0..<200 {
      let bounds = [0, 1].map { _ in
        let time = Self.times[Int(random.next() % UInt64(Self.count))]
        return time + Int64(random.next() % 3_000_000) - 1_500_000
      }
      ranges.append(min(bounds[0], bounds[1])...max(bounds[0], bounds[1]))
    }
    for range in ranges {
      for isInverted in [false, true] {
        let test = StoredTest(values: .numbers(kept, range), isInverted: isInverted, validity: nil)
        let memory = ChunkMemory()
        let bits = StoredProbe(test).bits(from: 3, count: Self.count - 3, memory)
        let found = (0..<Self.count - 3).filter { bits[$0 >> 6] >> UInt64($0 & 63) & 1 == 1 }
        let expected = (3..<Self.count).filter { range.contains(Self.times[$0]) != isInverted }
        #expect(found.map { $0 + 3 } == expected, "\(range)")
      }
    }
  }

  @Test func daysAreThoseOfMicroseconds() {
    let memory = ChunkMemory()
    for low in [Int64(-24_856), -3, 0] {
      let rows = (0..<Self.count).filter { Self.seconds[$0] >= low * 86_400 }
      let own = Integers.seconds(Buffer(rows.map { Self.seconds[$0] }))
      let days = memory.codes(rows.count)
      DayNumbers.write(own, .run(0, rows.count), from: low, to: days, memory)
      for (place, row) in rows.enumerated() {
        // Rounded down, before 1970 too.
        let day = Int64((Double(Self.seconds[row]) / 86_400).rounded(.down))
        #expect(Int64(days[place]) == day - low)
      }
    }
  }

  @Test func onlyWholeSecondsAreKeptSo() {
    func kept(_ times: [Int64]) -> Integers { times.withUnsafeBufferPointer { .times($0) } }
    guard case .seconds = kept(Self.times) else { return #expect(Bool(false), "are seconds") }
    let others: [Int64] = [
      1, -1, 1_700_000_000_000_001, (Int64(Int32.max) + 1) * 1_000_000,
      (Int64(Int32.min) - 1) * 1_000_000, .max, .min,
    ]
    for other in others {
      let times = Self.times + [other]
      let own = kept(times)
      if case .seconds = own { #expect(Bool(false), "\(other) is no second") }
      #expect(times.indices.allSatisfy { own[$0] == times[$0] })
    }
  }

  /// However many were read as seconds before one that is none.
  @Test(arguments: [0, 1, 5_000])
  func aFractionWhileReadingLosesNothing(before: Int) {
    let store = LaneStore(areTimes: true)
    let times = Array(Self.times[..<before]) + [1_700_000_000_000_001] + Self.times
    for start in stride(from: 0, to: times.count, by: 512) {
      let batch = Array(times[start..<min(start + 512, times.count)])
      batch.withUnsafeBufferPointer {
        store.append($0.baseAddress.unsafelyUnwrapped, nil, count: batch.count)
      }
    }
    #expect(!store.areSeconds && store.width == 8)
    #expect(times.indices.allSatisfy { store[$0] == times[$0] })
  }

  @Test func filesOfOneTableAreJoined() throws {
    func column(_ integers: Integers) -> Column {
      Column(.timestamp, .integers(integers), count: integers.count)
    }
    let odd = Integers.int64(Buffer([Int64(1_700_000_000_000_001)]))
    for (second, isKept) in [(kept, true), (odd, false)] {
      let joined = try ColumnConcatenation.concatenate(
        [.init(column(kept), count: kept.count), .init(column(second), count: second.count)],
        name: "time")
      guard case .integers(let numbers) = joined.storage else {
        return #expect(Bool(false), "numbers")
      }
      if case .seconds = numbers { #expect(isKept) } else { #expect(!isKept) }
      #expect((0..<kept.count).allSatisfy { numbers[$0] == kept[$0] })
      #expect((0..<second.count).allSatisfy { numbers[kept.count + $0] == second[$0] })
    }
  }
}
