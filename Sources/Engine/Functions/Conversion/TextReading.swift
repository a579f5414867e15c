/// Strict readers of values written as text: ISO dates, plain numbers. Blanks around the value do not
/// count; anything else that does not belong makes it unreadable, which is nil.
enum TextReading {
  static func int(_ text: TextView) -> Int64? {
    var cursor = TextCursor(text.trimmed())
    guard let number = cursor.decimal(), number.scale == 0, !number.hasPoint, cursor.isAtEnd
    else { return nil }
    return number.unscaled
  }

  /// Unscaled, rounded half away from zero to `scale` digits after the point.
  static func decimal(_ text: TextView, scale: Int) -> Int64? {
    var cursor = TextCursor(text.trimmed())
    guard let number = cursor.decimal(), cursor.isAtEnd else { return nil }
    if number.scale >= scale {
      return DecimalScale.roundedQuotient(
        number.unscaled, DecimalScale.power(number.scale - scale))
    }
    let (product, overflow) = number.unscaled.multipliedReportingOverflow(
      by: DecimalScale.power(scale - number.scale))
    return overflow ? nil : product
  }

  /// Digits with an optional point and exponent; no words such as `inf`.
  static func float(_ text: TextView) -> Double? {
    let trimmed = text.trimmed()
    var cursor = TextCursor(trimmed)
    guard cursor.skipNumber(), cursor.isAtEnd else { return nil }
    return Double(trimmed.string)
  }

  /// Days since 1970-01-01 of `yyyy-m-d`, whatever time follows.
  static func date(_ text: TextView) -> Int64? {
    var cursor = TextCursor(text.trimmed())
    guard let day = cursor.date() else { return nil }
    if cursor.isAtEnd { return Int64(day) }
    guard cursor.skipTimeMark(), cursor.time() != nil, cursor.isAtEnd else { return nil }
    return Int64(day)
  }

  /// Microseconds since 1970-01-01T00:00:00 of `yyyy-m-d` or `yyyy-m-d hh:mm[:ss[.ffffff]]`, with a
  /// blank or `T` between. No zones: times are local to the data.
  static func timestamp(_ text: TextView) -> Int64? {
    var cursor = TextCursor(text.trimmed())
    guard let day = cursor.date() else { return nil }
    let midnight = Int64(day) * CivilCalendar.microsecondsPerDay
    if cursor.isAtEnd { return midnight }
    guard cursor.skipTimeMark(), let time = cursor.time(), cursor.isAtEnd else { return nil }
    return midnight + time
  }

  static func bool(_ text: TextView) -> Bool? {
    switch NameFolding.fold(text.trimmed().string) {
    case "true", "t", "yes", "y", "1", "是", "真": true
    case "false", "f", "no", "n", "0", "否", "假": false
    default: nil
    }
  }
}
