import Syntax
import Testing

@testable import Engine

/// Percentiles of many rows, of which only those between the bounds of a sample are kept, are those of
/// sorted values (`percentile_cont`).
@Suite struct PercentileBoundsTests {
  private static let rows = 200_000
  private static let fractions = [0, 0.1, 0.5, 0.9, 0.99, 1]

  /// Few and many different values, rising ones, and groups of very different sizes.
  enum Values: CaseIterable { case few, many, rising, skewed }

  @Test(arguments: Values.allCases, [1, 3])
  func groupsHaveThePercentilesOfSortedValues(values: Values, groups: Int) throws {
    var random = SeededNumbers(seed: UInt64(groups) * 17)
    let codes = (0..<Self.rows).map { _ in
      let number = Int(random.next() % UInt64(groups * groups))
      return UInt32(Double(number).squareRoot())
    }
    let whole = (0..<Self.rows).map { row in Self.value(values, row, &random) }
    let known = Bitmap(
      count: Self.rows, rows: (0..<Self.rows).filter { _ in random.next() % 9 != 0 })
    let columns = [
      Column(
        .float, .doubles(Buffer(whole.map { Double($0) / 4 })), validity: known, count: Self.rows),
      Column(
        .int, .integers(.int64(Buffer(whole))), validity: known, count: Self.rows),
    ]
    for rows in [Relation.Rows.all(Self.rows), Self.someRows(&random)] {
      let relation = Relation(
        fields: [Field("x"), Field("y")], columns: columns, rows: rows, identity: .none)
      var sorted = [[Int64]](repeating: [], count: groups)
      for row in relation.rowList where known[Int(row)] {
        sorted[Int(codes[Int(row)])].append(whole[Int(row)])
      }
      sorted = sorted.map { $0.sorted() }
      for (index, unit) in [4.0, 1].enumerated() {
        let found = try Self.percentiles(
          of: index, relation, groups == 1 ? .single : .codes(Buffer(codes)), groups)
        for (fraction, column) in zip(Self.fractions, found) {
          for group in 0..<groups {
            let expected = Self.percentile(fraction, sorted[group]) / unit
            #expect(abs(Self.number(column, group) - expected) <= abs(expected) * 1e-12)
          }
        }
      }
    }
  }

  /// Where a sample misled, kept values do not tell the percentile; then nothing is made up.
  @Test func valuesBeyondTheBoundsAreNoticed() {
    let sample = Collected(isDouble: true, rows: 100, bounds: nil)
    for value in 0..<100 { sample.doubles?.append(Double(value)) }
    for _ in 0..<100 { sample.groups.append(0) }
    var count: [Int64] = [100]
    guard let doubles = sample.doubles else { return }
    let runs = GroupRuns([doubles], [sample.groups], &count, 1, ExecutionContext(threads: 1))
    let bounds = PercentileBounds([0.5], runs, groups: 1, threads: 1)
    let kept = Collected(isDouble: true, rows: 1, bounds: bounds)
    for (below, isFound) in [(0, false), (480, false), (499, true), (500, false), (900, false)] {
      kept.below[0] = below
      var counts: [Int64] = [1000]
      let bounded = counts.withUnsafeMutableBufferPointer {
        BoundedRuns(bounds, [kept], UnsafeBufferPointer($0))
      }
      var run = [50.0, 51]
      let found = run.withUnsafeMutableBufferPointer { bounded.percentile($0, of: 0, 0.5) }
      #expect(found == (isFound ? 50.5 : nil), "\(below)")
    }
  }

  @Test func boundsOfASampleHoldWhatTheyShould() {
    let places = SamplePlaces.places(1000, of: 123_456)
    #expect(places == places.sorted() && Set(places).count == 1000)
    #expect(places.allSatisfy { 0..<123_456 ~= $0 })
  }

  private static func value(
    _ values: Values, _ row: Int, _ random: inout SeededNumbers
  ) -> Int64 {
    switch values {
    case .few: Int64(random.next() % 3)
    case .many: Int64(random.next() % 1_000_000) - 500_000
    case .rising: Int64(row) - 1000
    case .skewed: Int64(1) << Int64(random.next() % 50)
    }
  }

  private static func someRows(_ random: inout SeededNumbers) -> Relation.Rows {
    .bits(Bitmap(count: rows, rows: (0..<rows).filter { _ in random.next() % 5 != 0 }))
  }

  private static func percentiles(
    of column: Int, _ relation: Relation, _ groups: GroupCodes, _ count: Int
  ) throws -> [Column] {
    let argument = BoundExpression(
      .column(column), type: relation.columns[column].type, at: Span(0, 0))
    var notices = Notices()
    return try Aggregation(
      relation: relation, groups: groups, groupCount: count,
      aggregates: fractions.map {
        BoundAggregate(
          kind: .percentile($0), argument: argument, filter: nil, by: nil, perUnit: false,
          type: .float)
      }
    ).run(ExecutionContext(threads: 2), &notices)
  }

  private static func percentile(_ fraction: Double, _ sorted: [Int64]) -> Double {
    let position = fraction * Double(sorted.count - 1)
    let low = Int(position)
    let high = min(low + 1, sorted.count - 1)
    return Double(sorted[low]) + Double(sorted[high] - sorted[low]) * (position - Double(low))
  }

  private static func number(_ column: Column, _ row: Int) -> Double {
    if case .float(let number) = column.value(row) { number } else { .nan }
  }
}
