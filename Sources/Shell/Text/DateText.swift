/// Days and moments in ISO form, the only one that reads the same everywhere.
public enum DateText {
  /// How much of a moment is written.
  public enum Precision: Int, Sendable, Hashable, Comparable {
    case day, minute, second, millisecond, microsecond

    public static func < (left: Precision, right: Precision) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// `2025-08-23`, from days since 1970-01-01.
  public static func day(_ days: Int32) -> String { day(Int64(days)) }

  /// `2025-08-23 14:05:09`, from local microseconds since 1970-01-01.
  public static func timestamp(_ microseconds: Int64, _ precision: Precision) -> String {
    let (days, rest) = dayAndRest(microseconds)
    var text = day(days)
    if precision == .day { return text }
    let seconds = rest / 1_000_000
    text += " \(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2))"
    if precision == .minute { return text }
    text += ":" + padded(seconds % 60, 2)
    switch precision {
    case .millisecond: text += "." + padded(rest % 1_000_000 / 1000, 3)
    case .microsecond: text += "." + padded(rest % 1_000_000, 6)
    case .day, .minute, .second: break
    }
    return text
  }

  /// The coarsest precision, from minutes on, that writes the moment without loss.
  static func precisionNeeded(_ microseconds: Int64) -> Precision {
    let rest = dayAndRest(microseconds).rest
    if rest % 60_000_000 == 0 { return .minute }
    if rest % 1_000_000 == 0 { return .second }
    return rest % 1000 == 0 ? .millisecond : .microsecond
  }

  private static func dayAndRest(_ microseconds: Int64) -> (days: Int64, rest: Int64) {
    let perDay: Int64 = 86_400_000_000
    let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: perDay)
    return remainder < 0 ? (quotient - 1, remainder + perDay) : (quotient, remainder)
  }

  /// Civil date of a day number, by eras of 400 years (Hinnant, "chrono-compatible low-level date
  /// algorithms").
  private static func day(_ days: Int64) -> String {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let sign = year < 0 ? "-" : ""
    return "\(sign)\(padded(abs(year), 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  static func padded(_ value: Int64, _ digits: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
