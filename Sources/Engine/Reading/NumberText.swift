/// Numbers as people and programs write them. Used by the readers and by casts.
public enum NumberText {
  /// An exact number: unscaled / 10^scale.
  public struct Decimal: Sendable, Hashable {
    public var unscaled: Int64
    public var scale: Int

    public init(unscaled: Int64, scale: Int) {
      self.unscaled = unscaled
      self.scale = scale
    }

    /// Ten to the `power` times as much, exactly; nil when it does not fit.
    func shifted(by power: Int) -> Decimal? {
      if unscaled == 0 { return Decimal(unscaled: 0, scale: 0) }
      if power <= scale { return Decimal(unscaled: unscaled, scale: scale - power) }
      guard power - scale <= maxDigits else { return nil }
      let (value, overflow) = unscaled.multipliedReportingOverflow(by: powers[power - scale])
      return overflow ? nil : Decimal(unscaled: value, scale: 0)
    }
  }

  /// The most digits that surely fit an `Int64`.
  static let maxDigits = 18
  public static let maxScale = 9

  /// `-?digits`, at most 18 of them; leading zeros are allowed. nil for anything else.
  @inline(__always)
  public static func integer(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard let (isNegative, start) = sign(text), text.count - start <= maxDigits else { return nil }
    var value: Int64 = 0
    for index in start..<text.count {
      guard text[index].isDigit else { return nil }
      value = value &* 10 &+ Int64(text[index] &- .zero)
    }
    return isNegative ? -value : value
  }

  /// `-?digits[.digits][e±digits]` when its exact value has up to `maxScale` digits after the point
  /// and 18 in all. Programs write `9e+05` for 900000.
  public static func decimal(_ text: UnsafeBufferPointer<UInt8>) -> Decimal? {
    guard let (isNegative, start) = sign(text) else { return nil }
    var value: Int64 = 0
    var digits = 0
    var scale = -1
    var end = text.count
    for index in start..<text.count {
      if text[index] == .point, scale < 0, index > start {
        scale = 0
        continue
      }
      if text[index] | 0x20 == 0x65, index > start, scale != 0 {
        end = index
        break
      }
      guard text[index].isDigit, digits < maxDigits else { return nil }
      value = value &* 10 &+ Int64(text[index] &- .zero)
      digits += value == 0 ? 0 : 1
      if scale >= 0 { scale += 1 }
    }
    guard scale != 0 else { return nil }
    var number = Decimal(unscaled: isNegative ? -value : value, scale: max(scale, 0))
    if end < text.count {
      guard let power = exponent(UnsafeBufferPointer(rebasing: text[(end + 1)...])),
        let shifted = number.shifted(by: power)
      else { return nil }
      number = shifted
    }
    return number.scale <= maxScale ? number : nil
  }

  private static func exponent(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    let isNegative = text.first == .minus
    let digits = isNegative || text.first == 0x2B ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.count <= 3, digits.allSatisfy(\.isDigit) else { return nil }
    let power = digits.reduce(0) { $0 * 10 + Int($1 - .zero) }
    return isNegative ? -power : power
  }

  /// `decimal`, brought to `scale`; nil when digits would be lost or it does not fit.
  public static func decimal(_ text: UnsafeBufferPointer<UInt8>, scale: Int) -> Int64? {
    guard let number = decimal(text), number.scale <= scale else { return nil }
    let (value, overflow) = number.unscaled.multipliedReportingOverflow(
      by: powers[scale - number.scale])
    return overflow ? nil : value
  }

  /// A number with point and exponent; nil for `inf`, `nan`, hexadecimal, and numbers whose size a
  /// `Double` can not hold.
  public static func float(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    guard let shape = FloatShape(text) else { return nil }
    if shape.digits <= 15, shape.exponent == 0, let number = decimal(text) {
      return Double(number.unscaled) / Double(powers[number.scale])
    }
    guard let value = Double(Substring(decoding: text, as: UTF8.self)), value.isFinite,
      value != 0 || shape.digits == 0
    else { return nil }
    return value
  }

  /// The parts of a float as written: only its form, not its value.
  struct FloatShape {
    /// Significant digits, leading zeros left out.
    var digits = 0
    /// Digits after the point.
    var fraction = 0
    var exponent = 0

    init?(_ text: UnsafeBufferPointer<UInt8>) {
      guard let (_, start) = sign(text) else { return nil }
      var index = start
      var hasPoint = false
      while index < text.count, text[index].isDigit || (text[index] == .point && !hasPoint) {
        if text[index] == .point {
          hasPoint = true
        } else {
          if digits > 0 || text[index] != .zero { digits += 1 }
          if hasPoint { fraction += 1 }
        }
        index += 1
      }
      guard text[start].isDigit || (hasPoint && fraction > 0) else { return nil }
      if index == text.count { return }
      guard text[index] | 0x20 == 0x65, index + 1 < text.count else { return nil }
      index += 1
      if text[index] == 0x2B || text[index] == .minus { index += 1 }
      guard index < text.count, text.count - index <= 4 else { return nil }
      for digit in text[index...] {
        guard digit.isDigit else { return nil }
        exponent = exponent * 10 + Int(digit - .zero)
      }
      // The sign does not matter to the form; 0 means: none written.
      exponent = max(exponent, 1)
    }
  }

  static let powers: [Int64] = (0...maxDigits).map { power in
    (0..<power).reduce(1) { product, _ in product * 10 }
  }

  /// Whether a minus comes first and where the digits begin; nil when nothing follows.
  @inline(__always)
  private static func sign(_ text: UnsafeBufferPointer<UInt8>) -> (Bool, Int)? {
    guard let first = text.first else { return nil }
    let isNegative = first == .minus
    if isNegative, text.count == 1 { return nil }
    return (isNegative, isNegative ? 1 : 0)
  }
}

/// Up to eight digits at a time. `bytes` must be readable for eight bytes.
enum Digits {
  /// The number written in the `count` (1…8) bytes at `bytes`; nil when one is not a digit.
  @inline(__always)
  static func upToEight(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    let word = UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self)
    // Digits become 0…9, moved to the top so that zeros lead.
    let digits = (word ^ 0x3030_3030_3030_3030) << UInt64((8 &- count) &* 8)
    guard ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080 == 0 else {
      return nil
    }
    let pairs = (digits &* 10) &+ (digits >> 8)
    let high = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let low = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return Int64(truncatingIfNeeded: (high &+ low) >> 32)
  }

  /// The number in 1…16 bytes.
  @inline(__always)
  static func upToSixteen(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    if count <= 8 { return upToEight(bytes, count) }
    guard let high = upToEight(bytes, count &- 8), let low = upToEight(bytes + (count &- 8), 8)
    else { return nil }
    return high &* 100_000_000 &+ low
  }
}
