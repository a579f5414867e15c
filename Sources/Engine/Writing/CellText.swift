internal import Syntax

/// Values as bytes, exact, for every format: `encoder.output.append(date: 15318)`.
extension [UInt8] {
  mutating func append(text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func append(integer value: Int64) {
    if value < 0 { append(UInt8(ascii: "-")) }
    append(digits: value.magnitude, atLeast: 1)
  }

  /// `unscaled / 10^scale` with exactly `scale` digits after the point.
  mutating func append(decimal unscaled: Int64, scale: Int) {
    guard scale > 0 else { return append(integer: unscaled) }
    if unscaled < 0 { append(UInt8(ascii: "-")) }
    append(digits: unscaled.magnitude, atLeast: scale + 1)
    insert(UInt8(ascii: "."), at: count - scale)
  }

  /// The shortest text that reads back as the same number; `inf`, `-inf` or `nan` for those.
  mutating func append(double value: Double) {
    append(contentsOf: value.description.utf8)
  }

  /// `2011-12-10`, from days since 1970-01-01.
  mutating func append(day: Int) {
    let date = CivilCalendar.date(day)
    if date.year < 0 { append(UInt8(ascii: "-")) }
    append(digits: UInt64(date.year.magnitude), atLeast: 4)
    append(UInt8(ascii: "-"))
    append(digits: UInt64(date.month), atLeast: 2)
    append(UInt8(ascii: "-"))
    append(digits: UInt64(date.day), atLeast: 2)
  }

  /// `2011-12-09 12:50:00`, with as many digits of the second (up to six) as it has, from
  /// microseconds since 1970-01-01T00:00.
  mutating func append(timestamp microseconds: Int64) {
    let perDay = CivilCalendar.microsecondsPerDay
    let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: perDay)
    let day = remainder < 0 ? quotient - 1 : quotient
    let time = UInt64(remainder < 0 ? remainder + perDay : remainder)
    append(day: Int(day))
    append(UInt8(ascii: " "))
    append(digits: time / 3_600_000_000, atLeast: 2)
    append(UInt8(ascii: ":"))
    append(digits: time / 60_000_000 % 60, atLeast: 2)
    append(UInt8(ascii: ":"))
    append(digits: time / 1_000_000 % 60, atLeast: 2)
    let fraction = time % 1_000_000
    guard fraction != 0 else { return }
    append(UInt8(ascii: "."))
    append(digits: fraction, atLeast: 6)
    while last == UInt8(ascii: "0") { removeLast() }
  }

  /// The digits of a number, with zeros before it up to `width` (at most 40).
  mutating func append(digits value: UInt64, atLeast width: Int) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 40) { digits in
      var rest = value
      var start = 40
      while rest > 0 || start > 40 - width {
        start -= 1
        digits[start] = UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0")
        rest /= 10
      }
      append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
    }
  }
}
