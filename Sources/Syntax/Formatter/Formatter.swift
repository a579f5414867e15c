/// Prints trees as canonical text: what is parsed from it is the same tree, spans aside.
///
/// Used for echoes, for saved segments and rules, and to show a statement in the other language.
public struct Formatter {
  let language: Language
  /// Leaves out of `optional(e, f, 'wording')` the wording, which is no part of the condition.
  var isBrief = false
  var text = ""

  /// A line longer than this (columns of a terminal) is broken before each pipe.
  static let lineWidth = 80

  /// Every statement on lines of its own.
  public static func format(_ script: [Statement], language: Language = .english) -> String {
    var lines: [String] = []
    var last = ""
    for statement in script {
      let body = body(statement, language)
      if joins(last, body) { lines[lines.count - 1] += ";" }
      lines.append(comment(statement) + body)
      last = body
    }
    return lines.joined(separator: "\n")
  }

  public static func format(_ statement: Statement, language: Language = .english) -> String {
    comment(statement) + body(statement, language)
  }

  private static func body(_ statement: Statement, _ language: Language) -> String {
    var formatter = Formatter(language: language)
    formatter.write(statement.shape)
    return formatter.text
  }

  /// The lines of comment above a statement, each ended.
  private static func comment(_ statement: Statement) -> String {
    let lines = statement.comment?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
    return lines.map { $0.isEmpty ? "--\n" : "-- \($0)\n" }.joined()
  }

  /// Without a semicolon the second text would be read as part of the first: a line that begins with
  /// a pipe, and a `from` that would make SQL of a selection.
  private static func joins(_ first: String, _ second: String) -> Bool {
    (second.hasPrefix("|") && !first.isEmpty)
      || (first.hasPrefix("select ") && second.hasPrefix("from "))
  }

  public static func format(_ query: Query, language: Language = .english) -> String {
    var formatter = Formatter(language: language)
    formatter.write(query)
    return formatter.text
  }

  public static func format(_ expression: Expression, language: Language = .english) -> String {
    var formatter = Formatter(language: language)
    formatter.write(expression)
    return formatter.text
  }

  /// A rule as explanations quote it: without the wordings of `optional(e, f, 'wording')`.
  public static func brief(_ expression: Expression) -> String {
    var formatter = Formatter(language: .english)
    formatter.isBrief = true
    formatter.write(expression)
    return formatter.text
  }

  /// A name as it has to be typed: between backticks when it needs them.
  public static func name(_ text: String) -> String {
    let bare = WidthFolding.isBareWord(text) && !(Keyword.spelt(text)?.isReserved ?? false)
    return bare ? text : backticked(text)
  }

  /// A text as a literal.
  public static func string(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  static func backticked(_ text: String) -> String {
    "`" + text.split(separator: "`", omittingEmptySubsequences: false).joined(separator: "``") + "`"
  }

  init(language: Language) { self.language = language }

  // MARK: Pieces

  mutating func write(_ keyword: Keyword) { text += keyword.spelling(in: language) }

  /// The keyword with a space on both sides.
  mutating func writeSpaced(_ keyword: Keyword) {
    text += " "
    write(keyword)
    text += " "
  }

  mutating func writeVerb(_ verb: CommandVerb) {
    text += Verb.declared(verb)?.spelling(in: language) ?? ""
  }

  mutating func writeName(_ name: String) { text += Self.name(name) }

  mutating func writeString(_ string: String) { text += Self.string(string) }

  mutating func writeList<Element>(
    _ elements: [Element], _ write: (inout Formatter, Element) -> Void
  ) {
    for (index, element) in elements.enumerated() {
      if index > 0 { text += ", " }
      write(&self, element)
    }
  }

  private mutating func write(_ shape: Statement.Shape) {
    switch shape {
    case .query(let query): write(query)
    case .command(let command): write(command)
    case .binding(let name, _, let query):
      writeVerb(.let)
      text += " " + Self.name(name) + " = "
      write(query)
    case .define(let definition): write(definition)
    case .expect(let expectation): write(expectation)
    case .foreign(let line): text += line
    }
  }
}
