/// Numbers as people read them, and as programs do.
public enum NumberText {
  /// `1,234,567`; the sign in front.
  public static func grouped(_ value: Int) -> String { grouped(Int64(value)) }

  /// `1,234,567`; the sign in front.
  public static func grouped(_ value: Int64) -> String {
    (value < 0 ? "-" : "") + groupedDigits(String(value.magnitude))
  }

  /// `value` / 10^`scale` exactly, every digit of the scale shown, no separators: `12.50`.
  public static func exact(_ value: Int64, scale: Int) -> String {
    let (sign, whole, fraction) = parts(value, scale: scale)
    return fraction.isEmpty ? sign + whole : "\(sign)\(whole).\(fraction)"
  }

  /// `value` / 10^`scale` with separators and `places` decimals, rounded half away from zero.
  public static func grouped(_ value: Int64, scale: Int, places: Int) -> String {
    let dropped = scale - places
    guard dropped > 0 else {
      let (sign, whole, fraction) = parts(value, scale: scale)
      let padded = fraction + String(repeating: "0", count: -dropped)
      return sign + groupedDigits(whole) + (padded.isEmpty ? "" : ".\(padded)")
    }
    let rounded = divideRounding(value.magnitude, byPowerOfTen: dropped)
    let (_, whole, fraction) = parts(magnitude: rounded, scale: places)
    let sign = value < 0 && rounded != 0 ? "-" : ""
    return sign + groupedDigits(whole) + (fraction.isEmpty ? "" : ".\(fraction)")
  }

  /// Decimals needed to write `value` / 10^`scale` without loss: its scale less trailing zeros.
  static func placesNeeded(_ value: Int64, scale: Int) -> Int {
    var rest = value.magnitude
    var places = max(0, scale)
    while places > 0, rest % 10 == 0 {
      rest /= 10
      places -= 1
    }
    return places
  }

  /// `value` with `places` decimals (0…15), correctly rounded, half away from zero; separators when
  /// `grouped`. Numbers from 10^15 on, and those too small to show a digit, are in powers of ten.
  public static func fixed(_ value: Double, places: Int, grouped: Bool = true) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    let scale = powerOfTen(places)
    let scaled = roundedProduct(value.magnitude, scale)
    if scaled >= 9e15 || (scaled == 0 && value != 0) { return scientific(value) }
    let (_, whole, fraction) = parts(magnitude: UInt64(scaled), scale: places)
    let sign = value < 0 ? "-" : ""
    let digits = grouped ? groupedDigits(whole) : whole
    return sign + digits + (fraction.isEmpty ? "" : ".\(fraction)")
  }

  /// A share, 0.1234, as `12.3 %`; what is not nothing and not all never reads `0.0 %` or `100.0 %`.
  public static func percent(_ share: Double) -> String {
    guard share.isFinite else { return fixed(share, places: 1) }
    if share > 0, share < 0.0005 { return "<0.1 %" }
    if share < 0, share > -0.0005 { return ">-0.1 %" }
    if share < 1, share >= 0.9995 { return ">99.9 %" }
    let text = share == 0 ? "0.0" : fixed(share * 100, places: 1)
    return text + " %"
  }

  /// Three digits that matter and a power of ten: `1.23e-07`, shortest form.
  static func scientific(_ value: Double) -> String {
    var mantissa = value.magnitude
    var exponent = 0
    while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    var digits = fixed(mantissa, places: 2, grouped: false)
    if digits == "10.00" { (digits, exponent) = ("1.00", exponent + 1) }
    return "\(value < 0 ? "-" : "")\(digits)e\(exponent)"
  }

  static func powerOfTen(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<max(0, exponent) { power *= 10 }
    return power
  }

  /// `value` * `scale` rounded to a whole number, as if the product were exact.
  ///
  /// The product itself may be rounded onto a tie; the fused multiply tells on which side it lay.
  private static func roundedProduct(_ value: Double, _ scale: Double) -> Double {
    let product = value * scale
    let floor = product.rounded(.down)
    let above = product - floor
    if above != 0.5 { return product.rounded(.toNearestOrAwayFromZero) }
    let error = (-product).addingProduct(value, scale)
    return error < 0 ? floor : floor + 1
  }

  private static func divideRounding(_ value: UInt64, byPowerOfTen power: Int) -> UInt64 {
    guard power <= 19 else { return 0 }
    var divisor: UInt64 = 1
    for _ in 0..<power { divisor *= 10 }
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder >= divisor - remainder ? quotient + 1 : quotient
  }

  private static func parts(_ value: Int64, scale: Int) -> (String, String, String) {
    let (_, whole, fraction) = parts(magnitude: value.magnitude, scale: scale)
    return (value < 0 ? "-" : "", whole, fraction)
  }

  private static func parts(magnitude: UInt64, scale: Int) -> (String, String, String) {
    let digits = String(magnitude)
    guard scale > 0 else { return ("", digits, "") }
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    return ("", String(padded.dropLast(scale)), String(padded.suffix(scale)))
  }

  private static func groupedDigits(_ digits: String) -> String {
    guard digits.utf8.count > 3 else { return digits }
    var text = ""
    var left = digits.utf8.count
    for digit in digits {
      text.append(digit)
      left -= 1
      if left > 0, left % 3 == 0 { text.append(",") }
    }
    return text
  }
}
