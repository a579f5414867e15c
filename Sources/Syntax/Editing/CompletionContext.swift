/// What is expected at a cursor, and what has been typed of it.
public struct CompletionContext: Sendable, Hashable {
  /// What could stand here, the most specific first; empty inside comments and after literals.
  public var expected: [CompletionKind]
  /// Words of the grammar that could stand here.
  public var keywords: [Keyword]
  /// What has been typed of the word or string that ends at the cursor, quotes not included.
  public var partial: String
  /// The bytes that a completion replaces: those of `partial`.
  public var span: Span
  /// The quote or backtick that is open at the cursor.
  public var quote: Character?
  /// The source and the stages before the one at the cursor, for the columns in scope; nil outside a
  /// query.
  public var query: Query?
  /// The verb of the stage at the cursor, once it is typed.
  public var stageVerb: StageVerb?
  /// The verb of the command at the cursor; nil inside a query.
  public var command: CommandVerb?
  /// The activity whose rows the condition at the cursor is about: its columns come first.
  public var activity: String?

  /// The first of `expected`.
  public var kind: CompletionKind? { expected.first }
}

extension Parser {
  /// What is expected at `cursor`, a byte offset in `text`; what follows it is not looked at.
  public static func context(_ text: String, cursor: Int) -> CompletionContext {
    let before = String(decoding: text.utf8.prefix(max(0, cursor)), as: UTF8.self)
    let end = before.utf8.count
    let lexed = Lexer.tokenize(before)
    var context = CompletionContext(
      expected: [], keywords: [], partial: "", span: Span(end, end))
    if let comment = lexed.comments.last, comment.span.end == end { return context }
    var tokens = lexed.tokens
    let ending = tokens.removeLast()
    if let last = tokens.last, last.span.end == end, !last.isFinished(lexed.openQuote) {
      tokens.removeLast()
      context.take(last, of: before)
      tokens.append(Token(.end, at: context.span, line: last.line, startsLine: last.startsLine))
    } else {
      tokens.append(ending)
    }
    var parser = Parser(before, endingWith: tokens)
    _ = parser.script()
    context.fill(parser.sought, before)
    return context
  }
}

extension CompletionContext {
  /// The token that the cursor touches is what has been typed so far.
  fileprivate mutating func take(_ token: Token, of text: String) {
    switch token.kind {
    case .literal(.string(let content)):
      partial = content
      let opening = SourceText(text: text).slice(token.span.start..<token.span.end).first
      quote = opening
      span = Span(token.span.start + (opening.map { String($0).utf8.count } ?? 0), token.span.end)
    case .quotedWord(let content):
      partial = content
      quote = "`"
      span = Span(token.span.start + 1, token.span.end)
    case .word(let word):
      partial = word
      span = token.span
    case .literal, .version, .symbol, .unreadable, .end:
      partial = SourceText(text: text).slice(token.span.start..<token.span.end)
      span = token.span
    }
  }

  fileprivate mutating func fill(_ sought: SoughtAtEnd, _ text: String) {
    let inString = quote != nil && quote != "`"
    expected = sought.things.enumerated()
      .filter { !inString || $0.element.mayBeQuoted }
      .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
      .map(\.element)
    keywords = quote == nil ? sought.keywords : []
    stageVerb = sought.stageVerb
    activity = sought.activity
    command = sought.command
    guard let start = sought.queryStart, let source = sought.querySource else { return }
    let stages = SourceText(text: text).slice(start..<max(start, sought.stagesEnd ?? start))
    let place = Span(start, start)
    query = Query(span: place, source: QuerySource(source, at: place))
    guard case .query(let read)? = Parser.parse(stages).statements.last?.shape else { return }
    query = read
  }
}

extension Token {
  /// Nothing more can be typed to it: a sign, a closed string, a closed name.
  fileprivate func isFinished(_ openQuote: Span?) -> Bool {
    switch kind {
    case .symbol, .end: true
    case .literal(.string): openQuote.map { $0.start != span.start } ?? true
    case .quotedWord: false
    case .literal, .version, .word, .unreadable: false
    }
  }
}
