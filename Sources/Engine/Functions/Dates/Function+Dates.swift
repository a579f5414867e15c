internal import Syntax

extension Function {
  static let dates: [Function] = dateParts + periods + distances

  static let periods: [Function] = [startOf, dateTrunc, lastDay, formatDate, makeDate]

  static let startOf = Function(
    name: "start_of", aliases: ["期初"], group: .date,
    summary: "When the period began that x lies in: a date, or a timestamp for hours and minutes.",
    summaryChinese: "x 所在周期的起点：日期；按小时或分钟时为时间戳。",
    parameters: [
      moment,
      .init("unit", "'year', 'quarter', 'month', 'week' (from Monday), 'day', 'hour' or 'minute'."),
    ],
    examples: [
      .init("start_of(@2024-05-15, 'quarter')", gives: "2024-04-01"),
      .init("start_of(@2024-05-15, 'week')", gives: "2024-05-13"),
    ],
    sql: "date_trunc({1}, {0})"
  ) { $0.count == 2 ? Period.overload($0[0], $0[1], unitFirst: false) : nil }

  static let dateTrunc = Function(
    name: "date_trunc", group: .date,
    summary: "As `start_of`, the unit first.", summaryChinese: "同 start_of，但单位在前。",
    parameters: [
      .init("unit", "'year', 'quarter', 'month', 'week' (from Monday), 'day', 'hour' or 'minute'."),
      moment,
    ],
    examples: [.init("date_trunc('month', @2024-05-15)", gives: "2024-05-01")],
    sql: "date_trunc({0}, {1})"
  ) { $0.count == 2 ? Period.overload($0[1], $0[0], unitFirst: true) : nil }

  static let lastDay = Function(
    name: "last_day", aliases: ["月末"], group: .date,
    summary: "The last day of the month.", summaryChinese: "当月最后一天。",
    parameters: [moment], examples: [.init("last_day(@2024-02-10)", gives: "2024-02-29")],
    sql: "last_day({0})"
  ) { arguments in
    guard arguments.count == 1, let type = Days.type(arguments[0]) else { return nil }
    return Overload([type], gives: .date) { arguments, count, memory in
      Days.map(arguments[0], type, count, memory) { CivilCalendar.lastDay($0) }
    }
  }

  static let formatDate = Function(
    name: "format_date", aliases: ["strftime", "日期格式"], group: .date,
    summary: "A date or timestamp written by a pattern.",
    summaryChinese: "按格式输出日期或时间。",
    parameters: [
      moment,
      .init(
        "pattern",
        "Text with %Y year, %m month, %d day, %H hour, %M minute, %S second, %j day of the year, "
          + "%V ISO week, %G its year, %u weekday, %a %A %b %B English names, %F date, %T time, "
          + "%% a percent sign; %-m and the like without leading zeros."),
    ],
    examples: [
      .init("format_date(@2024-02-05, '%Y-%m')", gives: "2024-02"),
      .init("format_date(@2024-02-05, '%-m月%-d日')", gives: "2月5日"),
    ],
    sql: "strftime({0}, {1})"
  ) { arguments in
    guard arguments.count == 2, Days.type(arguments[0]) != nil,
      arguments[1].type.isText || arguments[1].type.isNull
    else { return nil }
    return Overload([.timestamp, .string], gives: .string, kernel: DatePattern.kernel)
  }

  static let makeDate = Function(
    name: "make_date", aliases: ["构造日期"], group: .date,
    summary: "The date of a year, month and day; null (and counted) when there is no such day.",
    summaryChinese: "由年、月、日构造日期；不存在时为空并计数提示。",
    parameters: [
      .init("year", "1 to 9999."), .init("month", "1 to 12."), .init("day", "1 to 31."),
    ],
    examples: [
      .init("make_date(2024, 2, 29)", gives: "2024-02-29"),
      .init("make_date(2023, 2, 29)", gives: "null"),
    ],
    sql: "TRY(make_date({0}, {1}, {2}))"
  ) {
    signature($0, [.int, .int, .int], required: 3, gives: .date) { arguments, count, memory in
      let (years, months, days) = (arguments[0].ints, arguments[1].ints, arguments[2].ints)
      let wrong = memory.bools(count)
      let out = memory.ints(count)
      for lane in 0..<count {
        let day = CivilCalendar.days(
          checkedYear: years[lane], month: months[lane], day: days[lane])
        out[lane] = Int64(day ?? 0)
        wrong[lane] = day == nil ? 1 : 0
      }
      return Vector(.ints(out), valid: memory.nulls(where: wrong, .outOfDomain, arguments, count))
    }
  }
}

extension CivilCalendar {
  /// Nil when the calendar has no such day, or the year is not in 1...9999.
  static func days(checkedYear year: Int64, month: Int64, day: Int64) -> Int? {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= daysInMonth(year: Int(year), month: Int(month))
    else { return nil }
    return days(year: Int(year), month: Int(month), day: Int(day))
  }
}
