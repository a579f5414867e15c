internal import Syntax

extension CivilCalendar {
  /// 1 is Monday, 7 is Sunday.
  @inline(__always)
  static func weekday(_ days: Int) -> Int {
    let sinceMonday = (days + 3) % 7
    return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1
  }

  static func dayOfYear(_ days: Int) -> Int {
    days - Self.days(year: date(days).year, month: 1, day: 1) + 1
  }

  /// The ISO 8601 week and the year it belongs to: the week of a day is that of its Thursday.
  static func week(_ days: Int) -> (year: Int, week: Int) {
    let thursday = days - weekday(days) + 4
    return (date(thursday).year, (dayOfYear(thursday) - 1) / 7 + 1)
  }

  static func lastDay(_ days: Int) -> Int {
    let from = date(days)
    return days - from.day + daysInMonth(year: from.year, month: from.month)
  }

  /// Whole months from `start` to `end`, negative when `end` is earlier. The last day of a month
  /// completes one that began on a day the month does not have: 31 January to 29 February is 1.
  static func months(from start: Int, to end: Int) -> Int {
    if end < start { return -months(from: end, to: start) }
    let (a, b) = (date(start), date(end))
    let months = (b.year - a.year) * 12 + b.month - a.month
    let isLast = b.day == daysInMonth(year: b.year, month: b.month)
    return b.day < a.day && !isLast ? months - 1 : months
  }
}
