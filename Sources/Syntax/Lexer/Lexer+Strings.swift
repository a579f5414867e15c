extension Lexer {
  /// What ends a string that `scalar` opens; nil when it opens none. Input methods pair quotes
  /// carelessly, so a string opened by a closing quote ends at either.
  static func closingQuotes(
    for scalar: Unicode.Scalar, folded: Unicode.Scalar
  ) -> [Unicode.Scalar]? {
    if folded == "'" { return ["'", "＇"] }
    if folded == "\"" { return ["\"", "＂"] }
    switch scalar {
    case "“": return ["”"]
    case "”": return ["”", "“"]
    case "‘": return ["’"]
    case "’": return ["’", "‘"]
    case "「": return ["」"]
    case "『": return ["』"]
    default: return nil
    }
  }

  /// A string, which may span lines; a doubled closing quote stands for itself.
  mutating func string(closedBy closers: [Unicode.Scalar]) {
    let start = position
    let firstLine = line
    position += 1
    var content = String.UnicodeScalarView()
    var newlines = 0
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      if closers.contains(scalar) {
        guard position < scalars.count, scalars[position] == scalar else {
          return finishString(String(content), from: start, line: firstLine, newlines: newlines)
        }
        position += 1
      }
      if scalar == "\n" { newlines += 1 }
      content.append(scalar)
    }
    finishString(String(content), from: start, line: firstLine, newlines: newlines)
    let quote = Span(offsets[start], offsets[start + 1])
    output.openQuote = quote
    output.diagnostics.append(
      Diagnostic(
        "E102", Message("the text that begins here is not closed"), at: quote,
        label: Message("no closing quote")))
  }

  private mutating func finishString(_ text: String, from start: Int, line: Int, newlines: Int) {
    emit(.literal(.string(text)), from: start)
    self.line = line + newlines
  }

  /// A name between backticks, on one line.
  mutating func quotedWord() {
    let start = position
    position += 1
    var content = String.UnicodeScalarView()
    while position < scalars.count, !WidthFolding.isNewline(scalars[position]) {
      let closes = peek() == "`"
      if closes {
        guard peek(1) == "`" else {
          position += 1
          return finishQuotedWord(String(content), from: start)
        }
        position += 1
      }
      content.append(scalars[position])
      position += 1
    }
    emit(.quotedWord(String(content)), from: start)
    report(
      "E103", Message("the name that begins here is not closed"), from: start,
      label: Message("no closing backtick"))
  }

  private mutating func finishQuotedWord(_ text: String, from start: Int) {
    guard !text.isEmpty else {
      emit(.unreadable, from: start)
      return report("E104", Message("a name between backticks is empty"), from: start)
    }
    emit(.quotedWord(text), from: start)
  }
}
