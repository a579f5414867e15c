/// Reads a text from left to right, byte by byte. Methods that fail may leave it anywhere.
struct TextCursor {
  private let text: TextView
  private var position = 0

  init(_ text: TextView) { self.text = text }

  var isAtEnd: Bool { position == text.count }

  private var next: UInt8? { position < text.count ? text.start[position] : nil }

  private var digit: UInt8? {
    guard let next, next &- 48 < 10 else { return nil }
    return next &- 48
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  /// A sign, digits and a point. Nil without any digit, and when it has more digits than fit.
  mutating func decimal() -> (unscaled: Int64, scale: Int, hasPoint: Bool)? {
    let isNegative = skip(UInt8(ascii: "-"))
    if !isNegative { _ = skip(UInt8(ascii: "+")) }
    var (value, digits, scale, hasPoint) = (Int64(0), 0, 0, false)
    while true {
      if let digit {
        // Negative all the way: the smallest integer has no positive counterpart.
        let (tens, tensOverflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, overflow) = tens.subtractingReportingOverflow(Int64(digit))
        guard !tensOverflow, !overflow, scale < 18 else { return nil }
        value = sum
        digits += 1
        scale += hasPoint ? 1 : 0
        position += 1
      } else if !hasPoint, skip(UInt8(ascii: ".")) {
        hasPoint = true
      } else {
        break
      }
    }
    guard digits > 0 else { return nil }
    if isNegative { return (value, scale, hasPoint) }
    return value == .min ? nil : (-value, scale, hasPoint)
  }

  /// A number with an optional exponent; true when there is one.
  mutating func skipNumber() -> Bool {
    if !skip(UInt8(ascii: "-")) { _ = skip(UInt8(ascii: "+")) }
    var digits = skipDigits()
    if skip(UInt8(ascii: ".")) { digits += skipDigits() }
    guard digits > 0 else { return false }
    guard skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) else { return true }
    if !skip(UInt8(ascii: "-")) { _ = skip(UInt8(ascii: "+")) }
    return skipDigits() > 0
  }

  private mutating func skipDigits() -> Int {
    let first = position
    while digit != nil { position += 1 }
    return position - first
  }

  /// A whole number of that many digits.
  private mutating func number(_ width: ClosedRange<Int>) -> Int? {
    var (value, digits) = (0, 0)
    while digits < width.upperBound, let digit {
      value = value * 10 + Int(digit)
      digits += 1
      position += 1
    }
    return width.contains(digits) ? value : nil
  }

  mutating func date() -> Int? {
    guard let year = number(4...4), skip(UInt8(ascii: "-")), let month = number(1...2),
      skip(UInt8(ascii: "-")), let day = number(1...2)
    else { return nil }
    return CivilCalendar.days(checkedYear: Int64(year), month: Int64(month), day: Int64(day))
  }

  /// What stands between a date and a time.
  mutating func skipTimeMark() -> Bool { skip(UInt8(ascii: "T")) || skip(UInt8(ascii: " ")) }

  /// Microseconds since midnight. There is no second 60.
  mutating func time() -> Int64? {
    guard let hour = number(1...2), hour < 24, skip(UInt8(ascii: ":")), let minute = number(2...2),
      minute < 60
    else { return nil }
    let whole = Int64(hour * 3600 + minute * 60) * 1_000_000
    guard skip(UInt8(ascii: ":")) else { return whole }
    guard let second = number(2...2), second < 60 else { return nil }
    guard skip(UInt8(ascii: ".")) else { return whole + Int64(second) * 1_000_000 }
    let first = position
    guard let fraction = number(1...6) else { return nil }
    let scale = DecimalScale.power(6 - (position - first))
    return whole + Int64(second) * 1_000_000 + Int64(fraction) * scale
  }
}
