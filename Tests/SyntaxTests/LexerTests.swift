import Syntax
import Testing

/// The literal that `text` is read as.
private func literal(_ text: String) -> Literal? {
  let parsed = Parser.parse("where \(text)")
  guard parsed.diagnostics.isEmpty, case .query(let query)? = parsed.statements.first?.shape,
    case .filter(let expression)? = query.stages.first?.shape,
    case .literal(let literal) = expression.shape
  else { return nil }
  return literal
}

@Suite struct LexerTests {
  @Test(arguments: [
    ("5k", 5_000, 0), ("1.2m", 1_200_000, 0), ("1.20", 120, 2), ("1_000_000", 1_000_000, 0),
    ("5万", 50_000, 0), ("1.2亿", 120_000_000, 0), (".5", 5, 1), ("１２．５", 125, 1),
    ("1.2345678m", 12_345_678, 1), ("3千", 3_000, 0), ("0.10k", 100, 0),
  ])
  func numbers(_ text: String, _ unscaled: Int, _ scale: Int) {
    #expect(literal(text) == .number(unscaled: Int64(unscaled), scale: scale))
  }

  @Test func floatsAndPercents() {
    #expect(literal("1e6") == .float(1_000_000))
    #expect(literal("1.5E-3") == .float(0.0015))
    #expect(literal("9223372036854775807") == .number(unscaled: .max, scale: 0))
    #expect(literal("9223372036854775808") == .float(9_223_372_036_854_775_808))
    #expect(literal("20%") == .percent(unscaled: 20, scale: 2))
    #expect(literal("１２.５％") == .percent(unscaled: 125, scale: 3))
  }

  @Test(arguments: [
    ("90d", 0, 90, 0), ("12w", 0, 84, 0), ("6mo", 6, 0, 0), ("1y", 12, 0, 0), ("2h", 0, 0, 7200),
    ("30min", 0, 0, 1800), ("90天", 0, 90, 0), ("6个月", 6, 0, 0), ("2周", 0, 14, 0),
    ("1年", 12, 0, 0), ("3小时", 0, 0, 10_800), ("1y6mo", 18, 0, 0), ("9０Ｄ", 0, 90, 0),
  ])
  func durations(_ text: String, _ months: Int, _ days: Int, _ seconds: Int) {
    #expect(literal(text) == .duration(Duration(months: months, days: days, seconds: seconds)))
  }

  @Test func dates() {
    let day = CivilDate(year: 2025, month: 8, day: 23)
    let month = CivilDate(year: 2025, month: 8, day: 1)
    let year = CivilDate(year: 2025, month: 1, day: 1)
    for text in ["@2025-08-23", "@2025年8月23日", "＠２０２５-０８-２３"] {
      #expect(literal(text) == .date(day, .day))
    }
    for text in ["@2025-08", "@2025年8月"] { #expect(literal(text) == .date(month, .month)) }
    for text in ["@2025", "@2025年"] { #expect(literal(text) == .date(year, .year)) }
    #expect(literal("@2025-08-23T10:30:05") == .timestamp(day, seconds: 37_805))
    #expect(
      literal("@2025-01..@2025-06")
        == .dateRange(year, .month, CivilDate(year: 2025, month: 6, day: 1), .month))
    #expect(literal("@2024-02-29") == .date(CivilDate(year: 2024, month: 2, day: 29), .day))
    #expect(literal("@2000-02-29") != nil)
  }

  @Test(arguments: [
    "'it''s'", "\"it's\"", "“it's”", "「it's」", "”it's”", "＇it''s＇",
  ])
  func strings(_ text: String) {
    #expect(literal(text) == .string("it's"))
  }

  @Test(arguments: [
    ("where x = $", "E101 [$] unexpected character '$'"),
    ("where x = 'abc", "E102 ['] the text that begins here is not closed"),
    ("where `abc = 1", "E103 [`abc = 1] the name that begins here is not closed"),
    ("where `` = 1", "E104 [``] a name between backticks is empty"),
    ("where x = 1e999", "E105 [1e999] a number beyond what can be counted"),
    ("where x = 5abc", "E106 [5abc] 'abc' is not a unit"),
    ("where x > 1.5d", "E107 [1.5d] a duration takes a whole number"),
    ("from vip@0 | take 5", "E108 [@0] a version is a whole number from 1"),
    ("where x = @20250823", "E109 [@20250823] '@20250823' is not a date"),
    ("where x = @2025-8-3", "E109 [@2025-8-3] '@2025-8-3' is not a date"),
    ("where x = @2025-02-29", "E110 [2025-02-29] 2025-02-29 is not in the calendar"),
    ("where x = @1900-02-29", "E110 [1900-02-29] 1900-02-29 is not in the calendar"),
    ("where x = @2025-13", "E110 [2025-13] 2025-13 is not in the calendar"),
    (
      "where x = @2025-08-23T23:59:60",
      "E110 [2025-08-23T23:59:60] 2025-08-23T23:59:60 is not in the calendar"
    ),
    ("where x = @2025年2月30日", "E110 [2025年2月30日] 2025年2月30日 is not in the calendar"),
    (
      "where x in @2025-08-23T10:00..@2025",
      "E111 [@2025-08-23T10:00..@2025] a range runs between days, months or years"
    ),
    ("where x in @2025-06..@2025-01", "E112 [@2025-06..@2025-01] the range ends before it begins"),
  ])
  func faultsAreAtTheExactCharacters(_ text: String, _ expected: String) {
    #expect(faults(text) == [expected])
  }

  @Test func hintsSayWhatWasMeant() {
    func hint(_ text: String) -> String? { Parser.parse(text).diagnostics.first?.hint?.english }
    #expect(hint("where x = @20250823") == "did you mean '@2025-08-23'?")
    #expect(hint("where x = @2025/8/3") == "did you mean '@2025-08-03'?")
    #expect(hint("where x > 90dayz") == "did you mean 'days'?")
  }

  @Test func percentAndRemainder() {
    func canonical(_ text: String) -> String { Formatter.format(Parser.parse(text).statements) }
    #expect(canonical("where 10%3=1") == "where 10 % 3 = 1")
    #expect(canonical("where 10%x=1") == "where 10 % x = 1")
    #expect(canonical("where x>10% and y") == "where x > 10% and y")
    #expect(canonical("sample 10%|take 5") == "sample 10% | take 5")
  }

  @Test func colonsAndVersions() {
    func canonical(_ text: String) -> String { Formatter.format(Parser.parse(text).statements) }
    #expect(canonical("group city:count()") == "group city : count()")
    #expect(canonical("分组 城市：计数（）") == "group 城市 : 计数()")
    #expect(canonical("group :dim: count()") == "group :dim : count()")
    #expect(canonical("where in vip@3 and x >= @2025") == "where in vip@3 and x >= @2025")
    #expect(canonical("where x between @2024 and @2025") == "where x between @2024 and @2025")
  }
}
