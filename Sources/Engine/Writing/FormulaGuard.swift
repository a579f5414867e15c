/// Keeps a spreadsheet from running text of a CSV file as a formula.
///
/// A text that begins with `= + - @`, their full-width forms, a tab, a line end or a NUL, and that
/// is not a plain number, gets an apostrophe in front; so does one that has apostrophes before such
/// a beginning, so that taking one apostrophe away always restores the original: `unguarded` is the
/// exact inverse. Source: OWASP, CSV Injection; CWE-1236.
public enum FormulaGuard {
  /// Whether `text` must get an apostrophe. It gives the same answer with one more in front.
  public static func needsGuard(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = 0
    while start < text.count, text[start] == UInt8(ascii: "'") { start += 1 }
    guard start < text.count else { return false }
    let rest = UnsafeBufferPointer(rebasing: text[start...])
    return beginsFormula(rest) && !isPlainNumber(rest)
  }

  /// What a guarded or an unguarded text was before the export.
  public static func unguarded(_ text: String) -> String {
    var text = text
    let isGuarded = text.withUTF8 { $0.first == UInt8(ascii: "'") && needsGuard($0) }
    return isGuarded ? String(text.unicodeScalars.dropFirst()) : text
  }

  private static func beginsFormula(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    switch text[0] {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 9, 10, 13, 0:
      return true
    case 0xEF:
      // ＋ － ＝ ＠ are EF BC 8B, EF BC 8D, EF BC 9D, EF BC A0.
      guard text.count >= 3, text[1] == 0xBC else { return false }
      return text[2] == 0x8B || text[2] == 0x8D || text[2] == 0x9D || text[2] == 0xA0
    default:
      return false
    }
  }

  /// `-12`, `+3.5`, `-1.5e3`: a spreadsheet reads a number and nothing else.
  private static func isPlainNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = 0
    func sign() {
      guard position < text.count else { return }
      if text[position] == UInt8(ascii: "-") || text[position] == UInt8(ascii: "+") {
        position += 1
      }
    }
    func digits() -> Int {
      let start = position
      while position < text.count, 48...57 ~= text[position] { position += 1 }
      return position - start
    }
    sign()
    var count = digits()
    if position < text.count, text[position] == UInt8(ascii: ".") {
      position += 1
      count += digits()
    }
    guard count > 0 else { return false }
    if position < text.count, text[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      sign()
      guard digits() > 0 else { return false }
    }
    return position == text.count
  }
}
