import Syntax
import Testing

@testable import Engine

/// `2024-02-29` as a value.
private func day(_ text: String) -> Value {
  let parts = text.split(separator: "-").compactMap { Int($0) }
  return .date(Int32(CivilCalendar.days(year: parts[0], month: parts[1], day: parts[2])))
}

/// `2024-02-29` at `seconds` after midnight.
private func time(_ text: String, _ seconds: Int64) -> Value {
  guard case .date(let days) = day(text) else { return .null }
  return .timestamp((Int64(days) * 86_400 + seconds) * 1_000_000)
}

@Suite struct FunctionDateTests {
  @Test(arguments: [
    CallCase("year", day("2024-02-29"), gives: "2024"),
    CallCase("year", time("1969-12-31", 86_399), gives: "1969"),
    CallCase("quarter", day("2024-05-15"), gives: "2"),
    CallCase("month", time("2024-12-31", 3600), gives: "12"),
    CallCase("day", day("2024-02-29"), gives: "29"),
    CallCase("weekday", day("2024-01-07"), gives: "7"),
    CallCase("weekday", day("1969-12-29"), gives: "1"),
    CallCase("week", day("2021-01-03"), gives: "53"),
    CallCase("week", day("2020-12-31"), gives: "53"),
    CallCase("week", day("2024-12-30"), gives: "1"),
    CallCase("iso_year", day("2021-01-03"), gives: "2020"),
    CallCase("day_of_year", day("2024-12-31"), gives: "366"),
    CallCase("hour", time("2024-02-29", 49_510), gives: "13"),
    CallCase("minute", time("2024-02-29", 49_510), gives: "45"),
    CallCase("second", time("1969-12-31", 49_510), gives: "10"),
    CallCase("hour", day("2024-02-29"), gives: "0"),
    CallCase("epoch", .timestamp(1_000_000), gives: "1.0"),
    CallCase("last_day", day("2024-02-10"), gives: "2024-02-29"),
    CallCase("last_day", time("2023-02-10", 5), gives: "2023-02-28"),
    CallCase("year", .null, gives: "null"),
    CallCase("make_date", .int(2024), .int(2), .int(29), gives: "2024-02-29"),
    CallCase("make_date", .int(2023), .int(2), .int(29), gives: "null"),
    CallCase("make_date", .int(2023), .int(.max), .int(.min), gives: "null"),
  ])
  func parts(_ call: CallCase) { call.check() }

  @Test(arguments: [
    CallCase("-", day("2024-03-01"), day("2024-02-01"), gives: "29"),
    CallCase("-", day("2023-03-01"), day("2023-02-01"), gives: "28"),
    CallCase("-", day("2100-03-01"), day("2100-02-28"), gives: "1"),
    CallCase("-", day("1900-03-01"), day("1900-02-28"), gives: "1"),
    CallCase("-", time("2024-01-02", 43_200), day("2024-01-01"), gives: "1.5"),
    CallCase("+", day("2024-01-31"), .int(3), gives: "2024-02-03"),
    CallCase("+", .int(1), day("2024-12-31"), gives: "2025-01-01"),
    CallCase("-", day("2024-03-01"), .int(1), gives: "2024-02-29"),
    CallCase("+", day("2024-01-01"), .int(.max), gives: "overflow"),
    CallCase("days_between", day("2024-02-01"), day("2024-03-01"), gives: "29"),
    CallCase("days_between", time("2024-02-01", 86_399), time("2024-02-02", 1), gives: "1"),
    CallCase("months_between", day("2024-01-31"), day("2024-02-29"), gives: "1"),
    CallCase("months_between", day("2024-02-29"), day("2024-01-31"), gives: "-1"),
    CallCase("months_between", day("2024-01-31"), day("2024-02-28"), gives: "0"),
    CallCase("months_between", day("2024-03-31"), day("2024-02-29"), gives: "-1"),
    CallCase("months_between", day("2024-01-30"), day("2024-02-29"), gives: "1"),
    CallCase("years_between", day("2024-02-29"), day("2025-02-28"), gives: "1"),
    CallCase("years_between", day("2000-05-20"), day("2024-05-19"), gives: "23"),
    CallCase("years_between", day("2000-05-20"), day("2024-05-20"), gives: "24"),
    CallCase(
      "add_duration", day("2024-01-31"), .int(1), .int(0), .int(60), gives: "2024-02-29 00:01:00"),
    CallCase(
      "add_duration", time("2024-03-31", 60), .int(-1), .int(0), .int(0),
      gives: "2024-02-29 00:01:00"),
    CallCase(
      "add_duration", time("2024-02-29", 0), .int(-12), .int(0), .int(-1),
      gives: "2023-02-27 23:59:59"),
    CallCase(
      "add_duration", time("2024-02-29", 0), .int(.max), .int(0), .int(0), gives: "overflow"),
  ])
  func distances(_ call: CallCase) { call.check() }

  @Test func aDateMovedByMonthsAndDaysStaysADate() {
    for (start, months, days, end) in [
      ("2024-01-31", 1, 0, "2024-02-29"), ("2024-02-29", -12, 0, "2023-02-28"),
      ("2024-03-31", -1, 0, "2024-02-29"), ("2024-12-31", 0, 1, "2025-01-01"),
    ] {
      let call = FunctionCall.call(
        "add_duration", [day(start), .int(Int64(months)), .int(Int64(days)), .int(0)])
      #expect(call?.result == day(end))
    }
  }

  @Test func periodsBeginOnDays() {
    for (unit, start) in [
      ("year", "2024-01-01"), ("quarter", "2024-04-01"), ("month", "2024-05-01"),
      ("week", "2024-05-13"), ("day", "2024-05-15"), ("季度", "2024-04-01"),
    ] {
      let dates = FunctionCall.call("start_of", [day("2024-05-15"), .string(unit)])
      #expect(dates?.result == day(start))
      let times = FunctionCall.call("date_trunc", [.string(unit), time("2024-05-15", 7_325)])
      #expect(times?.result == day(start))
    }
    let hour = FunctionCall.call("start_of", [time("1969-05-15", 7_325), .string("hour")])
    #expect(hour?.result == time("1969-05-15", 7_200))
    #expect(FunctionCall.call("start_of", [day("2024-05-15"), .string("decade")]) == nil)
  }

  @Test(arguments: [
    CallCase(
      "format_date", day("2024-02-05"), .string("%Y-%m %B %b %a %A %j %u %V %G %y %-d"),
      gives: "2024-02 February Feb Mon Monday 036 1 06 2024 24 5"),
    CallCase("format_date", day("2024-02-05"), .string("%-m月%-d日"), gives: "2月5日"),
    CallCase(
      "strftime", time("2024-02-05", 32_949), .string("%F %T %H:%M:%S %-H 100%% %Q %"),
      gives: "2024-02-05 09:09:09 09:09:09 9 100% %Q %"),
  ])
  func patterns(_ call: CallCase) { call.check() }
}
