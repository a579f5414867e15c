internal import Syntax

extension Function {
  static let dateParts: [Function] = [
    year, quarter, month, week, day, dayOfYear, weekday, isoYear, hour, minute, second, epoch,
  ]

  static let moment = Parameter("x", "A date or timestamp.")

  static let year = Function(
    name: "year", aliases: ["年份"], group: .date,
    summary: "The year.", summaryChinese: "年份。",
    parameters: [moment], examples: [.init("year(@2024-02-29)", gives: "2024")],
    sql: "year({0})"
  ) { arguments in
    guard arguments.count == 1, let type = Days.type(arguments[0]) else { return nil }
    return Overload([type], gives: .int) { arguments, count, memory in
      Days.map(arguments[0], type, count, memory) { CivilCalendar.date($0).year }
    }
  }

  static let quarter = Function(
    name: "quarter", aliases: ["季度"], group: .date,
    summary: "The quarter of the year, 1 to 4.", summaryChinese: "季度，1 到 4。",
    parameters: [moment], examples: [.init("quarter(@2024-05-15)", gives: "2")],
    sql: "quarter({0})"
  ) { arguments in
    guard arguments.count == 1, let type = Days.type(arguments[0]) else { return nil }
    return Overload([type], gives: .int) { arguments, count, memory in
      Days.map(arguments[0], type, count, memory) { (CivilCalendar.date($0).month - 1) / 3 + 1 }
    }
  }

  static let month = Function(
    name: "month", aliases: ["月份"], group: .date,
    summary: "The month of the year, 1 to 12.", summaryChinese: "月份，1 到 12。",
    parameters: [moment], examples: [.init("month(@2024-02-29)", gives: "2")],
    sql: "month({0})"
  ) { arguments in
    guard arguments.count == 1, let type = Days.type(arguments[0]) else { return nil }
    return Overload([type], gives: .int) { arguments, count, memory in
      Days.map(arguments[0], type, count, memory) { CivilCalendar.date($0).month }
    }
  }

  static let week = Function(
    name: "week", aliases: ["week_of_year", "周数"], group: .date,
    summary: "The ISO 8601 week of the year, 1 to 53; weeks begin on Monday.",
    summaryChinese: "ISO 8601 周数，1 到 53，周一为一周之始。",
    parameters: [moment], examples: [.init("week(@2021-01-03)", gives: "53")],
    sql: "weekofyear({0})"
  ) { arguments in
    guard arguments.count == 1, let type = Days.type(arguments[0]) else { return nil }
    return Overload([type], gives: .int) { arguments, count, memory in
      Days.map(arguments[0], type, count, memory) { CivilCalendar.week($0).week }
    }
  }

  static let isoYear = Function(
    name: "iso_year", group: .date,
    summary: "The year that the ISO 8601 week belongs to.", summaryChinese: "ISO 8601 周所属的年份。",
    parameters: [moment], examples: [.init("iso_year(@2021-01-03)", gives: "2020")],
    sql: "isoyear({0})"
  ) { arguments in
    guard arguments.count == 1, let type = Days.type(arguments[0]) else { return nil }
    return Overload([type], gives: .int) { arguments, count, memory in
      Days.map(arguments[0], type, count, memory) { CivilCalendar.week($0).year }
    }
  }

  static let day = Function(
    name: "day", aliases: ["day_of_month", "日"], group: .date,
    summary: "The day of the month, 1 to 31.", summaryChinese: "当月第几日，1 到 31。",
    parameters: [moment], examples: [.init("day(@2024-02-29)", gives: "29")],
    sql: "day({0})"
  ) { arguments in
    guard arguments.count == 1, let type = Days.type(arguments[0]) else { return nil }
    return Overload([type], gives: .int) { arguments, count, memory in
      Days.map(arguments[0], type, count, memory) { CivilCalendar.date($0).day }
    }
  }

  static let dayOfYear = Function(
    name: "day_of_year", aliases: ["年内第几天"], group: .date,
    summary: "The day of the year, 1 to 366.", summaryChinese: "当年第几天，1 到 366。",
    parameters: [moment], examples: [.init("day_of_year(@2024-12-31)", gives: "366")],
    sql: "dayofyear({0})"
  ) { arguments in
    guard arguments.count == 1, let type = Days.type(arguments[0]) else { return nil }
    return Overload([type], gives: .int) { arguments, count, memory in
      Days.map(arguments[0], type, count, memory) { CivilCalendar.dayOfYear($0) }
    }
  }

  static let weekday = Function(
    name: "weekday", aliases: ["day_of_week", "星期几"], group: .date,
    summary: "The day of the week, 1 for Monday to 7 for Sunday.",
    summaryChinese: "星期几，周一为 1，周日为 7。",
    parameters: [moment], examples: [.init("weekday(@2024-01-07)", gives: "7")],
    sql: "isodow({0})"
  ) { arguments in
    guard arguments.count == 1, let type = Days.type(arguments[0]) else { return nil }
    return Overload([type], gives: .int) { arguments, count, memory in
      Days.map(arguments[0], type, count, memory) { CivilCalendar.weekday($0) }
    }
  }
}
