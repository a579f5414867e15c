import Syntax
import Testing

@testable import Shell

@Suite struct RenderingChartTests {
  private let changes = BarChart(
    labels: .init("month", .text), values: .init("change", .money(scale: 2)),
    bars: [
      .init(label: .text("一月"), value: .decimal(120_000, scale: 2)),
      .init(label: .text("二月"), value: .decimal(-60_000, scale: 2)),
      .init(label: .text("三月"), value: .decimal(0, scale: 2)),
      .init(label: .null, value: .null),
    ])

  /// 36 cells for 1,204; 796 is 23.80 of them, to the eighth: 23 and six eighths.
  @Test func barsShowCountAndShare() throws {
    let chart = try #require(BarChart(Sample.pivot))
    #expect(
      joined(BarChartRenderer(Surface(width: 62)).lines(chart)) == """
         地区  customers   share
         华东      1,204  60.2 %  \(String(repeating: "█", count: 36))
         海外        796  39.8 %  \(String(repeating: "█", count: 23))▊
        """)
  }

  @Test func asciiBarsAreWholeCells() throws {
    let chart = try #require(BarChart(Sample.pivot))
    let lines = BarChartRenderer(Surface(width: 62, glyphs: .ascii)).lines(chart)
    #expect(lines[1].hasSuffix("  " + String(repeating: "#", count: 36)))
    #expect(lines[2].hasSuffix("  " + String(repeating: "#", count: 24)))
  }

  /// 18 cells beside the zero line: 6 for the negative side, 12 for the positive one.
  @Test func negativeBarsGrowToTheLeft() {
    #expect(
      joined(BarChartRenderer(Surface(width: 37)).lines(changes)) == """
         month    change
         一月   1,200.00        │████████████
         二月    -600.00  ██████│
         三月       0.00        │
         ∅             ∅        │
        """)
  }

  @Test func chartsNeedANumber() {
    let texts = Screen(columns: [.init("a", .text)], rows: [])
    #expect(BarChart(texts) == nil)
    let shares = Screen(columns: [.init("s", .share)], rows: [.init([.double(0.5)])])
    #expect(BarChart(shares)?.bars == [.init(label: .integer(1), value: .double(0.5))])
  }

  @Test func survivorsAndCountsReadAsOneLine() {
    #expect(StatusLine.survivors([[5_000, 526, 94]], on: Surface()) == "5,000 → 526 → 94")
    #expect(StatusLine.survivors([[5_000]], on: Surface()) == "")
    #expect(
      StatusLine.survivors([[5_000, 4_000, 3_000, 2_000, 94]], on: Surface(width: 26))
        == "5,000 → 4,000 → … → 94")
    #expect(
      StatusLine.survivors([[5_000, 94]], on: Surface(glyphs: .ascii)) == "5,000 -> 94")
    #expect(StatusLine.rows(94, took: .milliseconds(12), on: Surface()) == "94 rows · 12 ms")
    #expect(StatusLine.rows(1, on: Surface()) == "1 row")
    #expect(
      StatusLine.rows(1_240, took: .milliseconds(1_240), on: Surface(language: .zh))
        == "1,240 行 · 1.24 秒")
  }

  @Test func loadsReportTheirBalance() {
    let report = LoadReport(
      file: "online_retail.csv", table: "orders", rowsIn: 541_909,
      setAside: [.init(Message("{0} {0|row|rows}", "x"), count: 135_080)], form: ["csv", "utf-8"],
      assignments: [.init("customer", "CustomerID"), .init("amount", "Quantity * UnitPrice")],
      otherwise: "load orders from …", took: .milliseconds(840))
    #expect(
      joined(report.lines(on: Surface(width: 60, language: .zh))) == """
        online_retail.csv → orders · csv · utf-8
          读入 541,909 行 = 载入 406,829 行 + 搁置 135,080 行
          840 毫秒
            135,080 x 行
          customer = CustomerID · amount = Quantity * UnitPrice
          若要换一种方式载入：load orders from …
        """)
  }

  @Test func progressTellsWhatIsLeft() {
    let line = ProgressLine("loading a.csv", done: 1, total: 4, elapsed: .seconds(3))
    #expect(
      line.text(on: Surface(width: 51))
        == "loading a.csv  ████▌               25 % · 9 s left")
    let unknown = ProgressLine("loading a.csv", done: 1_000, total: nil, elapsed: .seconds(65))
    #expect(unknown.text(on: Surface(width: 60)) == "loading a.csv  1,000 · 1 min 05 s")
  }

  @Test func explanationsLineUpTheirValues() {
    let tree = ExplanationTree([
      .init(
        .none, "lifecycle_stage = churned",
        children: [
          .init(.failed, "n_orders = 0", value: "n_orders = 7"),
          .init(.held, "recency > :churn_days", value: "recency = 412"),
        ])
    ])
    #expect(
      joined(tree.lines(on: Surface(width: 60))) == """
        lifecycle_stage = churned
          ✗ n_orders = 0           n_orders = 7
          ✓ recency > :churn_days  recency = 412
        """)
  }
}
