import Syntax
import Testing

@testable import Shell

@Suite struct RenderingTableTests {
  @Test func wideTerminalShowsEverything() {
    #expect(
      joined(TableRenderer(Surface(width: 200)).lines(Sample.mixed)) == """
         id  姓名        city     orders      spend   share  last_order           note
         ──  ──────────  ───────  ──────  ─────────  ──────  ───────────────────  ──────────────────────────────────
         C1  王小明      杭州         12  12,345.67  50.0 %  2025-08-24 01:46:40  常客，喜欢折扣与包邮，常在周末下单
         C2  Zoe\u{301} Mu\u{308}ller  Köln      1,234      -0.50  25.0 %  2025-01-01 00:00:00
         C3  שלום עולם   القاهرة       0       0.00  <0.1 %  1970-01-01 00:00:00  ␛[2J⟨U+202E⟩abc
         C4  ∅           👩\u{200D}👩\u{200D}👧 Ltd        ∅          ∅       ∅  ∅                    a⏎b␉c
         … 4,980 more rows
        """)
  }

  @Test func textsShrinkBeforeColumnsAreHidden() {
    #expect(
      joined(TableRenderer(Surface(width: 80)).lines(Sample.mixed)) == """
         id  姓名      city     orders      spend   share  last_order           note
         ──  ────────  ───────  ──────  ─────────  ──────  ───────────────────  ────────
         C1  王小明    杭州         12  12,345.67  50.0 %  2025-08-24 01:46:40  常客，…
         C2  Zoe\u{301} Mu\u{308}l…  Köln      1,234      -0.50  25.0 %  2025-01-01 00:00:00
         C3  שלום עו…  القاهرة       0       0.00  <0.1 %  1970-01-01 00:00:00  ␛[2J⟨U+…
         C4  ∅         👩\u{200D}👩\u{200D}👧 Ltd        ∅          ∅       ∅  ∅                    a⏎b␉c
         … 4,980 more rows
        """)
  }

  @Test func hiddenColumnsAreNamed() {
    #expect(
      joined(TableRenderer(Surface(width: 40, language: .zh)).lines(Sample.mixed)) == """
         id  姓名        city     …  note
         ──  ──────────  ───────  ─  ───────────
         C1  王小明      杭州     …  常客，喜欢…
         C2  Zoe\u{301} Mu\u{308}ller  Köln     …
         C3  שלום עולם   القاهرة  …  ␛[2J⟨U+202…
         C4  ∅           👩\u{200D}👩\u{200D}👧 Ltd   …  a⏎b␉c
         … 还有 4,980 行
         + 4 列：orders, spend, share,
         last_order
        """)
  }

  @Test func noTerminalCutsNothing() {
    let lines = TableRenderer(Surface()).lines(Sample.mixed)
    #expect(lines == TableRenderer(Surface(width: 200)).lines(Sample.mixed))
  }

  @Test func totalsStandBelowALine() {
    #expect(
      joined(TableRenderer(Surface(width: 40)).lines(Sample.pivot)) == """
         地区   customers    share
         ─────  ─────────  ───────
         华东       1,204   60.2 %
         海外         796   39.8 %
         ─────  ─────────  ───────
         total      2,000  100.0 %
        """)
  }

  @Test func boxHasLinesAllAround() {
    #expect(
      joined(TableRenderer(Surface(width: 40), look: .box(.unicode)).lines(Sample.pivot)) == """
        ┌───────┬───────────┬─────────┐
        │ 地区  │ customers │   share │
        ├───────┼───────────┼─────────┤
        │ 华东  │     1,204 │  60.2 % │
        │ 海外  │       796 │  39.8 % │
        ├───────┼───────────┼─────────┤
        │ total │     2,000 │ 100.0 % │
        └───────┴───────────┴─────────┘
        """)
  }

  @Test func asciiTablesHaveNoOtherSigns() {
    let surface = Surface(width: 40, glyphs: .ascii)
    #expect(
      joined(TableRenderer(surface, look: .box(.ascii)).lines(Sample.pivot)) == """
        +-------+-----------+---------+
        | 地区  | customers |   share |
        +-------+-----------+---------+
        | 华东  |     1,204 |  60.2 % |
        | 海外  |       796 |  39.8 % |
        +-------+-----------+---------+
        | total |     2,000 | 100.0 % |
        +-------+-----------+---------+
        """)
  }

  @Test func colourIsAddedAroundTheSameText() {
    let plain = TableRenderer(Surface(width: 80)).lines(Sample.mixed)
    let coloured = TableRenderer(Surface(width: 80, style: .coloured)).lines(Sample.mixed)
    #expect(coloured.map(withoutColour) == plain)
    #expect(coloured[0].hasPrefix(" \u{1B}[1mid\u{1B}[0m"))
    #expect(coloured[5].contains("\u{1B}[2m∅"))
  }

  @Test func emptyTextAndNullDiffer() {
    let screen = Screen(
      columns: [.init("a", .text)], rows: [.init([.text("")]), .init([.null])])
    #expect(TableRenderer(Surface()).lines(screen) == [" a", " ─", "", " ∅"])
  }

  @Test func moneyKeepsTheDecimalsItNeeds() {
    #expect(
      column(.money(scale: 3), [.decimal(8_911_407_904, scale: 3), .decimal(1_500, scale: 3)])
        == ["8,911,407.904", "1.500"])
    #expect(
      column(.money(scale: 3), [.decimal(1_500, scale: 3), .decimal(2_000, scale: 3)])
        == ["1.50", "2.00"])
    #expect(column(.money(scale: 6), [.decimal(15_356_312, scale: 6)]) == ["15.36"])
    #expect(column(.money(scale: 0), [.decimal(1_500, scale: 0)]) == ["1,500"])
    #expect(
      column(.decimal(scale: 2), [.decimal(150, scale: 2), .decimal(200, scale: 2)])
        == ["1.5", "2.0"])
  }

  @Test func floatsOfAColumnAgreeInTheirDecimals() {
    #expect(column(.float, [.double(12_345.678), .double(1.5)]) == ["12,345.7", "1.5"])
    #expect(column(.float, [.double(12.3456), .double(1.5)]) == ["12.346", "1.500"])
    #expect(column(.float, [.double(3), .double(1_000)]) == ["3", "1,000"])
    #expect(column(.float, [.double(0.01234)]) == ["0.01234"])
  }

  @Test func idsAreNeitherGroupedNorCut() {
    #expect(column(.identifier, [.integer(123_456)]) == ["123456"])
    let screen = Screen(
      columns: [.init("id", .identifier), .init("x", .text)],
      rows: [.init([.text("CUSTOMER-0001"), .text("some longer text")])])
    let lines = TableRenderer(Surface(width: 26)).lines(screen)
    #expect(lines[2] == " CUSTOMER-0001  some long…")
  }

  @Test func hiddenColumnsLeaveTheFirstAndTheLast() {
    let requests = (0..<6).map { _ in
      TableLayout.Request(title: 5, values: 10, isShrinkable: false)
    }
    let layout = TableLayout(requests, width: 50, edges: 1, gap: 2, marker: 1)
    #expect(layout.visible == [0, 1, 2, 5])
    #expect(layout.hidden == [3, 4])
    #expect(layout.widths == [10, 10, 10, 10])
  }

  private func column(_ kind: Screen.Kind, _ cells: [Screen.Cell]) -> [String] {
    let screen = Screen(columns: [.init("x", kind)], rows: cells.map { .init([$0]) })
    let format = ColumnFormat(screen, column: 0, glyphs: .unicode)
    return cells.map { format.text($0) }
  }
}

/// `line` less its escape sequences.
func withoutColour(_ line: String) -> String {
  line.replacing(/\u{1B}\[[0-9;]*m/, with: "")
}
