extension Parser {
  /// `[NAME] [from] 'x.csv', 'y.csv' [with role = expr, …] [where expr] [using option = value, …]`,
  /// the clauses in any order, each on the same line or on one of its own.
  mutating func load() throws(Diagnostic) -> Load {
    var load = Load()
    seek(.table)
    if accept(.from) {
      // `load from 'x.csv'`: the table is recognised.
    } else if let (text, _) = nameHere(),
      token(1).keyword == .from || token(1).string != nil
        || token(1).kind == .end
    {
      load.table = ColumnReference(text, at: current.span)
      advance()
      _ = accept(.from)
    }
    load.files = try list { parser throws(Diagnostic) in try parser.path() }
    while continues || clauseFollows {
      if clauseFollows { statementStart = index }
      if accept(.with) {
        load.mapping += try assignments(.column)
      } else if atWhere {
        advance()
        load.filter = try both(load.filter, expression())
      } else if accept(.using) {
        load.options += try assignments(.setting)
      } else {
        throw expected(Message("expected 'with', 'where' or 'using'"))
      }
    }
    return load
  }

  /// `with` or `using` begins the line, which no statement does; or `where` does and is indented: at
  /// the very beginning of a line it is a query.
  private var clauseFollows: Bool {
    guard current.startsLine else { return false }
    if current.keyword == .with || current.keyword == .using { return true }
    let isFilter =
      current.keyword == .where || current.word.map { Verb.stage($0) == .filter } ?? false
    return isFilter && isIndented(current)
  }

  private func isIndented(_ token: Token) -> Bool {
    guard token.span.start > 0 else { return false }
    let text = source.text.utf8
    let before = text[text.index(text.startIndex, offsetBy: token.span.start - 1)]
    return before != 10 && before != 13
  }

  private var atWhere: Bool {
    mutating get { at(.where) || current.word.map { Verb.stage($0) == .filter } ?? false }
  }

  /// Two filters of one load must both hold.
  private func both(_ first: Expression?, _ second: Expression) -> Expression {
    guard let first else { return second }
    return Expression(.binary(.and, first, second), at: first.span.union(second.span))
  }

  /// `name = value, …`; names may be reserved words (`from = …`).
  private mutating func assignments(_ sought: CompletionKind) throws(Diagnostic)
    -> [NamedExpression]
  {
    try list { parser throws(Diagnostic) in
      let name = try parser.name(Message("expected NAME = VALUE"), sought)
      try parser.expect(.equal)
      return NamedExpression(name: name.name, nameSpan: name.span, value: try parser.expression())
    }
  }
}
