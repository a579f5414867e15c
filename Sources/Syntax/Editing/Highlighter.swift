/// What a piece of text is, for colouring.
public enum TokenKind: Sendable, Hashable, CaseIterable {
  case verb, keyword, function, name, string, number, date, parameter, sign, comment, error
}

/// Colours text from its tokens alone: fast enough for every key stroke.
public enum Highlighter {
  /// The pieces of `text` in order; what lies between them is blank.
  public static func spans(_ text: String) -> [(Span, TokenKind)] {
    let lexed = Lexer.tokenize(text)
    var classifier = TokenClassifier(tokens: lexed.tokens)
    var spans = lexed.tokens.indices.dropLast().map { index in
      (lexed.tokens[index].span, classifier.kind(at: index))
    }
    guard !lexed.comments.isEmpty else { return spans }
    spans += lexed.comments.map { ($0.span, .comment) }
    spans.sort { $0.0.start < $1.0.start }
    return spans
  }
}

/// Walks the tokens and keeps where a verb is due.
private struct TokenClassifier {
  let tokens: [Token]
  private var brackets = 0
  private var insideDimension = false

  init(tokens: [Token]) { self.tokens = tokens }

  mutating func kind(at index: Int) -> TokenKind {
    let token = tokens[index]
    switch token.kind {
    case .word(let word): return kind(of: word, at: index)
    case .quotedWord: return .name
    case .literal(let literal): return kind(of: literal)
    case .version: return .number
    case .symbol(let symbol):
      if symbol == .openParenthesis { brackets += 1 }
      if symbol == .closeParenthesis { brackets = max(0, brackets - 1) }
      if symbol == .semicolon || symbol == .pipe { brackets = 0 }
      return symbol == .colon && namesParameter(index + 1) ? .parameter : .sign
    case .unreadable: return .error
    case .end: return .sign
    }
  }

  private func kind(of literal: Literal) -> TokenKind {
    switch literal {
    case .string: .string
    case .date, .dateRange, .timestamp: .date
    case .null, .bool, .number, .digits, .float, .percent, .duration: .number
    }
  }

  private mutating func kind(of word: String, at index: Int) -> TokenKind {
    let token = tokens[index]
    if let verb = verb(word, at: index) {
      if verb.kind == .command(.dimension) { insideDimension = true }
      return .verb
    }
    if token.keyword == .end { insideDimension = false }
    if namesParameter(index) { return .parameter }
    if index > 0, tokens[index - 1].kind == .symbol(.dot) { return .name }
    let next = index + 1 < tokens.count ? tokens[index + 1] : nil
    if let keyword = token.keyword {
      if keyword.isReserved { return .keyword }
      // A word of the grammar that is used as a name stands beside a sign.
      if next?.isSign != true, index > 0, !tokens[index - 1].isSign { return .keyword }
    }
    return next?.kind == .symbol(.openParenthesis) ? .function : .name
  }

  /// The verb that the word is, where one is due.
  private func verb(_ word: String, at index: Int) -> Verb? {
    guard index > 0 else { return Verb.named(word) }
    let previous = tokens[index - 1]
    switch previous.kind {
    case .symbol(.pipe): return Verb.stage(word) == nil ? nil : Verb.named(word)
    case .symbol(.semicolon): return Verb.named(word)
    default: break
    }
    if previous.keyword == nil, let before = previous.word, index == 1,
      Verb.command(before)?.kind == .command(.define)
    {
      return Verb.named(word)
    }
    let fresh = tokens[index].startsLine && brackets == 0 && !insideDimension
    return fresh && !previous.asksForMore ? Verb.named(word) : nil
  }

  /// `:name`, the colon touching the name and not a word before it.
  private func namesParameter(_ index: Int) -> Bool {
    guard index > 0, index < tokens.count, tokens[index].word != nil,
      tokens[index - 1].kind == .symbol(.colon),
      tokens[index - 1].span.end == tokens[index].span.start
    else { return false }
    if index + 1 < tokens.count, tokens[index + 1].kind == .symbol(.openParenthesis) {
      return false
    }
    guard index > 1 else { return true }
    return tokens[index - 2].isSign || tokens[index - 2].span.end < tokens[index - 1].span.start
  }
}

extension Token {
  /// A sign other than a closing bracket.
  fileprivate var isSign: Bool {
    guard case .symbol(let symbol) = kind else { return false }
    return symbol != .closeParenthesis && symbol != .pipe && symbol != .colon
      && symbol != .semicolon
  }

  fileprivate var asksForMore: Bool {
    switch kind {
    case .symbol(let symbol): symbol.demandsMore
    case .word: keyword?.demandsMore ?? false
    case .quotedWord, .literal, .version, .unreadable, .end: false
    }
  }
}
