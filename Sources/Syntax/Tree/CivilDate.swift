extension CivilDate: Comparable {
  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  /// Years 1 to 9999, the months and days of the Gregorian calendar.
  public var isValid: Bool {
    (1...9999).contains(year) && (1...12).contains(month) && (1...daysInMonth).contains(day)
  }

  /// 28 to 31; 31 for a month that does not exist.
  public var daysInMonth: Int {
    switch month {
    case 2: isLeapYear ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private var isLeapYear: Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  /// The last day of the period of `unit` that begins on this day.
  public func last(of unit: DateUnit) -> CivilDate {
    var end = self
    switch unit {
    case .day: return self
    case .month: break
    case .quarter: end.month += 2
    case .year: end.month = 12
    }
    end.day = end.daysInMonth
    return end
  }
}

/// Dates as the language writes them, without `@`.
enum CivilDateText {
  static func of(_ date: CivilDate, _ unit: DateUnit) -> String {
    let year = padded(date.year, 4)
    switch unit {
    case .year: return year
    case .quarter: return "\(year)-Q\((date.month + 2) / 3)"
    case .month: return "\(year)-\(padded(date.month, 2))"
    case .day: return "\(year)-\(padded(date.month, 2))-\(padded(date.day, 2))"
    }
  }

  /// `HH:MM:SS`.
  static func time(_ seconds: Int) -> String {
    "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
