extension Function {
  static let distances: [Function] = [daysBetween, monthsBetween, yearsBetween, addDuration]

  private static let ends: [Parameter] = [
    .init("start", "A date or timestamp."),
    .init("end", "A date or timestamp; earlier than the start gives a negative result."),
  ]

  static let daysBetween = Function(
    name: "days_between", aliases: ["相差天数"], group: .date,
    summary: "Midnights from start to end: days between their dates.",
    summaryChinese: "从开始到结束相差的天数（按日期计）。",
    parameters: ends,
    examples: [.init("days_between(@2024-02-01, @2024-03-01)", gives: "29")],
    sql: "datediff('day', {0}, {1})"
  ) { Days.zip($0) { $1 &- $0 } }

  static let monthsBetween = Function(
    name: "months_between", aliases: ["相差月数"], group: .date,
    summary: "Whole months from start to end; the end of a shorter month completes one.",
    summaryChinese: "从开始到结束的整月数；较短月份的月末算满一个月。",
    parameters: ends,
    examples: [
      .init("months_between(@2024-01-31, @2024-02-29)", gives: "1"),
      .init("months_between(@2024-01-31, @2024-02-28)", gives: "0"),
    ],
    sql: "datesub('month', CAST({0} AS DATE), CAST({1} AS DATE))"
  ) { Days.zip($0) { CivilCalendar.months(from: $0, to: $1) } }

  static let yearsBetween = Function(
    name: "years_between", aliases: ["相差年数"], group: .date,
    summary: "Whole years from start to end: an age.",
    summaryChinese: "从开始到结束的整年数，即周岁。",
    parameters: ends,
    examples: [.init("years_between(@2000-05-20, @2024-05-19)", gives: "23")],
    sql: "datesub('year', CAST({0} AS DATE), CAST({1} AS DATE))"
  ) { Days.zip($0) { CivilCalendar.months(from: $0, to: $1) / 12 } }

  static let addDuration = Function(
    name: "add_duration", aliases: ["时间推移"], group: .date,
    summary:
      "Moves a date or timestamp by calendar months (clamped to the month's end), then days, "
      + "then seconds: what `x + 6mo` and `x - 90d` mean. A date moved by seconds is a timestamp.",
    summaryChinese: "把日期或时间先按月（月末取整）、再按天、再按秒推移，即 x + 6mo、x - 90d；日期按秒推移得时间戳。",
    parameters: [
      moment, .init("months", "Calendar months, 12 for a year."), .init("days", "Days."),
      .init("seconds", "Seconds."),
    ],
    examples: [
      .init("add_duration(@2024-01-31, 1, 0, 0)", gives: "2024-02-29"),
      .init("add_duration(@2024-02-29, -12, 1, 0)", gives: "2023-03-01"),
    ],
    sql: "({0} + to_months(CAST({1} AS INTEGER)) + to_days(CAST({2} AS INTEGER)) "
      + "+ to_seconds({3}))",
    overload: DurationArithmetic.overload)
}
