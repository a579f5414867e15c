/// One word, literal or sign of the text, and the place where it stands.
public struct Token: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// A bare word, full width folded: a name, a keyword or a verb, as its place decides.
    case word(String)
    /// A name between backticks.
    case quotedWord(String)
    case literal(Literal)
    /// `@3` directly after a name.
    case version(Int)
    case symbol(Symbol)
    /// Characters that mean nothing; a diagnostic covers them.
    case unreadable
    case end
  }

  public var kind: Kind
  public var span: Span
  /// The number of the line on which it begins, from 0.
  public var line: Int
  /// No other token precedes it on its line.
  public var startsLine: Bool
  /// The keyword that a bare word spells, in either language.
  public var keyword: Keyword?

  init(_ kind: Kind, at span: Span, line: Int, startsLine: Bool, keyword: Keyword? = nil) {
    self.kind = kind
    self.span = span
    self.line = line
    self.startsLine = startsLine
    self.keyword = keyword
  }

  /// The text of a bare word, nil for anything else.
  var word: String? {
    if case .word(let text) = kind { text } else { nil }
  }

  /// Can be a name where the grammar asks for one.
  var isName: Bool {
    switch kind {
    case .word: !(keyword?.isReserved ?? false)
    case .quotedWord: true
    case .literal, .version, .symbol, .unreadable, .end: false
    }
  }

  /// The text of a string literal.
  var string: String? {
    if case .literal(.string(let text)) = kind { text } else { nil }
  }
}

/// A sign, or several that belong together, whatever width they were typed in.
public enum Symbol: String, Sendable, Hashable, CaseIterable {
  case pipe = "|"
  case concat = "||"
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case tilde = "~"
  case plus = "+"
  case minus = "-"
  case star = "*"
  case slash = "/"
  case doubleSlash = "//"
  case percent = "%"
  case comma = ","
  case semicolon = ";"
  case colon = ":"
  case dot = "."
  case openParenthesis = "("
  case closeParenthesis = ")"
  case openBracket = "["
  case closeBracket = "]"
  case backslash = "\\"
  case question = "?"

  /// Whether a line that ends with this sign goes on in the next one.
  var demandsMore: Bool {
    switch self {
    case .semicolon, .dot, .closeParenthesis, .closeBracket, .backslash, .question: false
    case .pipe, .concat, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .tilde,
      .plus, .minus, .star, .slash, .doubleSlash, .percent, .comma, .colon, .openParenthesis,
      .openBracket:
      true
    }
  }
}

/// `-- text` or `# text`, marker stripped.
struct Comment: Sendable, Hashable {
  var text: String
  var span: Span
  var line: Int
  /// Nothing but the comment stands on its line.
  var ownLine: Bool
}
