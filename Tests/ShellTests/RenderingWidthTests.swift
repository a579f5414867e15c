import Syntax
import Testing

@testable import Shell

/// Whatever the data, no line is wider than the terminal, and no line holds a control.
@Suite struct RenderingWidthTests {
  private static let texts =
    widthOracle.map(\.text) + TextSanitizerTests.hostile + [
      "", String(repeating: "长", count: 90), String(repeating: "word ", count: 40), "C-000123",
    ]

  private static let kinds: [Screen.Kind] = [
    .text, .category, .identifier, .count, .integer, .decimal(scale: 2), .money(scale: 3), .float,
    .share, .day, .timestamp, .bool,
  ]

  @Test(arguments: [8, 13, 20, 40, 61, 80, 132, 200])
  func linesNeverExceedTheTerminal(width: Int) {
    var random = SplitMix(state: UInt64(width))
    for _ in 0..<20 {
      let screen = Self.screen(&random)
      for glyphs in [Glyphs.unicode, .ascii] {
        let surface = Surface(width: width, glyphs: glyphs)
        for format in [OutputFormat.table, .box, .vertical] {
          check(format.lines(screen, on: surface), width, "\(format)")
        }
        if let chart = BarChart(screen) {
          check(BarChartRenderer(surface).lines(chart), width, "bar")
        }
      }
    }
  }

  @Test(arguments: [8, 20, 40, 80])
  func remarksNeverExceedTheTerminal(width: Int) {
    let surface = Surface(width: width)
    for text in Self.texts {
      let report = LoadReport(
        file: text, table: "orders", rowsIn: 1_000_000,
        setAside: [.init(Message("no '{0}'", text), count: 12)], form: ["csv", "utf-8"],
        assignments: [.init("customer", text), .init("time", text)], otherwise: text)
      check(report.lines(on: surface), width, "load")
      let tree = ExplanationTree([
        .init(.none, text, children: [.init(.held, text, value: text), .init(.failed, text)])
      ])
      check(tree.lines(on: surface), width, "explanation")
      let progress = ProgressLine(text, done: 3, total: 7, elapsed: .seconds(9))
      check([progress.text(on: surface)], width - 1, "progress")
    }
    let counts = [5_000_000, 400_000, 30_000, 2_000, 100]
    check([StatusLine.survivors([counts], on: surface)], width, "survivors")
  }

  @Test func columnsLineUpInEveryRow() {
    for text in Self.texts {
      let screen = Screen(
        columns: [.init("a", .text), .init("b", .count)],
        rows: [.init([.text(text), .integer(1)]), .init([.text("x"), .integer(12)])])
      let lines = TableRenderer(Surface(), look: .box(.unicode)).lines(screen)
      let widths = Set(lines.map { DisplayWidth.of($0) })
      #expect(widths.count == 1, "\(text.unicodeScalars.map(\.value))")
    }
  }

  private func check(_ lines: [String], _ width: Int, _ what: String) {
    for line in lines {
      let isNarrow = DisplayWidth.of(line) <= width
      let isHarmless = line.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
      if !isNarrow || !isHarmless { Issue.record("\(what): \(line.debugDescription)") }
    }
  }

  private static func screen(_ random: inout SplitMix) -> Screen {
    let columns = (0..<Int.random(in: 1...14, using: &random)).map { _ in
      Screen.Column(
        texts.randomElement(using: &random) ?? "", kinds.randomElement(using: &random) ?? .text)
    }
    let rows = (0..<Int.random(in: 0...5, using: &random)).map { _ in
      Screen.Row(columns.map { cell($0.kind, &random) })
    }
    let total = rows.isEmpty ? [] : [Screen.Row(columns.map { _ in .null }, role: .total)]
    return Screen(columns: columns, rows: rows + total, totalRows: 12_345)
  }

  private static func cell(_ kind: Screen.Kind, _ random: inout SplitMix) -> Screen.Cell {
    if Int.random(in: 0..<6, using: &random) == 0 { return .null }
    let number = Int64.random(in: -5_000_000...90_000_000, using: &random)
    return switch kind {
    case .text, .category, .identifier: .text(texts.randomElement(using: &random) ?? "")
    case .count, .integer: .integer(number)
    case .decimal(let scale), .money(let scale): .decimal(number, scale: scale)
    case .float: .double(Double(number) / 7e5)
    case .share: .double(Double.random(in: -0.2...1.2, using: &random))
    case .day: .day(Int32(number / 4_000))
    case .timestamp: .timestamp(number * 1_000_003)
    case .bool: .bool(number > 0)
    }
  }
}

/// The same numbers in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
