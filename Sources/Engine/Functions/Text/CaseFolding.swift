/// Upper and lower case by Unicode's simple mappings: one scalar to one scalar, so that lengths in
/// characters stay (`ß` has no upper case of its own). Text is compared without case by folding both
/// sides: upper, then lower.
enum CaseFolding {
  static func upper(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.value < 0x80 { return asciiUpper(scalar) }
    if isCaseless(scalar) { return scalar }
    // Where the full mapping needs several scalars the title case is the simple mapping, if any.
    return single(scalar.properties.uppercaseMapping)
      ?? single(scalar.properties.titlecaseMapping) ?? scalar
  }

  static func lower(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.value < 0x80 { return asciiLower(scalar) }
    if isCaseless(scalar) { return scalar }
    // The only scalar whose full lower case is longer than the simple one.
    if scalar == "\u{130}" { return "i" }
    return single(scalar.properties.lowercaseMapping) ?? scalar
  }

  static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.value < 0x80 { return asciiLower(scalar) }
    // Upper case would merge the dotless i with i, which case folding keeps apart.
    return scalar == "\u{131}" ? scalar : lower(upper(scalar))
  }

  /// Full-width ASCII and the ideographic space as their ASCII forms.
  static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0xFF01...0xFF5E: Unicode.Scalar(UInt8(scalar.value - 0xFEE0))
    case 0x3000: " "
    default: scalar
    }
  }

  @inline(__always)
  static func asciiLower(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }

  @inline(__always)
  static func asciiUpper(_ byte: UInt8) -> UInt8 { byte &- 97 < 26 ? byte & 0xDF : byte }

  private static func asciiLower(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    Unicode.Scalar(asciiLower(UInt8(scalar.value)))
  }

  private static func asciiUpper(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    Unicode.Scalar(asciiUpper(UInt8(scalar.value)))
  }

  /// Chinese, Japanese and Korean, which need no look into the Unicode tables.
  private static func isCaseless(_ scalar: Unicode.Scalar) -> Bool {
    (0x2E80...0xA63F).contains(scalar.value) || (0xAC00...0xFAFF).contains(scalar.value)
  }

  private static func single(_ mapping: String) -> Unicode.Scalar? {
    let scalars = mapping.unicodeScalars
    return scalars.count == 1 ? scalars.first : nil
  }
}
