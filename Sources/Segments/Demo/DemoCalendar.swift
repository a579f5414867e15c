/// Three years of days, and how busy each of them is.
enum DemoCalendar {
  /// Days are counted from 1970-01-01.
  static let firstDay = day(2023, 7, 1)
  /// The day after the last one.
  static let endDay = day(2026, 7, 1)
  static let lastDay = endDay - 1
  static let dayCount = endDay - firstDay
  static let endSecond = endDay * 86_400

  /// Howard Hinnant's days_from_civil.
  static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Howard Hinnant's civil_from_days, for days after 0000-03-01.
  static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// 0 is Sunday.
  static func weekday(_ day: Int) -> Int { (day + 4) % 7 }

  static func isWeekend(_ day: Int) -> Bool {
    let weekday = weekday(day)
    return weekday == 0 || weekday == 6
  }

  /// How many orders a day brings beside an average day, one value a day from `firstDay` on.
  static func season(for kind: DemoKind) -> [Double] {
    (firstDay..<endDay).map { day in
      switch kind {
      case .individual: consumerSeason(day)
      case .enterprise: officeSeason(day, yearEnd: 1.4)
      case .government: officeSeason(day, yearEnd: 2.6)
      }
    }
  }

  /// Weekends, Singles' Day (11-11), mid-year sales (06-18), quiet at the Spring Festival.
  private static func consumerSeason(_ day: Int) -> Double {
    let date = civil(day)
    var level = [1.0, 0.9, 0.92, 0.94, 0.98, 1.06, 0.92, 0.92, 1.0, 1.04, 1.18, 1.08][
      date.month - 1]
    level *= isWeekend(day) ? 1.4 : 0.86
    if date.month == 11 && date.day == 11 { level *= 7 }
    if date.month == 11 && (8...12).contains(date.day) { level *= 1.5 }
    if date.month == 6 && (16...18).contains(date.day) { level *= date.day == 18 ? 4 : 1.6 }
    return level * festivalLevel(day)
  }

  /// Offices order on weekdays, and spend what is left of the budget in December.
  private static func officeSeason(_ day: Int, yearEnd: Double) -> Double {
    let date = civil(day)
    var level = [0.9, 0.8, 1.0, 1.0, 1.0, 1.1, 0.95, 0.95, 1.0, 0.95, 1.05, 1.0][date.month - 1]
    level *= isWeekend(day) ? 0.12 : 1.35
    if date.month == 12 { level *= yearEnd }
    if date.month == 10 && date.day <= 7 { level *= 0.2 }
    return level * festivalLevel(day)
  }

  private static let springFestivals = [day(2024, 2, 10), day(2025, 1, 29), day(2026, 2, 17)]

  private static func festivalLevel(_ day: Int) -> Double {
    for festival in springFestivals {
      if (festival - 2...festival + 6).contains(day) { return 0.35 }
      if (festival - 18..<festival - 4).contains(day) { return 1.35 }
    }
    return 1
  }
}
