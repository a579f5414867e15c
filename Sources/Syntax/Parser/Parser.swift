/// Reads text into statements. Never fails: what cannot be read is left out and a diagnostic covers
/// it.
///
/// One file for each kind of thing read; expressions are read by `Parser/Expressions` with a stack
/// of their own, so that no nesting of brackets can exhaust the machine's.
public struct Parser {
  let source: SourceText
  let tokens: [Token]
  let comments: [Comment]
  var index = 0
  /// Where the statement that is being read begins: no line ends before it.
  var statementStart = 0
  /// Open brackets, `case` and `dimension`: within them the end of a line means nothing.
  var brackets = 0
  var diagnostics: [Diagnostic]
  /// How many of the diagnostics only say that more text is needed.
  var wanting = 0
  /// The token after which a line may end although its sign usually goes on (`select *`).
  var completeAt: Int?
  /// Every `:name`, as written.
  var parametersMentioned: Set<String> = []
  /// An expectation is being read: `of` follows what is asked of a customer.
  var isExpecting = false
  /// The quote of a string that the end of the text leaves open.
  private var openQuote: Character?
  /// What could stand at the end of the text; gathered for completion.
  var sought = SoughtAtEnd()

  /// The statements of `text`, the diagnostics in the order of their places, and whether more text
  /// is needed. `name` is the file that the text comes from, nil at the prompt.
  public static func parse(_ text: String, name: String? = nil) -> ParsedScript {
    var parser = Parser(text, name: name)
    return parser.script()
  }

  /// For completion: what is read ends with `tokens`, and what could follow them is gathered.
  init(_ text: String, endingWith tokens: [Token]) {
    source = SourceText(text: text)
    self.tokens = tokens
    comments = []
    diagnostics = []
    sought.isGathering = true
  }

  init(_ text: String, name: String?) {
    let lexed = Lexer.tokenize(text)
    source = SourceText(name: name, text: text)
    tokens = lexed.tokens
    comments = lexed.comments
    diagnostics = lexed.diagnostics
    if let quote = lexed.openQuote {
      wanting += 1
      openQuote = source.slice(quote.start..<quote.end).first
    }
  }

  mutating func script() -> ParsedScript {
    var statements: [Statement] = []
    while true {
      while accept(.semicolon) {}
      if current.kind == .end {
        // Otherwise the cursor is still in the statement before, and completion wants its scope.
        let fresh = index == 0 || current.startsLine || previous?.kind == .symbol(.semicolon)
        if fresh {
          sought.beginStatement()
          sought.note(.statement)
        }
        break
      }
      sought.beginStatement()
      if let statement = statement() { statements.append(statement) }
      finishStatement()
    }
    if source.name != nil {
      for index in diagnostics.indices { diagnostics[index].source = source }
    }
    let errors = diagnostics.count { $0.severity == .error }
    diagnostics.sort { ($0.span?.start ?? 0) < ($1.span?.start ?? 0) }
    return ParsedScript(
      statements: statements, diagnostics: diagnostics, parametersMentioned: parametersMentioned,
      openQuote: openQuote,
      isIncomplete: wanting > 0 && wanting == errors)
  }

  /// One statement; nil when nothing of it could be read. The diagnostics then say why.
  mutating func statement() -> Statement? {
    let start = index
    statementStart = index
    let comment = commentAbove(current)
    do {
      let shape = try statementShape()
      return Statement(shape, at: span(from: start), comment: comment)
    } catch {
      report(error)
      // A fault at the very first token would be met again for ever.
      if index == start { advance() }
      skip(toPipe: false)
      return nil
    }
  }

  /// A statement ends at `;` or with its line; anything else is one fault.
  private mutating func finishStatement() {
    brackets = 0
    if accept(.semicolon) { return }
    guard continues else { return }
    report(unexpected())
    skip(toPipe: false)
    brackets = 0
  }

  /// The lines of comment that stand directly above the statement that `token` begins.
  private func commentAbove(_ token: Token) -> String? {
    guard token.startsLine else { return nil }
    var low = 0
    var high = comments.count
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].span.start < token.span.start { low = middle + 1 } else { high = middle }
    }
    var line = token.line
    var lines: [String] = []
    while low > 0, comments[low - 1].ownLine, comments[low - 1].line == line - 1 {
      low -= 1
      line -= 1
      lines.append(comments[low].text)
    }
    return lines.isEmpty ? nil : lines.reversed().joined(separator: "\n")
  }
}

/// What a text says.
public struct ParsedScript: Sendable, Hashable {
  public var statements: [Statement]
  /// By place. Empty when everything was understood.
  public var diagnostics: [Diagnostic]
  /// Every `:name` in the text, as written.
  public var parametersMentioned: Set<String>
  /// The quote of a string that the end of the text leaves open.
  public var openQuote: Character?
  /// The text ends where more is needed, and nothing before is wrong: the prompt asks for another
  /// line instead of complaining.
  public var isIncomplete: Bool
}
