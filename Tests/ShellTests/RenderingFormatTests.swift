import Testing

@testable import Shell

@Suite struct RenderingFormatTests {
  private let exact = Screen(
    columns: [
      .init("id", .identifier), .init("a,b", .text), .init("spend", .money(scale: 3)),
      .init("share", .share), .init("day", .day), .init("at", .timestamp), .init("ok", .bool),
    ],
    rows: [
      .init([
        .text("C1"), .text("say \"hi\"\tto\nall"), .decimal(8_911_407_904, scale: 3),
        .double(0.1), .day(20_323), .timestamp(1_756_000_000_500_000), .bool(true),
      ]),
      .init([.text(""), .null, .decimal(-5, scale: 3), .double(.nan), .null, .null, .null]),
    ])

  @Test func csvQuotesWhatItMustAndTellsEmptyFromNull() {
    #expect(
      joined(OutputFormat.csv.lines(exact, on: Surface())) == """
        id,"a,b",spend,share,day,at,ok
        C1,"say ""hi""\tto\nall",8911407.904,0.1,2025-08-23,2025-08-24 01:46:40.500,true
        "",,-0.005,nan,,,
        """)
  }

  @Test func tsvEscapesTabsAndNewlines() {
    #expect(
      joined(OutputFormat.tsv.lines(exact, on: Surface())) == """
        id\ta,b\tspend\tshare\tday\tat\tok
        C1\tsay "hi"\\tto\\nall\t8911407.904\t0.1\t2025-08-23\t2025-08-24 01:46:40.500\ttrue
        \t\\N\t-0.005\tnan\t\\N\t\\N\t\\N
        """)
  }

  @Test func jsonKeepsEveryDigit() {
    let first =
      #"{"id": "C1", "a,b": "say \"hi\"\tto\nall", "spend": 8911407.904, "share": 0.1, "#
      + #""day": "2025-08-23", "at": "2025-08-24 01:46:40.500", "ok": true}"#
    let second =
      #"{"id": "", "a,b": null, "spend": -0.005, "share": null, "#
      + #""day": null, "at": null, "ok": null}"#
    #expect(OutputFormat.jsonl.lines(exact, on: Surface()) == [first, second])
    #expect(
      OutputFormat.json.lines(exact, on: Surface()) == ["[", "  \(first),", "  \(second)", "]"])
    let none = Screen(columns: exact.columns, rows: [])
    #expect(OutputFormat.json.lines(none, on: Surface()) == ["[]"])
  }

  @Test func jsonEscapesWhatWouldHide() {
    #expect(JSONText.string("\u{1B}\u{202E}\u{9B}中\u{1F600}") == #""\u001B\u202E\u009B中😀""#)
    #expect(JSONText.string("\u{E0041}") == #""\uDB40\uDC41""#)
  }

  @Test func machineFormatsAreRawOnlyOffTheTerminal() {
    let screen = Screen(columns: [.init("x", .text)], rows: [.init([.text("\u{1B}[2J")])])
    #expect(OutputFormat.csv.lines(screen, on: Surface())[1] == "\u{1B}[2J")
    #expect(OutputFormat.csv.lines(screen, on: Surface(width: 80))[1] == "␛[2J")
  }

  @Test func markdownNeutralisesItsOwnSigns() {
    let screen = Screen(
      columns: [.init("名", .text), .init("n", .count)],
      rows: [.init([.text("a|b*\nc"), .integer(1_000)]), .init([.null, .null])])
    #expect(
      joined(OutputFormat.markdown.lines(screen, on: Surface())) == #"""
        | 名          |     n |
        | ----------- | ----: |
        | a\|b\*<br>c | 1,000 |
        |             |       |
        """#)
  }

  @Test func verticalWrapsLongValues() {
    let screen = Screen(
      columns: [.init("id", .identifier), .init("备注", .text)],
      rows: [.init([.text("C1"), .text("one two three 四五六")]), .init([.text("C2"), .null])],
      totalRows: 3)
    #expect(
      joined(OutputFormat.vertical.lines(screen, on: Surface(width: 20))) == """
        ── row 1 ───────────
         id    C1
         备注  one two three
               四五六
        ── row 2 ───────────
         id    C2
         备注  ∅
        … 1 more row
        """)
  }

  @Test func formatsAreFoundByTheirUsualNames() {
    #expect(OutputFormat(named: "MD") == .markdown)
    #expect(OutputFormat(named: "ndjson") == .jsonl)
    #expect(OutputFormat(named: "xml") == nil)
    for format in OutputFormat.allCases { #expect(OutputFormat(named: format.rawValue) == format) }
  }
}
