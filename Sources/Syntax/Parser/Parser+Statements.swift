/// Deciding what a statement is by its first words.
extension Parser {
  mutating func statementShape() throws(Diagnostic) -> Statement.Shape {
    if at(.pipe) { return .query(pipedQuery()) }
    if let foreign = foreign() { return .foreign(foreign) }
    seek(.statement)
    guard let (text, quoted) = nameHere(reserved: true) else { throw noStatement() }
    if quoted { return .query(try sourceQuery()) }
    if let verb = segmentVerb { return try command(verb) }
    if let verb = Verb.command(text)?.commandVerb { return try command(verb) }
    if let verb = Verb.stage(text) { return try stageStatement(verb) }
    if isSourceAlone { return .query(try sourceQuery()) }
    throw unknownVerb(text)
  }

  /// `drop segment X` and `rename segment X to Y`, where `drop segment` alone drops a column.
  private var segmentVerb: CommandVerb? {
    guard let word = current.word, token(1).keyword == .segment, !token(1).startsLine,
      !token(2).startsLine, token(2).isName || (sought.isGathering && token(2).kind == .end)
    else { return nil }
    switch Verb.stage(word) {
    case .drop: return .dropSegment
    case .rename: return token(2).keyword == .as || token(2).keyword == .to ? nil : .renameSegment
    default: return nil
    }
  }

  /// `customers`, `customers | …`, `vip@3 …`, `out[3] …`, `_ …`, `customers as of …`.
  private var isSourceAlone: Bool {
    let next = token(1)
    if next.startsLine || next.kind == .end { return true }
    switch next.kind {
    case .version, .symbol(.pipe), .symbol(.semicolon), .symbol(.openBracket): return true
    case .word: return next.keyword == .asOf || (next.keyword == .as && token(2).keyword == .of)
    case .quotedWord, .literal, .symbol, .unreadable, .end: return false
    }
  }

  private mutating func sourceQuery() throws(Diagnostic) -> Query {
    let start = index
    sought.beginQuery(at: current.span.start, on: .implied)
    return try query(from: start, source: querySource())
  }

  /// A bare `save`, `export` or `show` works on the last result, any other stage on customers.
  private mutating func stageStatement(_ verb: StageVerb) throws(Diagnostic) -> Statement.Shape {
    if verb == .show, let word = token(1).word, !token(1).startsLine,
      let listed = Verb.command(word)?.commandVerb, listed.isListing
    {
      advance()
      return try command(listed)
    }
    return .query(stageQuery(on: verb.impliedSource))
  }

  /// What `explain` is followed by when that begins as a query does; a name alone is a dimension.
  mutating func explainedQuery() throws(Diagnostic) -> Query? {
    seek(.stage)
    seek(.source)
    if at(.pipe) { return pipedQuery() }
    guard !lineEnds, let (text, quoted) = nameHere(reserved: true) else { return nil }
    if !quoted {
      if Verb.command(text)?.commandVerb == .from { return try fromQuery() }
      if let verb = Verb.stage(text) { return stageQuery(on: verb.impliedSource) }
    }
    let next = token(1)
    guard next.kind == .symbol(.pipe) || (!next.startsLine && isSourceAlone),
      next.kind != .end, next.kind != .symbol(.semicolon)
    else { return nil }
    return try sourceQuery()
  }

  private func noStatement() -> Diagnostic {
    Diagnostic(
      "E121", Message("unexpected {0}", shown(current)), at: current.span,
      label: Message("expected a verb or a source"))
  }

  private func unknownVerb(_ word: String) -> Diagnostic {
    if Verb.planned.contains(word.lowercased()) { return unavailable(word) }
    let isSetting = ["language", "lang", "语言", "asof", "rows", "threads"]
      .contains(HanziFolding.fold(word.lowercased()))
    let setting = isSetting ? Message("write '{0}'", "set \(word) …") : nil
    var hint = setting ?? Self.didYouMean(word, among: Verb.statementWords)
    if hint == nil, token(1).kind == .symbol(.openParenthesis) {
      let (group, filter) = word.hasHanzi ? ("分组", "筛选") : ("group", "where")
      hint = Message("write '{0}' or '{1}'", "\(group) : \(word)(…)", "\(filter) \(word)(…) …")
    }
    if hint == nil, case .symbol(let symbol) = token(1).kind, symbol.demandsMore, symbol != .comma {
      hint = Message("write 'where {0} …' to filter", word)
    }
    return Diagnostic(
      "E123", Message("no verb '{0}'", word), at: current.span, label: Message("not a verb"),
      hint: hint)
  }

  // MARK: Muscle memory

  /// The line as typed when it is another shell's: `\d`, `.tables`, `%history`, `select … from …`.
  private mutating func foreign() -> String? {
    guard isForeignMark || isSelectFrom else { return nil }
    let start = index
    while !isAtEnd, !at(.semicolon), index == start || !current.startsLine || isInsideSelect(start)
    {
      advance()
    }
    completeAt = index - 1
    let span = span(from: start)
    let bytes = source.text.utf8.dropFirst(span.start).prefix(span.end - span.start)
    return String(bytes)
  }

  private var isForeignMark: Bool {
    switch current.kind {
    case .symbol(.backslash), .symbol(.question): true
    case .symbol(.dot), .symbol(.percent):
      token(1).word != nil && token(1).span.start == current.span.end
    case .symbol, .word, .quotedWord, .literal, .version, .unreadable, .end: false
    }
  }

  /// SQL may go on over lines until its `;`.
  private func isInsideSelect(_ start: Int) -> Bool {
    guard tokens[start].word != nil else { return false }
    return previousDemandsMore || current.keyword?.isReserved ?? false
      || current.word.map {
        ["group", "order", "limit", "having", "join"].contains($0.lowercased())
      }
        ?? false
  }

  /// `select` with a `from` outside brackets before any pipe: SQL and no stage.
  private var isSelectFrom: Bool {
    guard current.word?.lowercased() == "select" else { return false }
    var depth = 0
    for place in (index + 1)..<tokens.count {
      let token = tokens[place]
      if token.startsLine, depth <= 0, !demandsMore(place - 1), token.keyword != .from {
        return false
      }
      switch token.kind {
      case .symbol(.pipe), .symbol(.semicolon), .end: return false
      case .symbol(.openParenthesis): depth += 1
      case .symbol(.closeParenthesis): depth -= 1
      case .word where depth == 0 && token.keyword == .from:
        if tokens[place - 1].keyword == .distinct { continue }
        // `from x | …` on the next line is a query of its own.
        let after = tokens[min(place + 2, tokens.count - 1)]
        return !token.startsLine || after.kind != .symbol(.pipe)
      case .word, .quotedWord, .literal, .version, .symbol, .unreadable: break
      }
    }
    return false
  }
}

extension StageVerb {
  /// What the rows are of a query that begins with the stage.
  fileprivate var impliedSource: QuerySource.Kind {
    switch self {
    case .save, .export, .show: .last
    case .filter, .derive, .select, .drop, .rename, .group, .profile, .pivot, .sort, .top, .take,
      .sample, .distinct, .union, .intersect, .except, .count:
      .implied
    }
  }
}

extension CommandVerb {
  /// `show segments` lists them.
  fileprivate var isListing: Bool {
    switch self {
    case .dimensions, .metrics, .segments, .tables, .rules, .history, .rejects: true
    case .from, .load, .demo, .set, .help, .explain, .describe, .dropSegment, .renameSegment, .run,
      .remember, .forget, .echo, .timing, .format, .clear, .quit, .let, .define, .parameter,
      .metric, .dimension, .trait, .strategy, .goal, .advise, .expect:
      false
    }
  }
}
