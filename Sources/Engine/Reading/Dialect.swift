/// How a file of delimited text is written; found by the sniffer or said by the caller.
struct Dialect: Sendable, Equatable {
  var delimiter: UInt8 = .comma
  /// nil: quotes are ordinary characters.
  var quote: UInt8? = .doubleQuote
  /// The byte that makes a quote inside quotes ordinary (`\"`), besides doubling it.
  var escape: UInt8?
  /// Blanks between a delimiter and an opening quote are layout.
  var blanksBeforeQuote = false
}

extension UInt8 {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let blank: UInt8 = 0x20
  static let doubleQuote: UInt8 = 0x22
  static let singleQuote: UInt8 = 0x27
  static let comma: UInt8 = 0x2C
  static let minus: UInt8 = 0x2D
  static let point: UInt8 = 0x2E
  static let slash: UInt8 = 0x2F
  static let zero: UInt8 = 0x30
  static let colon: UInt8 = 0x3A
  static let semicolon: UInt8 = 0x3B
  static let backslash: UInt8 = 0x5C
  static let pipe: UInt8 = 0x7C

  var isDigit: Bool { self &- 0x30 < 10 }
  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  /// A blank or tab.
  var isBlank: Bool { self == .blank || self == .tab }
  var endsLine: Bool { self == .lineFeed || self == .carriageReturn }
}
