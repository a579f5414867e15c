import Syntax
import Testing

@testable import Engine

/// Orders and ranks against sorting and counting by the book.
@Suite struct RankingTests {
  /// Rows, and what keys are drawn from: narrow, wide with common low bits, and all there are.
  static let shapes: [(rows: Int, threads: Int, key: @Sendable (UInt64) -> UInt64)] = [
    (1, 2, { $0 }), (300, 2, { $0 % 7 }), (5_000, 3, { $0 % 1_000 << 20 + 1 << 63 }),
    (70_000, 2, { $0 % 50 == 0 ? .max : $0 % 90_000 }), (70_000, 3, { $0 }),
  ]

  @Test(arguments: shapes.indices)
  func rowsAreInTheOrderOfTheirKeys(shape: Int) {
    let (count, threads, key) = Self.shapes[shape]
    var random = SeededNumbers(seed: UInt64(shape))
    let keys = (0..<count).map { _ in key(random.next()) }
    let rows = (0..<UInt32(count)).filter { _ in count == 1 || random.next() % 4 > 0 }
    let sorted = RadixSort.sorted(
      Buffer(rows), by: Buffer(keys), ExecutionContext(threads: threads))
    let expected = rows.enumerated().sorted {
      let (a, b) = (keys[Int($0.element)], keys[Int($1.element)])
      return a == b ? $0.offset < $1.offset : a < b
    }.map(\.element)
    #expect(Array(sorted.rows.values) == expected)
    for place in expected.indices {
      let isFirst = place == 0 || keys[Int(expected[place])] != keys[Int(expected[place - 1])]
      #expect(sorted.starts[place] == isFirst)
    }
  }

  @Test(arguments: [1, 2, 374, 2_000, 20_000])
  func theFirstOfAnOrderAreNotAboveTheBound(count: Int) {
    let context = ExecutionContext(threads: 2)
    var random = SeededNumbers(seed: 9)
    for size: UInt64 in [500, 1 << 20, 1 << 44, .max] {
      let keys = (0..<50_000).map { _ in random.next() % size }
      let bound = FirstOfOrder.bound(of: count, Buffer(keys), context)
      #expect(keys.sorted()[count - 1] <= bound)
      // Not many more either, where keys differ.
      if size > 1 << 40 { #expect(keys.count { $0 <= bound } < count + keys.count / 1_000) }
    }
  }

  /// 40,000 amounts with ties; every third customer is not among those ranked.
  private static let amounts: [Int64] = {
    var random = SeededNumbers(seed: 11)
    return (0..<40_000).map { _ in Int64(random.next() % 9_000) - 100 }
  }()
  private static let population = Bitmap(count: 40_000) { $0 % 3 != 0 }
  private static func ranking() throws -> Ranking {
    try Ranking(
      Column(.decimal(scale: 2), .integers(.int64(Buffer(amounts))), count: 40_000), population,
      ExecutionContext(threads: 2))
  }
  private static let ranked = amounts.indices.filter { $0 % 3 != 0 }

  @Test func sharesAreOfThoseWithAsMuchOrMore() throws {
    let ranking = try Self.ranking()
    let shares = ranking.column(.cumulativeShare, type: .float)
    let total = Self.ranked.reduce(0) { $0 + Self.amounts[$1] }
    for row in stride(from: 1, to: 40_000, by: 997) where row % 3 != 0 {
      let held = Self.ranked.filter { Self.amounts[$0] >= Self.amounts[row] }
        .reduce(0) { $0 + Self.amounts[$1] }
      #expect(shares.value(row) == .float(Double(held) / Double(total)))
    }
    #expect(shares.isNull(0) && shares.isNull(39_999) && !shares.isNull(1))
  }

  @Test func classesAndRanksCountThoseBelow() throws {
    let ranking = try Self.ranking()
    let percent = ranking.column(.percentRank, type: .float)
    let classes = ranking.column(.quantileClass(7), type: .int)
    let (count, many) = (Self.ranked.count, ranking.column(.quantileClass(300), type: .int))
    for row in stride(from: 2, to: 40_000, by: 1_009) where row % 3 != 0 {
      let below = Self.ranked.count { Self.amounts[$0] < Self.amounts[row] }
      #expect(percent.value(row) == .float(Double(below) / Double(count - 1)))
      #expect(classes.value(row) == .int(Int64(below * 7 / count) + 1))
      #expect(many.value(row) == .int(Int64(below * 300 / count) + 1))
    }
  }

  @Test func tilesDifferByOneAndSplitTies() throws {
    let ranking = try Self.ranking()
    let tiles = ranking.column(.ntile(7), type: .int)
    let order = Self.ranked.sorted { (Self.amounts[$0], $0) < (Self.amounts[$1], $1) }
    let size = order.count / 7
    let larger = order.count % 7
    var tile: [Int: Int64] = [:]
    var place = 0
    for number in 0..<7 {
      for _ in 0..<(number < larger ? size + 1 : size) {
        tile[order[place]] = Int64(number) + 1
        place += 1
      }
    }
    #expect(order.allSatisfy { tiles.value($0) == .int(tile[$0] ?? 0) })
    let byAmount = Dictionary(grouping: order) { Self.amounts[$0] }
    let split = byAmount.values.filter { Set($0.map { tile[$0] }).count > 1 }.flatMap(\.self)
    #expect(ranking.splitTies(7) == split.count)
  }

  @Test func percentilesLieBetweenNeighbours() throws {
    let ranking = try Self.ranking()
    let sorted = Self.ranked.map { Double(Self.amounts[$0]) }.sorted()
    for fraction in [0, 0.2, 0.333, 0.5, 1] {
      let place = fraction * Double(sorted.count - 1)
      let low = Int(place)
      let next = min(low + 1, sorted.count - 1)
      let expected = sorted[low] + (sorted[next] - sorted[low]) * (place - Double(low))
      #expect(ranking.percentile(fraction) == expected)
    }
    let nobody = try Ranking(
      .constant(.int(1), type: .int, count: 4), Bitmap(count: 4, all: false),
      ExecutionContext())
    #expect(nobody.percentile(0.5) == nil)
  }
}
