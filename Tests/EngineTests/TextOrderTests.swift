import Testing

@testable import Engine

/// The order of texts against comparing their bytes.
@Suite struct TextOrderTests {
  private func check(_ texts: Set<String>, _ note: Comment) {
    let arena = TextArena(texts)
    let ranks = TextOrder.ranks(arena, ExecutionContext(threads: 2))
    let sorted = texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let isOrdered = (0..<arena.count).allSatisfy {
      sorted[Int(ranks[$0])].utf8.elementsEqual(arena[$0])
    }
    #expect(isOrdered, note)
  }

  @Test func fewTexts() {
    check([], "none")
    check(["b", "", "a", "ab", "a\0", "a\0\0", "北京", "b\0a"], "few")
  }

  /// With so many that they are put in order some bytes at a time.
  @Test func manyTexts() {
    let numbers = 0..<20_000
    check(Set(numbers.map { "customer-\($0 * 7919 % 20_011)" }), "one beginning")
    check(Set(numbers.map { String(repeating: "x", count: $0 % 200) + "\($0)" }), "many lengths")
    check(Set(numbers.map { "\($0 % 10)" + String(repeating: "\0", count: $0 / 10 % 40) }), "zeros")
    check(Set(numbers.map { "\($0 % 5) of the long beginnings of texts \($0)" }), "few beginnings")
    let long = ["a", "b"].map { $0 + String(repeating: "long beginning ", count: 20) }
    check(Set(numbers.map { long[$0 % 2] + "\($0 * 7 % 20_011)" }), "very long beginnings")
    check(Set(numbers.map { ["客户", "顾客", "", "企業"][$0 % 4] + "编号\($0)" }), "Chinese")
    check(
      Set(numbers.map { "same beginning " + String(UInt64($0) &* 0x9E37_79B9_7F4A_7C15) }), "far")
  }

  @Test func someRowsOfAnArena() {
    let arena = TextArena((0..<30_000).map { "row \($0 * 7919 % 30_011)" })
    let rows = Buffer((0..<UInt32(30_000)).filter { $0 % 3 == 0 })
    let ranks = TextOrder.ranks(arena, rows: rows, ExecutionContext(threads: 2))
    let sorted = rows.values.map { arena.string(Int($0)) }.sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
    #expect((0..<rows.count).allSatisfy { sorted[Int(ranks[$0])] == arena.string(Int(rows[$0])) })
  }
}
