/// Queries: a source and its stages.
extension Parser {
  /// `from SOURCE [as of DATE] | STAGE | …`, `from` already seen and not taken.
  mutating func fromQuery() throws(Diagnostic) -> Query {
    let start = index
    sought.beginQuery(at: current.span.start, on: .implied)
    advance()
    return try query(from: start, source: querySource())
  }

  /// The rest of a query whose source is read: `[as of DATE] | STAGE | …`.
  mutating func query(
    from start: Int, source: QuerySource
  ) throws(Diagnostic) -> Query {
    var asOf: Expression?
    if accept(.asOf) || (at(.as) && token(1).keyword == .of) {
      if current.keyword == .as {
        advance()
        advance()
      }
      seek(.date)
      asOf = try expression()
    }
    let stages = stages()
    return Query(span: span(from: start), source: source, asOf: asOf, stages: stages)
  }

  /// A query on customers that begins with a stage: `where x > 1 | …`.
  mutating func stageQuery(on kind: QuerySource.Kind) -> Query {
    let start = index
    sought.beginQuery(at: current.span.start, on: kind)
    let place = Span(current.span.start, current.span.start)
    let first = stage()
    let rest = stages()
    return Query(
      span: span(from: start), source: QuerySource(kind, at: place), stages: [first] + rest)
  }

  /// `| STAGE …`, on the last result.
  mutating func pipedQuery() -> Query {
    let start = index
    sought.beginQuery(at: current.span.start, on: .last)
    let place = current.span
    let stages = stages()
    return Query(span: span(from: start), source: QuerySource(.last, at: place), stages: stages)
  }

  /// The stages that follow, each after its pipe; a line that begins with a pipe continues the query.
  mutating func stages() -> [Stage] {
    var stages: [Stage] = []
    while at(.pipe) {
      sought.stagesEnd = current.span.start
      advance()
      stages.append(stage())
    }
    return stages
  }

  /// `customers`, `vip@3`, `out[3]`, `_`.
  mutating func querySource() throws(Diagnostic) -> QuerySource {
    seek(.source)
    guard let (text, quoted) = nameHere() else {
      throw expected(Message("expected a source: customers, an activity or a segment"))
    }
    let start = index
    advance()
    if text == "_", !quoted { return QuerySource(.last, at: span(from: start)) }
    if text.lowercased() == "out", !quoted, at(.openBracket), !lineEnds {
      return try resultSource(from: start)
    }
    return QuerySource(.named(text, version: acceptVersion()), at: span(from: start))
  }

  private mutating func resultSource(from start: Int) throws(Diagnostic) -> QuerySource {
    advance()
    guard let number = acceptWhole() else {
      throw expected(Message("expected the number of a result"))
    }
    try expect(.closeBracket)
    return QuerySource(.result(number), at: span(from: start))
  }

  /// `@3` directly after a name.
  mutating func acceptVersion() -> Int? {
    guard case .version(let version) = current.kind else { return nil }
    advance()
    return version
  }

  /// One stage. A fault in it is reported and leaves `missing` up to the next pipe.
  mutating func stage() -> Stage {
    let start = index
    let verbSpan = current.span
    do {
      let shape = try stageShape()
      if continues, !at(.pipe) {
        let fault = unexpected()
        report(fault)
        skip(toPipe: true)
      }
      return Stage(shape, at: span(from: start), verb: verbSpan)
    } catch {
      report(error)
      skip(toPipe: true)
      return Stage(.missing, at: span(from: start), verb: verbSpan)
    }
  }

  private mutating func stageShape() throws(Diagnostic) -> Stage.Shape {
    seek(.stage)
    sought.stageVerb = nil
    guard !lineEnds, let word = current.word else {
      throw expected(Message("expected a verb such as where, group or sort"))
    }
    guard let verb = Verb.stage(word) else { throw unknownStage(word) }
    sought.stageVerb = verb
    advance()
    return try stage(verb, spelt: word.lowercased())
  }

  private func unknownStage(_ word: String) -> Diagnostic {
    let lower = word.lowercased()
    if Verb.planned.contains(lower) { return unavailable(word) }
    if Verb.command(lower) != nil {
      return Diagnostic(
        "E123", Message("'{0}' is no stage", word), at: current.span,
        label: Message("begins a statement of its own"))
    }
    return Diagnostic(
      "E123", Message("no verb '{0}'", word), at: current.span, label: Message("not a verb"),
      hint: Self.didYouMean(word, among: Verb.stageWords))
  }

  func unavailable(_ word: String) -> Diagnostic {
    Diagnostic(
      "E124", Message("'{0}' is not available yet", word), at: current.span,
      label: Message("planned for a later version"))
  }

  static func didYouMean(_ word: String, among words: [String]) -> Message? {
    Suggestion.best(for: word, among: words).map { Message("did you mean '{0}'?", $0) }
  }
}
