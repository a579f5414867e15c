/// The signs that screens are drawn with: Unicode, or plain ASCII where the locale is not UTF-8.
public struct Glyphs: Sendable, Hashable {
  public let isUnicode: Bool

  public static let unicode = Glyphs(isUnicode: true)
  public static let ascii = Glyphs(isUnicode: false)

  private init(isUnicode: Bool) { self.isUnicode = isUnicode }

  /// From the values of `LC_ALL`, `LC_CTYPE` and `LANG`, of which the first that is set counts.
  ///
  /// A locale that is not set at all says nothing about the terminal, and terminals are UTF-8.
  public init(lcAll: String?, lcCtype: String?, lang: String?) {
    let values = [lcAll, lcCtype, lang].compactMap { $0 }.filter { !$0.isEmpty }
    guard let locale = values.first?.lowercased() else {
      self = .unicode
      return
    }
    let isUnicode = locale.contains("utf-8") || locale.contains("utf8")
    self = isUnicode ? .unicode : .ascii
  }

  public var ellipsis: String { isUnicode ? "…" : "..." }
  public var null: String { isUnicode ? "∅" : "NULL" }
  public var arrow: String { isUnicode ? "→" : "->" }
  public var dot: String { isUnicode ? "·" : "|" }
  public var tick: String { isUnicode ? "✓" : "+" }
  public var cross: String { isUnicode ? "✗" : "x" }
  public var rule: String { isUnicode ? "─" : "-" }
  public var vertical: String { isUnicode ? "│" : "|" }
  public var minus: String { "-" }
  /// Carries a combining mark that has no letter.
  public var markCarrier: String { isUnicode ? "◌" : "o" }

  /// Stands for a character that is not drawn itself; `code` is its number, `U+202E`, or a byte.
  public func code(_ code: String) -> String { isUnicode ? "⟨\(code)⟩" : "<\(code)>" }

  /// The picture of a C0 control or of delete.
  ///
  /// Newline is the return sign, which reads better in a cell than the two letters of its picture.
  public func control(_ value: UInt32) -> String {
    if !isUnicode {
      let letter = Unicode.Scalar(UInt8(truncatingIfNeeded: value ^ 0x40))
      return "^\(letter)"
    }
    switch value {
    case 0x0A: return "⏎"
    case 0x7F: return "␡"
    default: return Unicode.Scalar(0x2400 + value).map { String($0) } ?? code("\(value)")
    }
  }
}
