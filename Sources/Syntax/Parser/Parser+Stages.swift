/// The stages that shape rows and columns.
extension Parser {
  /// What follows the verb of a stage.
  mutating func stage(
    _ verb: StageVerb, spelt word: String
  ) throws(Diagnostic) -> Stage.Shape {
    switch verb {
    case .filter: return .filter(try expression())
    case .derive: return .derive(try derivations())
    case .select: return .select(try selectItems())
    case .drop: return .drop(try columns())
    case .rename: return .rename(try renames())
    case .group: return try group(aggregatesFirst: Verb.aggregatesFirst.contains(word))
    case .count: return .group(keys: [], aggregates: [countCall()])
    case .pivot: return try pivot()
    case .profile: return try profile()
    case .sort:
      _ = accept(.by)
      return .sort(try list { parser throws(Diagnostic) in try parser.sortKey() })
    case .top: return try top()
    case .take: return .take(try expression())
    case .sample: return try sample()
    case .distinct:
      seek(.operand)
      return .distinct(continues && !at(.pipe) ? try namedExpressions() : [])
    case .union: return .setOperation(.union, try querySource())
    case .intersect: return .setOperation(.intersect, try querySource())
    case .except: return .setOperation(.except, try querySource())
    case .show: return try show()
    case .save: return try save()
    case .export: return .export(try export())
    }
  }

  /// One or more, separated by commas.
  mutating func list<Element>(
    _ element: (inout Parser) throws(Diagnostic) -> Element
  ) throws(Diagnostic) -> [Element] {
    var elements = [try element(&self)]
    while acceptHere(.comma) { elements.append(try element(&self)) }
    return elements
  }

  mutating func columns() throws(Diagnostic) -> [ColumnReference] {
    try list { parser throws(Diagnostic) in
      try parser.name(Message("expected a column"), .column)
    }
  }

  /// `name = expr` or `expr [as name]`.
  mutating func namedExpression() throws(Diagnostic) -> NamedExpression {
    if let (name, _) = nameHere(), token(1).kind == .symbol(.equal) {
      let span = current.span
      advance()
      advance()
      return NamedExpression(name: name, nameSpan: span, value: try expression())
    }
    let value = try expression()
    guard accept(.as) else { return NamedExpression(value: value) }
    let name = try name(Message("expected a name for the column"), .newName)
    return NamedExpression(name: name.name, nameSpan: name.span, value: value)
  }

  mutating func namedExpressions() throws(Diagnostic) -> [NamedExpression] {
    try list { parser throws(Diagnostic) in try parser.namedExpression() }
  }

  private mutating func derivations() throws(Diagnostic) -> [NamedExpression] {
    try list { parser throws(Diagnostic) in
      let start = parser.index
      parser.seek(.newName)
      let derivation = try parser.namedExpression()
      guard derivation.name != nil else {
        throw Diagnostic(
          "E125", Message("a derived column has no name"), at: parser.span(from: start),
          label: Message("expected NAME = EXPRESSION"))
      }
      return derivation
    }
  }

  private mutating func selectItems() throws(Diagnostic) -> [SelectItem] {
    try list { parser throws(Diagnostic) in
      guard parser.at(.star), !parser.lineEnds else {
        return .expression(try parser.namedExpression())
      }
      let span = parser.current.span
      parser.completeAt = parser.index
      parser.advance()
      return .all(span)
    }
  }

  private mutating func renames() throws(Diagnostic) -> [Rename] {
    try list { parser throws(Diagnostic) in
      let old = try parser.name(Message("expected a column"), .column)
      if !parser.accept(.as), !parser.accept(.to) {
        throw parser.expected(Message("expected 'as' and the new name"))
      }
      return Rename(old: old, new: try parser.name(Message("expected the new name"), .newName))
    }
  }

  private func countCall() -> NamedExpression {
    let span = previous?.span ?? current.span
    return NamedExpression(value: Expression(.call(Call(name: "count", nameSpan: span)), at: span))
  }

  /// `group a, b : count()`; for those who come from elsewhere `summarize count() by a, b`.
  private mutating func group(aggregatesFirst: Bool) throws(Diagnostic) -> Stage.Shape {
    var first: [NamedExpression] = []
    _ = !aggregatesFirst && accept(.by)
    if continues, !at(.pipe), !at(.colon) || parameterFollows { first = try namedExpressions() }
    if acceptHere(.colon) {
      let aggregates = continues && !at(.pipe) || isAtEnd ? try namedExpressions() : []
      return .group(keys: first, aggregates: aggregates)
    }
    guard aggregatesFirst else {
      if first.isEmpty {
        seek(.operand)
        throw expected(Message("expected a dimension, or ':' and aggregates"))
      }
      return .group(keys: first, aggregates: [])
    }
    if first.isEmpty {
      seek(.operand)
      throw expected(Message("expected an aggregate such as count()"))
    }
    let keys = accept(.by) ? try namedExpressions() : []
    return .group(keys: keys, aggregates: first)
  }

  /// `group :dim : count()`: the first colon names a parameter when a name follows directly and what
  /// comes after it cannot belong to an aggregate.
  private var parameterFollows: Bool {
    guard token(1).word != nil, token(1).span.start == current.span.end else { return false }
    switch token(2).kind {
    case .symbol(.openParenthesis), .symbol(.dot): return false
    case .word, .quotedWord, .literal, .version, .symbol, .unreadable, .end: return true
    }
  }

  /// `profile a, b : count()`.
  private mutating func profile() throws(Diagnostic) -> Stage.Shape {
    guard continues, !at(.pipe), !at(.colon) || parameterFollows else {
      seek(.operand)
      throw expected(Message("expected a dimension"))
    }
    let keys = try namedExpressions()
    guard acceptHere(.colon) else { return .profile(keys: keys, aggregates: []) }
    return .profile(keys: keys, aggregates: try namedExpressions())
  }

  private mutating func pivot() throws(Diagnostic) -> Stage.Shape {
    let row = try namedExpression()
    try expect(.by)
    let column = try namedExpression()
    guard acceptHere(.colon) else { return .pivot(row: row, column: column, aggregate: nil) }
    return .pivot(row: row, column: column, aggregate: try pivotCell())
  }

  private mutating func pivotCell() throws(Diagnostic) -> PivotCell {
    let start = index
    if accept(.rowShare) { return .shareOfRow(span(from: start)) }
    if accept(.columnShare) { return .shareOfColumn(span(from: start)) }
    if accept(.allShare) { return .shareOfAll(span(from: start)) }
    guard at(.share), token(1).keyword == .of || token(1).kind == .end else {
      return .aggregate(try namedExpression())
    }
    advance()
    try expect(.of)
    if accept(.row) { return .shareOfRow(span(from: start)) }
    if accept(.column) { return .shareOfColumn(span(from: start)) }
    if accept(.all) { return .shareOfAll(span(from: start)) }
    throw expected(Message("expected 'row', 'column' or 'all'"))
  }
}
