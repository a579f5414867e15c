/// How the formatted numbers of one column are written: `$90,000 `, `1.234,56 €`, `12.5%`.
public struct NumberStyle: Sendable, Hashable {
  /// The byte before the fraction; the other of `.` and `,` may group thousands.
  public var decimalMark: UInt8
  public var currency: Currency?
  public var isPercent: Bool

  public init(
    decimalMark: UInt8 = 0x2E, currency: Currency? = nil, isPercent: Bool = false
  ) {
    self.decimalMark = decimalMark
    self.currency = currency
    self.isPercent = isPercent
  }

  public enum Currency: String, Sendable, Hashable, CaseIterable {
    case usDollar = "US$"
    case dollar = "$"
    case yen = "¥"
    case wideYen = "￥"
    case euro = "€"
    case pound = "£"
    case yuan = "元"
    case rmb = "RMB"
    case cny = "CNY"

    /// The money that it stands for: `￥5` and `5元` are the same.
    var unit: Currency {
      switch self {
      case .yen, .wideYen, .yuan, .rmb, .cny: .yuan
      case .dollar, .usDollar: .dollar
      case .euro: .euro
      case .pound: .pound
      }
    }
  }
}

extension NumberText {
  /// A formatted number and what was written around it.
  public struct Formatted: Sendable, Hashable {
    public var number: Decimal
    public var currency: NumberStyle.Currency?
    public var isPercent: Bool
    /// Nothing but the number itself was written, and its point is a point.
    public var isPlain: Bool
  }

  /// Reads blanks, a currency, groups of three, a percent sign and accounting brackets around a number
  /// whose decimal mark is `decimalMark`.
  public static func formatted(
    _ text: UnsafeBufferPointer<UInt8>, decimalMark: UInt8
  ) -> Formatted? {
    var scan = FormattedScan(text)
    var isNegative = false
    let isBracketed = scan.take(0x28)
    if scan.take(.minus) { isNegative = true }
    var currency = scan.currency()
    if !isNegative, scan.take(.minus) { isNegative = true }
    guard var number = scan.digits(decimalMark: decimalMark) else { return nil }
    let isPercent = scan.take(0x25)
    if currency == nil { currency = scan.currency() }
    if isBracketed {
      guard scan.take(0x29), !isNegative else { return nil }
      isNegative = true
    }
    guard scan.isAtEnd else { return nil }
    if isNegative { number.unscaled.negate() }
    return Formatted(
      number: number, currency: currency, isPercent: isPercent,
      isPlain: currency == nil && !isPercent && !isBracketed && !scan.isAdorned
        && decimalMark == .point)
  }

  /// The value of `text` in `style`, brought to `scale`.
  static func formatted(
    _ text: UnsafeBufferPointer<UInt8>, style: NumberStyle, scale: Int
  ) -> Int64? {
    guard let found = formatted(text, decimalMark: style.decimalMark),
      found.currency == nil || found.currency?.unit == style.currency?.unit,
      found.isPercent == style.isPercent
    else { return nil }
    let own = found.number.scale + (found.isPercent ? 2 : 0)
    guard own <= scale, scale - own <= maxDigits else { return nil }
    let (value, overflow) = found.number.unscaled.multipliedReportingOverflow(
      by: powers[scale - own])
    return overflow ? nil : value
  }
}

/// The reading of one formatted number, left to right.
private struct FormattedScan {
  private var rest: UnsafeBufferPointer<UInt8>.SubSequence
  /// Blanks or grouping were seen.
  private(set) var isAdorned = false

  init(_ text: UnsafeBufferPointer<UInt8>) {
    rest = text[...]
    skipBlanks()
    while let last = rest.last, last.isBlank {
      rest = rest.dropLast()
      isAdorned = true
    }
  }

  /// The next character if it is one of ASCII, in half or full width (`５` is EF BC 95), and its bytes.
  private var next: (byte: UInt8, width: Int)? {
    guard let first = rest.first else { return nil }
    if first == 0xEF, rest.count >= 3 {
      return WideText.ascii(rest[rest.startIndex + 1], rest[rest.startIndex + 2]).map { ($0, 3) }
    }
    return first < 0x80 ? (first, 1) : nil
  }

  private mutating func drop(_ width: Int) {
    rest = rest.dropFirst(width)
    if width > 1 { isAdorned = true }
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// Blanks, the no-break space C2 A0 and the wide one E3 80 80.
  private mutating func skipBlanks() {
    while let first = rest.first {
      if first.isBlank {
        rest = rest.dropFirst()
      } else if first == 0xC2, rest.dropFirst().first == 0xA0 {
        rest = rest.dropFirst(2)
      } else if first == 0xE3, rest.starts(with: "\u{3000}".utf8) {
        rest = rest.dropFirst(3)
      } else {
        return
      }
      isAdorned = true
    }
  }

  mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard let next, next.byte == byte else { return false }
    drop(next.width)
    return true
  }

  mutating func currency() -> NumberStyle.Currency? {
    skipBlanks()
    guard let first = rest.first, !first.isDigit else { return nil }
    for currency in NumberStyle.Currency.allCases
    where rest.starts(with: currency.rawValue.utf8) {
      rest = rest.dropFirst(currency.rawValue.utf8.count)
      return currency
    }
    return nil
  }

  /// Digits, in groups of three after the first group where the grouping mark is used at all.
  mutating func digits(decimalMark: UInt8) -> NumberText.Decimal? {
    skipBlanks()
    let groupingMark: UInt8 = decimalMark == .point ? .comma : .point
    var value: Int64 = 0
    var digits = 0
    var inGroup = 0
    var isGrouped = false
    var scale = -1
    while let (byte, width) = next {
      if byte.isDigit {
        guard digits < NumberText.maxDigits else { return nil }
        value = value * 10 + Int64(byte - .zero)
        digits += value == 0 ? 0 : 1
        inGroup += 1
        if scale >= 0 { scale += 1 }
      } else if byte == groupingMark, scale < 0, inGroup > 0 {
        guard isGrouped ? inGroup == 3 : inGroup <= 3 else { return nil }
        isGrouped = true
        inGroup = 0
      } else if byte == decimalMark, scale < 0, inGroup > 0 {
        guard !isGrouped || inGroup == 3 else { return nil }
        scale = 0
      } else {
        break
      }
      drop(width)
    }
    if isGrouped, scale < 0, inGroup != 3 { return nil }
    guard inGroup > 0, scale != 0, scale <= NumberText.maxScale else { return nil }
    if isGrouped { isAdorned = true }
    return NumberText.Decimal(unscaled: value, scale: max(scale, 0))
  }
}
