import Syntax

/// How a value of any type is written when it has to become text: an id, a column united with text.
enum ValueText {
  static func text(_ value: Value) -> String {
    switch value {
    case .null: ""
    case .bool(let bit): bit ? "true" : "false"
    case .int(let number): String(number)
    case .decimal(let unscaled, let scale): decimal(unscaled, scale)
    case .float(let number): float(number)
    case .date(let day): date(Int(day))
    case .timestamp(let microseconds): timestamp(microseconds)
    case .string(let text): text
    }
  }

  /// The day since 1970-01-01 in which a timestamp falls, before 1970 too.
  static func day(ofMicroseconds microseconds: Int64) -> Int32 {
    let unit = CivilCalendar.microsecondsPerDay
    let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: unit)
    return Int32(truncatingIfNeeded: remainder < 0 ? quotient - 1 : quotient)
  }

  private static func decimal(_ unscaled: Int64, _ scale: Int) -> String {
    guard scale > 0 else { return String(unscaled) }
    let digits = padded(unscaled.magnitude, scale + 1)
    return (unscaled < 0 ? "-" : "") + digits.dropLast(scale) + "." + digits.suffix(scale)
  }

  private static func float(_ number: Double) -> String {
    if let whole = Int64(exactly: number) { return String(whole) }
    return String(number)
  }

  private static func date(_ day: Int) -> String {
    let civil = CivilCalendar.date(day)
    return "\(padded(civil.year, 4))-\(padded(civil.month, 2))-\(padded(civil.day, 2))"
  }

  private static func timestamp(_ microseconds: Int64) -> String {
    let day = day(ofMicroseconds: microseconds)
    let rest = microseconds - Int64(day) * CivilCalendar.microsecondsPerDay
    let seconds = rest / 1_000_000
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }
    let fraction = rest % 1_000_000
    let tail = fraction == 0 ? "" : "." + padded(fraction, 6)
    return date(Int(day)) + " " + clock.joined(separator: ":") + tail
  }

  private static func padded(_ number: some BinaryInteger, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
