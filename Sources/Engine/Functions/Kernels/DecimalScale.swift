/// Powers of ten and scale changes of exact decimals.
enum DecimalScale {
  /// Products and mixtures that would need more digits after the point become floats.
  static let largest = 9

  private static let powers: [Int64] = (0...18).map { exponent in
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

  /// 10^exponent; what lies outside 0...18 counts as the nearest of these.
  static func power(_ exponent: Int) -> Int64 { powers[min(max(exponent, 0), 18)] }

  /// `unscaled / divisor`, rounded half away from zero; `divisor` is positive.
  @inline(__always)
  static func roundedQuotient(_ unscaled: Int64, _ divisor: Int64) -> Int64 {
    let (quotient, rest) = unscaled.quotientAndRemainder(dividingBy: divisor)
    // Compared this way because `2 * rest` may not fit.
    let isUp = rest.magnitude >= divisor.magnitude - rest.magnitude
    return isUp && divisor > 1 ? quotient + (unscaled < 0 ? -1 : 1) : quotient
  }
}
