import Testing

@testable import Engine

@Suite("Whole numbers are kept in the narrowest width")
struct NarrowIntegersTests {
  /// More than several threads share out.
  private static let rows = Parallel.morsel * 2 + 77

  static let widths: [(Int64, bytes: Int)] = [
    (0, 1), (127, 1), (-128, 1), (128, 2), (-129, 2), (32_767, 2), (-32_768, 2), (32_768, 4),
    (-32_769, 4), (2_147_483_647, 4), (-2_147_483_648, 4), (2_147_483_648, 8),
    (-2_147_483_649, 8), (.max, 8), (.min, 8),
  ]

  @Test(arguments: widths)
  func oneNumberDecides(extreme: Int64, bytes: Int) {
    var numbers = [Int64](repeating: -1, count: Self.rows)
    numbers[Self.rows - 1] = extreme
    for threads in [1, 3] {
      let kept = numbers.withUnsafeBufferPointer { Integers.narrowest($0, threads: threads) }
      #expect(kept.bytes == bytes)
      #expect((0..<Self.rows).allSatisfy { kept[$0] == numbers[$0] })
      let known = Bitmap(count: Self.rows, where: { $0 != Self.rows - 1 })
      let without = Integers.narrowed(Buffer(numbers), validity: known, threads: threads)
      #expect(without.bytes == 1)
      let all = Integers.narrowed(Buffer(numbers), validity: nil, threads: threads)
      #expect(all.bytes == bytes)
    }
  }
}

@Suite("Fractions that are whole are keys of groups")
struct WholeFractionTests {
  private static let rows = 1_003
  private let context = ExecutionContext(threads: 2)

  private func keys(_ values: [Double], known: Bitmap? = nil) -> DirectKeys? {
    DirectKeys(
      [Column(.float, .doubles(Buffer(values)), validity: known, count: values.count)], context)
  }

  @Test func wholeNumbersAreNumberedFromTheLeast() throws {
    let values = (0..<Self.rows).map { Double($0 * 7 % 41 - 20) }
    let numbered = try #require(keys(values))
    #expect(numbered.size == 42)
    for row in 0..<Self.rows { #expect(numbered.code(ofRow: row) == Int(values[row]) + 20) }
  }

  @Test(arguments: [0.5, .nan, .infinity, -.infinity, 0x1p52, -0x1p51, 1e300, 19.999999999])
  func oneOtherNumberRefusesAll(other: Double) {
    for place in [0, 5, 500, Self.rows - 1] {
      var values = (0..<Self.rows).map { Double($0 % 20) }
      values[place] = other
      #expect(keys(values) == nil)
      // A null's place may hold anything, and its neighbours still count.
      let known = Bitmap(count: Self.rows, where: { $0 != place && $0 % 3 != 1 })
      #expect(keys(values, known: known)?.size == 21)
      #expect(keys(values, known: Bitmap(count: Self.rows, where: { $0 % 8 == place % 8 })) == nil)
    }
  }
}

extension Integers {
  fileprivate var bytes: Int {
    switch self {
    case .int8: 1
    case .int16: 2
    case .int32, .seconds: 4
    case .int64: 8
    }
  }
}
