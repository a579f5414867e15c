/// Maps full-width and typographic forms to the ASCII ones that the grammar is written in.
enum WidthFolding {
  /// `scalar` as the grammar reads it outside strings.
  static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    case 0x3001: ","
    case 0xFFE4: "|"
    case 0x3010: "["
    case 0x3011: "]"
    case 0x2212: "-"
    default: scalar
    }
  }

  /// A word with its full-width letters and digits folded.
  static func fold(_ text: some Sequence<Unicode.Scalar>) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in text { folded.append(fold(scalar)) }
    return String(folded)
  }

  /// Blank, and not the end of a line. Byte-order marks and zero-width spaces come with pasted text.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0B, 0x0C, 0x20, 0xA0, 0x1680, 0x2000...0x200B, 0x202F, 0x205F, 0x3000, 0xFEFF: true
    default: false
    }
  }

  static func isNewline(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// May begin a bare word; `scalar` is folded.
  static func isWordStart(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return scalar == "_" || (scalar.value | 0x20 >= 0x61 && scalar.value | 0x20 <= 0x7A)
    }
    return scalar.properties.isIDStart
  }

  /// May stand inside a bare word; `scalar` is folded.
  static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return isWordStart(scalar) || isDigit(scalar) }
    return scalar.properties.isIDContinue
  }

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar >= "0" && scalar <= "9" }

  /// Whether `text` can be written as a name without backticks, keywords aside.
  static func isBareWord(_ text: String) -> Bool {
    var scalars = text.unicodeScalars.makeIterator()
    guard let first = scalars.next(), isWordStart(first) else { return false }
    while let scalar = scalars.next() {
      guard isWordPart(scalar) else { return false }
    }
    // A name that folding would change keeps its spelling only between backticks.
    return fold(text.unicodeScalars) == text
  }
}
