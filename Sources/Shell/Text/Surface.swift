/// What a screen is drawn on: how wide, with which signs and colours, in which language.
public struct Surface: Sendable, Hashable {
  /// Cells per line; nil when the output is not a terminal, where nothing is cut to fit.
  public var width: Int?
  public var style: Style
  public var glyphs: Glyphs
  public var language: Language

  public init(
    width: Int? = nil, style: Style = .plain, glyphs: Glyphs = .unicode, language: Language = .en
  ) {
    self.width = width
    self.style = style
    self.glyphs = glyphs
    self.language = language
  }

  /// From what the terminal layer knows; `environment` looks a variable up.
  ///
  /// `width` is the terminal's, nil when unknown (80 is taken) and ignored when the output is no
  /// terminal.
  public init(isTerminal: Bool, width: Int?, environment: (String) -> String?) {
    let lcAll = environment("LC_ALL")
    let lang = environment("LANG")
    self.init(
      width: isTerminal ? max(1, width ?? 80) : nil,
      style: Style(
        isTerminal: isTerminal, term: environment("TERM"), noColor: environment("NO_COLOR")),
      glyphs: Glyphs(lcAll: lcAll, lcCtype: environment("LC_CTYPE"), lang: lang),
      language: Language(lcAll: lcAll, lcMessages: environment("LC_MESSAGES"), lang: lang))
  }

  /// True on a terminal, where texts from data must be made visible first.
  public var isTerminal: Bool { width != nil }
}
