/// Looking at tokens and taking them.
extension Parser {
  var current: Token { tokens[index] }

  func token(_ ahead: Int) -> Token { tokens[min(index + ahead, tokens.count - 1)] }

  var previous: Token? { index > 0 ? tokens[index - 1] : nil }

  /// The statement goes on with the current token: it is on the same line, or a bracket is open, or
  /// the line before ended with something that asks for more.
  var continues: Bool {
    if current.kind == .end || current.kind == .symbol(.semicolon) { return false }
    return !lineEnds
  }

  /// The end of a line, here, is the end of the statement.
  var lineEnds: Bool {
    guard current.startsLine, brackets == 0, index > statementStart else { return false }
    return !previousDemandsMore
  }

  /// The text up to here asks for more: an operator, a comma, a bracket still open.
  var previousDemandsMore: Bool { index > 0 && demandsMore(index - 1) }

  /// The token at `place` asks for more.
  func demandsMore(_ place: Int) -> Bool {
    guard completeAt != place else { return false }
    switch tokens[place].kind {
    case .symbol(let symbol): return symbol.demandsMore
    case .word: return tokens[place].keyword?.demandsMore ?? false
    case .quotedWord, .literal, .version, .unreadable, .end: return false
    }
  }

  mutating func advance() {
    if index < tokens.count - 1 { index += 1 }
  }

  func at(_ symbol: Symbol) -> Bool { current.kind == .symbol(symbol) }

  /// Where the text ends `thing` could stand; kept for completion.
  mutating func seek(_ thing: CompletionKind) {
    if sought.isGathering, isAtEnd, !lineEnds { sought.note(thing) }
  }

  mutating func seek(keyword: Keyword) {
    if sought.isGathering, isAtEnd, !lineEnds { sought.note(keyword: keyword) }
  }

  /// The keyword is here, on this line.
  mutating func at(_ keyword: Keyword) -> Bool {
    seek(keyword: keyword)
    return current.keyword == keyword && !lineEnds
  }

  mutating func accept(_ symbol: Symbol) -> Bool {
    guard at(symbol) else { return false }
    advance()
    return true
  }

  /// Takes the sign when it stands on this line.
  mutating func acceptHere(_ symbol: Symbol) -> Bool { !lineEnds && accept(symbol) }

  mutating func accept(_ keyword: Keyword) -> Bool {
    guard at(keyword) else { return false }
    advance()
    return true
  }

  mutating func expect(_ symbol: Symbol) throws(Diagnostic) {
    guard acceptHere(symbol) else {
      throw expected(Message("expected '{0}'", symbol.rawValue))
    }
  }

  mutating func expect(_ keyword: Keyword) throws(Diagnostic) {
    guard accept(keyword) else {
      throw expected(Message("expected {0}", "'\(keyword.rawValue)'"))
    }
  }

  /// From the token at `start` to the last one taken.
  func span(from start: Int) -> Span {
    let first = tokens[start].span
    let last = index > start ? tokens[index - 1].span : first
    return Span(first.start, max(first.start, last.end))
  }

  /// The text ends here.
  var isAtEnd: Bool { current.kind == .end }

  /// A bare word on this line that can be a name, or one between backticks; not taken.
  func nameHere(reserved: Bool = false) -> (text: String, quoted: Bool)? {
    guard !lineEnds else { return nil }
    switch current.kind {
    case .word(let text):
      if !reserved, current.keyword?.isReserved ?? false { return nil }
      return (text, false)
    case .quotedWord(let text): return (text, true)
    case .literal, .version, .symbol, .unreadable, .end: return nil
    }
  }

  /// Takes a name. `what` says in a message what it would have been: `expected a column`.
  mutating func name(_ what: Message, _ sought: CompletionKind) throws(Diagnostic)
    -> ColumnReference
  {
    seek(sought)
    guard let (text, _) = nameHere() else { throw expected(what) }
    let span = current.span
    advance()
    return ColumnReference(text, at: span)
  }

  /// Takes a string, such as a file's path.
  mutating func string(_ what: Message, _ sought: CompletionKind) throws(Diagnostic)
    -> FileReference
  {
    seek(sought)
    guard !lineEnds, let text = current.string else { throw expected(what) }
    let span = current.span
    advance()
    return FileReference(text, at: span)
  }

  /// Takes a string when there is one on this line.
  mutating func acceptString() -> String? {
    guard !lineEnds, let text = current.string else { return nil }
    advance()
    return text
  }

  /// Takes a whole number from 0 when there is one on this line.
  mutating func acceptWhole() -> Int? {
    guard !lineEnds, case .literal(let literal) = current.kind, let value = literal.whole else {
      return nil
    }
    advance()
    return Int(value)
  }
}
