internal import Syntax

/// Values as bytes, exact, for every format: `encoder.output.append(day: 15318)`.
///
/// Each value is spelled in a few bytes on the stack, from its end, and appended at once.
extension OutputBytes {
  mutating func append(integer value: Int64) {
    spell { digits in
      digits.put(value.magnitude, atLeast: 1)
      if value < 0 { digits.put(UInt8(ascii: "-")) }
    }
  }

  /// `unscaled / 10^scale` with exactly `scale` digits after the point.
  mutating func append(decimal unscaled: Int64, scale: Int) {
    guard scale > 0 else { return append(integer: unscaled) }
    let (whole, fraction) = unscaled.magnitude.quotientAndRemainder(
      dividingBy: DecimalScale.power(scale).magnitude)
    spell { digits in
      digits.put(fraction, atLeast: scale)
      digits.put(UInt8(ascii: "."))
      digits.put(whole, atLeast: 1)
      if unscaled < 0 { digits.put(UInt8(ascii: "-")) }
    }
  }

  /// The shortest text that reads back as the same number; `inf`, `-inf` or `nan` for those.
  mutating func append(double value: Double) {
    var text = value.description
    text.withUTF8 { append(contentsOf: $0) }
  }

  /// `2011-12-10`, from days since 1970-01-01.
  mutating func append(day: Int) {
    spell { $0.put(day: day) }
  }

  /// `2011-12-09 12:50:00`, with as many digits of the second (up to six) as it has, from
  /// microseconds since 1970-01-01T00:00.
  mutating func append(timestamp microseconds: Int64) {
    let perDay = CivilCalendar.microsecondsPerDay
    let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: perDay)
    let day = remainder < 0 ? quotient - 1 : quotient
    let time = UInt64(remainder < 0 ? remainder + perDay : remainder)
    let seconds = time / 1_000_000
    var fraction = time % 1_000_000
    var fractionDigits = fraction == 0 ? 0 : 6
    while fractionDigits > 0, fraction % 10 == 0 {
      fraction /= 10
      fractionDigits -= 1
    }
    spell { digits in
      if fractionDigits > 0 {
        digits.put(fraction, atLeast: fractionDigits)
        digits.put(UInt8(ascii: "."))
      }
      digits.putPair(seconds % 60)
      digits.put(UInt8(ascii: ":"))
      digits.putPair(seconds / 60 % 60)
      digits.put(UInt8(ascii: ":"))
      digits.putPair(seconds / 3600)
      digits.put(UInt8(ascii: " "))
      digits.put(day: Int(day))
    }
  }

  /// Bytes that a value takes at most: a sign, a year of 19 digits, month, day and a time; or a sign,
  /// 19 digits and a point.
  private static var longestValue: Int { 64 }

  /// As many bytes are copied whatever the value takes: a copy of a known size is a few instructions.
  @inline(__always)
  private mutating func spell(_ body: (inout BackwardDigits) -> Void) {
    let longest = Self.longestValue
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * longest) { room in
      guard let base = room.baseAddress else { return }
      let end = base + longest
      var digits = BackwardDigits(end: end)
      body(&digits)
      let target = UnsafeMutableRawPointer(reserve(longest))
      let source = UnsafeRawPointer(digits.start)
      for place in stride(from: 0, to: longest, by: 16) {
        target.storeBytes(
          of: source.loadUnaligned(fromByteOffset: place, as: SIMD16<UInt8>.self),
          toByteOffset: place, as: SIMD16<UInt8>.self)
      }
      take(end - digits.start)
    }
  }
}

/// Writes bytes before those already written: numbers are spelled from their last digit on.
private struct BackwardDigits {
  private(set) var start: UnsafeMutablePointer<UInt8>

  @inline(__always)
  init(end: UnsafeMutablePointer<UInt8>) { start = end }

  @inline(__always)
  mutating func put(_ byte: UInt8) {
    start -= 1
    start.pointee = byte
  }

  /// Two digits of a number below 100.
  @inline(__always)
  mutating func putPair(_ number: UInt64) {
    let pair = UInt8(truncatingIfNeeded: number)
    start -= 2
    start[0] = 48 + pair / 10
    start[1] = 48 + pair % 10
  }

  /// The digits of a number, with zeros before it up to `width`.
  @inline(__always)
  mutating func put(_ number: UInt64, atLeast width: Int) {
    var rest = number
    var missing = width
    while rest >= 10 || missing >= 2 {
      putPair(rest % 100)
      rest /= 100
      missing -= 2
    }
    // The digit that is left of an odd number of them.
    if rest > 0 || missing > 0 {
      put(UInt8(truncatingIfNeeded: 48 + rest))
    }
  }

  @inline(__always)
  mutating func put(day: Int) {
    let date = CivilCalendar.date(day)
    putPair(UInt64(date.day))
    put(UInt8(ascii: "-"))
    putPair(UInt64(date.month))
    put(UInt8(ascii: "-"))
    put(UInt64(date.year.magnitude), atLeast: 4)
    if date.year < 0 { put(UInt8(ascii: "-")) }
  }
}
