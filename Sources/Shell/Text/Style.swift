/// Colours and weights, or none.
///
/// Only the sixteen colours that every terminal theme defines, and of these only those that stay
/// readable on light and on dark grounds. A plain style returns texts unchanged.
public struct Style: Sendable, Hashable {
  public let isColoured: Bool

  public static let plain = Style(isColoured: false)
  public static let coloured = Style(isColoured: true)

  private init(isColoured: Bool) { self.isColoured = isColoured }

  /// Coloured only on a terminal that is not `dumb`, and not when `NO_COLOR` is set to anything.
  public init(isTerminal: Bool, term: String?, noColor: String?) {
    let isRefused = !(noColor ?? "").isEmpty || term == "dumb" || (term ?? "").isEmpty
    self.init(isColoured: isTerminal && !isRefused)
  }

  /// What a piece of a screen is; its look follows from it.
  public enum Role: Sendable, Hashable, CaseIterable {
    case header, rule, null, total, note
    case error, warning, hint, caret, place
    case good, bad, bar, accent

    /// The parameters of the escape sequence that turns the look on.
    var sequence: String {
      switch self {
      case .header, .total: "1"
      case .rule, .null, .note: "2"
      case .error: "1;31"
      case .warning: "1;35"
      case .hint, .bar, .accent: "36"
      case .caret: "1;32"
      case .place: "1"
      case .good: "32"
      case .bad: "31"
      }
    }
  }

  /// `text` in the look of `role`; `text` must not hold escapes itself.
  public func paint(_ text: String, _ role: Role) -> String {
    guard isColoured, !text.isEmpty else { return text }
    return "\u{1B}[\(role.sequence)m\(text)\u{1B}[0m"
  }
}
