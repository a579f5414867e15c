/// Writes the digits of ids kept as numbers: padded with zeros to a width, or as many as there are.
struct DigitSpelling {
  private let width: Int
  /// Numbers below it have no more digits than the width.
  private let limit: Int64

  init(width: Int) {
    self.width = width
    limit = width > 0 ? DecimalScale.power(width) : 0
  }

  /// The most bytes that `write` writes.
  var longest: Int { max(width, 20) }

  /// Writes a number that is not negative; returns how many digits it took.
  @inline(__always)
  func write(_ number: Int64, to out: UnsafeMutablePointer<UInt8>) -> Int {
    var rest = number.magnitude
    let count = number < limit ? width : max(width, Self.digits(rest))
    var place = count
    while place >= 2 {
      let pair = UInt8(truncatingIfNeeded: rest % 100)
      rest /= 100
      out[place - 1] = 48 + pair % 10
      out[place - 2] = 48 + pair / 10
      place -= 2
    }
    if place == 1 { out[0] = UInt8(truncatingIfNeeded: 48 + rest % 10) }
    return count
  }

  private static func digits(_ number: UInt64) -> Int {
    var digits = 1
    var rest = number
    while rest >= 10 {
      rest /= 10
      digits += 1
    }
    return digits
  }
}
