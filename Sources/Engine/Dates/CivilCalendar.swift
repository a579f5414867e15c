public import Syntax

/// Days since 1970-01-01 ↔ year, month, day of the proleptic Gregorian calendar.
/// Source: Howard Hinnant, "chrono-compatible low-level date algorithms".
public enum CivilCalendar {
  public static let microsecondsPerDay: Int64 = 86_400_000_000

  @inline(__always)
  public static func days(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  public static func days(_ date: CivilDate) -> Int {
    days(year: date.year, month: date.month, day: date.day)
  }

  @inline(__always)
  public static func date(_ days: Int) -> CivilDate {
    guard UInt(bitPattern: days) < UInt(bitPattern: tableDays) else { return computed(days) }
    let packed = Int(table[days])
    return CivilDate(year: packed >> 9, month: packed >> 5 & 15, day: packed & 31)
  }

  /// 1970 to 2149, looked up: a month of ten million orders would take a dozen divisions each.
  private static let tableDays = 1 << 16

  private static let table = Buffer<UInt32>(count: tableDays) { out in
    for days in 0..<tableDays {
      let date = computed(days)
      out[days] = UInt32(date.year << 9 | date.month << 5 | date.day)
    }
  }

  private static func computed(_ days: Int) -> CivilDate {
    let z = days + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return CivilDate(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  public static func isLeap(_ year: Int) -> Bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
  }

  public static func daysInMonth(year: Int, month: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// `days` moved by calendar months, clamped at the month's end: 31 January + 1 month = 28 February.
  public static func adding(months: Int, to days: Int) -> Int {
    let from = date(days)
    let index = from.year * 12 + from.month - 1 + months
    let year = index >= 0 ? index / 12 : (index - 11) / 12
    let month = index - year * 12 + 1
    return Self.days(
      year: year, month: month, day: min(from.day, daysInMonth(year: year, month: month)))
  }

  /// The first day of the period that holds `days`.
  public static func floor(_ days: Int, to unit: DateUnit) -> Int {
    let from = date(days)
    switch unit {
    case .day: return days
    case .month: return days - from.day + 1
    case .quarter: return Self.days(year: from.year, month: (from.month - 1) / 3 * 3 + 1, day: 1)
    case .year: return Self.days(year: from.year, month: 1, day: 1)
    }
  }

  /// The first day after the period that begins at `start`.
  public static func end(of unit: DateUnit, from start: Int) -> Int {
    switch unit {
    case .day: start + 1
    case .month: adding(months: 1, to: start)
    case .quarter: adding(months: 3, to: start)
    case .year: adding(months: 12, to: start)
    }
  }
}
