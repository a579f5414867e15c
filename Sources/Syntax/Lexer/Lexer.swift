/// Turns text into tokens. Never fails: what it cannot read becomes an `unreadable` token and a
/// diagnostic.
struct Lexer {
  /// What the parser and the highlighter work on. `tokens` ends with one `end`.
  struct Output {
    var tokens: [Token] = []
    var comments: [Comment] = []
    var diagnostics: [Diagnostic] = []
    /// The opening quote of a string that runs to the end of the text.
    var openQuote: Span?
  }

  /// The text as typed, one scalar at a time, and the byte offset of each (and of the end).
  let scalars: [Unicode.Scalar]
  let offsets: [Int]
  var position = 0
  var line = 0
  var output = Output()
  private var lineHasToken = false

  static func tokenize(_ text: String) -> Output {
    var lexer = Lexer(text)
    lexer.run()
    return lexer.output
  }

  private init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    var offsets: [Int] = []
    offsets.reserveCapacity(scalars.count + 1)
    var offset = 0
    for scalar in scalars {
      offsets.append(offset)
      offset += UTF8.width(scalar)
    }
    offsets.append(offset)
    self.offsets = offsets
  }

  /// The scalar `ahead` of the position, folded; nil past the end.
  func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
    let index = position + ahead
    return index < scalars.count ? WidthFolding.fold(scalars[index]) : nil
  }

  /// From the scalar at `start` to the position, in bytes.
  func span(from start: Int) -> Span { Span(offsets[start], offsets[position]) }

  mutating func emit(_ kind: Token.Kind, from start: Int, keyword: Keyword? = nil) {
    output.tokens.append(
      Token(
        kind, at: span(from: start), line: line, startsLine: !lineHasToken, keyword: keyword))
    lineHasToken = true
  }

  mutating func report(
    _ code: String, _ message: Message, from start: Int, label: Message? = nil, hint: Message? = nil
  ) {
    output.diagnostics.append(
      Diagnostic(code, message, at: span(from: start), label: label, hint: hint))
  }

  /// Whether the previous token ends exactly where the scalar at `index` begins.
  func touchesPrevious(_ index: Int) -> Bool {
    output.tokens.last.map { $0.span.end == offsets[index] } ?? false
  }

  mutating func endLine() {
    line += 1
    lineHasToken = false
  }

  private mutating func run() {
    while let scalar = peek() {
      if WidthFolding.isNewline(scalars[position]) {
        let crlf = scalars[position] == "\r" && position + 1 < scalars.count
        position += crlf && scalars[position + 1] == "\n" ? 2 : 1
        endLine()
      } else if WidthFolding.isSpace(scalar) {
        position += 1
      } else {
        token(scalar)
      }
    }
    emit(.end, from: position)
  }

  private mutating func token(_ scalar: Unicode.Scalar) {
    if scalar == "#" || (scalar == "-" && peek(1) == "-") { return comment() }
    if let closers = Self.closingQuotes(for: scalars[position], folded: scalar) {
      return string(closedBy: closers)
    }
    if scalar == "`" { return quotedWord() }
    if WidthFolding.isDigit(scalar) { return number() }
    if scalar == ".", let next = peek(1), WidthFolding.isDigit(next), !touchesPrevious(position) {
      return number()
    }
    if scalar == "@" { return at() }
    if WidthFolding.isWordStart(scalar) { return word() }
    symbol(scalar)
  }

  private mutating func word() {
    let start = position
    while let scalar = peek(), WidthFolding.isWordPart(scalar) { position += 1 }
    var text = WidthFolding.fold(scalars[start..<position])
    if let length = Self.wordBeforeNumber(text) {
      position = start + length
      text = WidthFolding.fold(scalars[start..<position])
    }
    emit(.word(text), from: start, keyword: Keyword.spelt(text))
  }

  /// `近90天`, `前10`: how many scalars the word takes that a number, with its unit or none, follows
  /// without a blank; nil when all of `text` is one name.
  private static func wordBeforeNumber(_ text: String) -> Int? {
    guard text.hasHanzi else { return nil }
    let scalars = Array(text.unicodeScalars)
    guard let digit = scalars.firstIndex(where: WidthFolding.isDigit), digit > 0 else { return nil }
    let unit = scalars[digit...].drop(while: WidthFolding.isDigit)
    let word = String(String.UnicodeScalarView(scalars[..<digit]))
    guard Keyword.spelt(word) != nil || Verb.stage(word) != nil,
      unit.isEmpty || NumberUnit.spelt(String(String.UnicodeScalarView(unit))) != nil
    else { return nil }
    return digit
  }

  private mutating func comment() {
    let start = position
    let ownLine = !lineHasToken
    position += peek() == "#" ? 1 : 2
    let textStart = position
    while position < scalars.count, !WidthFolding.isNewline(scalars[position]) { position += 1 }
    var text = scalars[textStart..<position]
    while let first = text.first, WidthFolding.isSpace(first) { text.removeFirst() }
    while let last = text.last, WidthFolding.isSpace(last) { text.removeLast() }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text)
    output.comments.append(
      Comment(text: String(view), span: span(from: start), line: line, ownLine: ownLine))
  }
}
