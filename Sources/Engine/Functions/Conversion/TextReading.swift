/// Values written as text, read as the files' readers read them: `￥1,234.50`, `2024年3月5日`,
/// full-width forms. Blanks around the value do not count; anything else that does not belong makes
/// it unreadable, which is nil.
enum TextReading {
  static func int(_ text: TextView) -> Int64? {
    if let plain = digits(text) { return plain }
    guard let number = number(text), number.scale == 0 else { return nil }
    return number.unscaled
  }

  /// Nothing but digits, as many as always fit.
  @inline(__always)
  private static func digits(_ text: TextView) -> Int64? {
    guard 1...18 ~= text.count else { return nil }
    var number: Int64 = 0
    for byte in text.bytes {
      let digit = byte &- 48
      guard digit < 10 else { return nil }
      number = number &* 10 &+ Int64(digit)
    }
    return number
  }

  /// Unscaled, rounded half away from zero to `scale` digits after the point.
  static func decimal(_ text: TextView, scale: Int) -> Int64? {
    guard let number = number(text) else { return nil }
    if number.scale >= scale {
      return DecimalScale.roundedQuotient(
        number.unscaled, DecimalScale.power(number.scale - scale))
    }
    let (product, overflow) = number.unscaled.multipliedReportingOverflow(
      by: DecimalScale.power(scale - number.scale))
    return overflow ? nil : product
  }

  /// Digits with an optional point and exponent, or a formatted number; no words such as `inf`.
  static func float(_ text: TextView) -> Double? {
    if let plain = NumberText.float(text.trimmed().bytes) { return plain }
    return number(text).map { Double($0.unscaled) / Double(DecimalScale.power($0.scale)) }
  }

  /// A number of up to 19 digits, or a formatted one; a percentage is its fraction.
  private static func number(_ text: TextView) -> NumberText.Decimal? {
    let trimmed = text.trimmed()
    var cursor = TextCursor(trimmed)
    if let plain = cursor.decimal(), cursor.isAtEnd {
      return NumberText.Decimal(unscaled: plain.unscaled, scale: plain.scale)
    }
    guard let found = NumberText.formatted(trimmed.bytes, decimalMark: .point) else { return nil }
    return NumberText.Decimal(
      unscaled: found.number.unscaled, scale: found.number.scale + (found.isPercent ? 2 : 0))
  }

  /// Days since 1970-01-01 of a date with the year first, whatever time follows.
  static func date(_ text: TextView) -> Int64? {
    moment(text).map { Int64($0.day) }
  }

  /// Microseconds since 1970-01-01T00:00:00 of a date with the year first and a time, if any, after
  /// it. No zones: times are local to the data.
  static func timestamp(_ text: TextView) -> Int64? {
    moment(text)?.microseconds
  }

  private static func moment(_ text: TextView) -> DateText.Moment? {
    guard let moment = DateText.parse(text.bytes, order: .ymd), moment.offset == nil else {
      return nil
    }
    return moment
  }

  static func bool(_ text: TextView) -> Bool? {
    switch NameFolding.fold(text.trimmed().string) {
    case "true", "t", "yes", "y", "1", "是", "真": true
    case "false", "f", "no", "n", "0", "否", "假": false
    default: nil
    }
  }
}
