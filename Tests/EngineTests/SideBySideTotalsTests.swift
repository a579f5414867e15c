import Testing

@testable import Engine

/// Groups kept in several tables come to what one row after the other comes to.
@Suite struct SideBySideTotalsTests {
  private struct Rows {
    let groups: [UInt32]
    let values: [Int64]
    let words: [UInt64]

    /// - Parameter chance: of how many in 256 rows count.
    init(_ count: Int, groups size: Int, chance: UInt64, values: (UInt64) -> Int64) {
      var random = SeededNumbers(seed: UInt64(count) &* 31 &+ chance)
      groups = (0..<count).map { _ in UInt32(random.next() % UInt64(size)) }
      self.values = (0..<count).map { _ in values(random.next()) }
      var words = [UInt64](repeating: 0, count: Bitmap.words(for: count))
      for row in 0..<count where random.next() % 256 < chance {
        words[row >> 6] |= 1 << UInt64(row & 63)
      }
      self.words = words
    }

    func counts(_ row: Int) -> Bool { words[row >> 6] >> UInt64(row & 63) & 1 == 1 }

    /// `body` with the rows as an accumulator gets them, and their values.
    func with(_ body: (GroupRows, UnsafePointer<Int64>) -> Void) {
      var words = words
      words.withUnsafeMutableBufferPointer { bits in
        groups.withUnsafeBufferPointer { groups in
          values.withUnsafeBufferPointer { values in
            let bits = bits.baseAddress.unsafelyUnwrapped
            withUnsafePointer(to: groups.baseAddress.unsafelyUnwrapped) { only in
              let rows = GroupRows(
                count: groups.count, groups: GroupLanes(start: only, count: 1), bits: bits,
                passing: Bitmap.population(bits, groups.count))
              body(rows, values.baseAddress.unsafelyUnwrapped)
            }
          }
        }
      }
    }
  }

  @Test(arguments: [1, 63, 200, 2_048], [UInt64(256), 200, 40, 0])
  func countsAndSumsAreThoseOfTheRows(count: Int, chance: UInt64) throws {
    let size = 7
    let totals = try #require(SideBySideTotals(groups: size, rows: 1 << 20, hasSums: true))
    var (counts, sums) = ([Int64](repeating: 1, count: size), [Int64](repeating: -2, count: size))
    let rows = Rows(count, groups: size, chance: chance) { Int64(bitPattern: $0) >> 20 }
    rows.with { given, values in
      #expect(totals.add(values, given) {})
      totals.count(given)
    }
    #expect(!totals.empty(into: &counts, &sums))
    for group in 0..<size {
      let own = (0..<count).filter { rows.counts($0) && rows.groups[$0] == group }
      #expect(counts[group] == 1 + 2 * Int64(own.count))
      #expect(sums[group] == -2 + own.reduce(0) { $0 + rows.values[$1] })
    }
    // Nothing is left for a second time.
    let (before, then) = (counts, sums)
    #expect(!totals.empty(into: &counts, &sums))
    #expect(counts == before && sums == then)
  }

  @Test func tablesAreEmptiedBeforeTheyOverflow() throws {
    let totals = try #require(SideBySideTotals(groups: 2, rows: 1 << 20, hasSums: true))
    var (counts, sums) = ([Int64](repeating: 0, count: 2), [Int64](repeating: 0, count: 2))
    var settled = 0
    var overflowed = false
    // 2⁴⁰ a row and 2,048 rows a time: 2⁵¹ a time, beyond 2⁶² and 2⁶³ in the end.
    let rows = Rows(2_048, groups: 2, chance: 256) { _ in 1 << 40 }
    for _ in 0..<(1 << 14) {
      rows.with { given, values in
        let isAdded = totals.add(values, given) {
          settled += 1
          overflowed = totals.empty(into: &counts, &sums) || overflowed
        }
        #expect(isAdded)
      }
    }
    overflowed = totals.empty(into: &counts, &sums) || overflowed
    #expect(settled > 0)
    #expect(overflowed)
    #expect(counts[0] + counts[1] == 2_048 << 14)
  }

  @Test func valuesTooGreatForTheTablesAreLeftToOthers() throws {
    let totals = try #require(SideBySideTotals(groups: 2, rows: 1 << 20, hasSums: true))
    for value in [Int64.max, .min, 1 << 52] {
      Rows(2_048, groups: 2, chance: 256) { _ in value }.with { given, values in
        #expect(!totals.add(values, given) {})
      }
    }
    #expect(SideBySideTotals(groups: 1, rows: 1 << 20, hasSums: true) == nil)
    #expect(SideBySideTotals(groups: 1 << 13, rows: 1 << 20, hasSums: true) == nil)
    #expect(SideBySideTotals(groups: 100, rows: 100, hasSums: true) == nil)
  }
}
