/// Saying what is wrong, and going on after it.
extension Parser {
  /// A fault at the current token, or just after the previous one when the line or text ends here.
  /// `what` is the label: what was expected.
  func expected(_ what: Message, hint: Message? = nil) -> Diagnostic {
    if isAtEnd || lineEnds || at(.semicolon) {
      let end = previous?.span.end ?? 0
      return Diagnostic(
        "E120", Message("the statement ends too early"), at: Span(end, end), label: what, hint: hint
      )
    }
    return Diagnostic(
      "E121", Message("unexpected {0}", shown(current)), at: current.span, label: what,
      hint: hint ?? reservedHint)
  }

  /// The current token cannot follow what was read.
  func unexpected() -> Diagnostic {
    Diagnostic(
      "E122", Message("unexpected {0}", shown(current)), at: current.span,
      label: Message("the statement was complete before this"), hint: afterCompleteHint)
  }

  /// A token as a message quotes it.
  func shown(_ token: Token) -> String {
    let start = source.text.utf8.index(source.text.startIndex, offsetBy: token.span.start)
    let end = source.text.utf8.index(source.text.startIndex, offsetBy: token.span.end)
    let text = source.text[start..<end]
    return "'" + text.prefix(40) + (text.count > 40 ? "…" : "") + "'"
  }

  private var reservedHint: Message? {
    guard let word = current.word, current.keyword?.isReserved ?? false else { return nil }
    return Message("a column of that name stands between backticks: `{0}`", word)
  }

  private var afterCompleteHint: Message? {
    if let word = current.word, Verb.stage(word) != nil {
      return Message("write '| {0}' to begin a stage", word)
    }
    if let number = numberWithComma { return Message("write {0}", number) }
    if at(.closeParenthesis) { return Message("no bracket is open") }
    if at(.openParenthesis), let word = previous?.word, Verb.stage(word) == .count {
      return Message("write '{0}' or '{1}'", "where count(…) …", "group : count(…)")
    }
    return nil
  }

  /// `1000` where `1,000` stands: the comma separates.
  private var numberWithComma: String? {
    guard at(.comma), index > 0 else { return nil }
    var digits = shown(tokens[index - 1]).dropFirst().dropLast()
    var place = index
    while tokens[place].kind == .symbol(.comma), place + 1 < tokens.count,
      tokens[place + 1].kind.isNumber,
      tokens[place].span.start == tokens[place - 1].span.end,
      tokens[place + 1].span.start == tokens[place].span.end
    {
      let group = shown(tokens[place + 1]).dropFirst().dropLast()
      guard group.prefix(while: \.isNumber).count == 3 else { return nil }
      digits += group
      place += 2
    }
    let isNumber = digits.first?.isNumber ?? false
    return isNumber && place > index ? String(digits) : nil
  }

  /// Keeps a fault, unless it only repeats what the lexer said about the same characters. One that
  /// comes from the text ending where it asks for more counts as wanting.
  mutating func report(_ fault: Diagnostic) {
    if let span = fault.span, repeats(span) { return }
    if fault.code == "E120", isAtEnd, brackets > 0 || previousDemandsMore { wanting += 1 }
    diagnostics.append(fault)
  }

  private func repeats(_ span: Span) -> Bool {
    let unreadable = current.kind == .unreadable || previous?.kind == .unreadable
    let openString = isAtEnd && previous?.string != nil
    guard unreadable || openString else { return false }
    return diagnostics.contains { known in
      guard let place = known.span, known.code < "E120" else { return false }
      return place.start <= span.end && span.start <= max(place.end, openString ? span.end : 0)
    }
  }

  /// Passes over what follows a fault: to the next stage or the end of the statement.
  mutating func skip(toPipe: Bool) {
    var depth = brackets
    brackets = 0
    while !isAtEnd {
      if at(.semicolon) && depth <= 0 { break }
      if toPipe && at(.pipe) && depth <= 0 { break }
      if current.startsLine, index > statementStart {
        if depth <= 0, !previousDemandsMore, !at(.pipe) { break }
        if beginsStatement(current) { break }
      }
      if at(.openParenthesis) { depth += 1 }
      if at(.closeParenthesis) { depth -= 1 }
      advance()
    }
  }

  /// A word that begins statements, at the very beginning of a line: even with a bracket open the
  /// rest is read afresh, so that one bracket does not swallow a whole script.
  private func beginsStatement(_ token: Token) -> Bool {
    guard let word = token.word, let verb = Verb.command(word), token.span.start > 0 else {
      return false
    }
    let before = source.text.utf8.index(source.text.startIndex, offsetBy: token.span.start - 1)
    let newline = source.text.utf8[before] == 10 || source.text.utf8[before] == 13
    return newline && verb.beginsDeclaration
  }
}

extension Token.Kind {
  fileprivate var isNumber: Bool {
    switch self {
    case .literal(.number), .literal(.digits): true
    default: false
    }
  }
}
