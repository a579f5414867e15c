/// Commands: statements that are no query.
extension Parser {
  /// A statement that begins with `verb`, whose word is the current token.
  mutating func command(_ verb: CommandVerb) throws(Diagnostic) -> Statement.Shape {
    sought.command = verb
    if verb == .from { return .query(try fromQuery()) }
    let verbSpan = current.span
    advance()
    if verb == .dropSegment || verb == .renameSegment { advance() }
    switch verb {
    case .from: return .query(try fromQuery())
    case .load: return .command(.load(try load()))
    case .demo: return .command(.demo)
    case .set: return .command(try set(verbSpan))
    case .help: return .command(help(verbSpan))
    case .explain: return .command(try explain())
    case .describe: return .command(try describe())
    case .dimensions: return .command(.dimensions(optionalName(.dimension)))
    case .advise: return .command(try advise(verbSpan))
    case .metrics: return .command(.metrics)
    case .segments: return .command(.segments)
    case .tables: return .command(.tables)
    case .rules: return .command(try rules())
    case .rejects: return .command(.rejects(optionalName(.table)))
    case .dropSegment:
      return .command(.dropSegment(try reference(Message("expected a segment"), .segment)))
    case .renameSegment: return .command(try renameSegment())
    case .run: return .command(try run())
    case .remember: return .command(.remember)
    case .forget: return .command(.forget)
    case .echo: return .command(.echo(try expression()))
    case .timing: return .command(try timing())
    case .format: return .command(.format(optionalName(.settingValue("format"))))
    case .history: return .command(.history)
    case .clear: return .command(.clear)
    case .quit: return .command(.quit)
    case .let: return try binding()
    case .define: return try define()
    case .parameter: return .define(.parameter(try parameter()))
    case .metric: return lineOver ? .command(.metrics) : .define(.metric(try metric()))
    case .goal: return .define(.goal(try goal()))
    case .dimension:
      return lineOver ? .command(.dimensions(nil)) : .define(.dimension(try dimension()))
    case .trait: return .define(.line(try classLine(.trait)))
    case .strategy: return .define(.line(try classLine(.strategy)))
    case .expect: return .expect(try expectation())
    }
  }

  /// Nothing follows in this statement, and the text goes on or ends.
  private var lineOver: Bool { !continues }

  /// `vip`, `vip@3`.
  mutating func reference(
    _ what: Message, _ sought: CompletionKind
  ) throws(Diagnostic) -> SegmentReference {
    let start = index
    let name = try name(what, sought)
    let version = acceptVersion()
    return SegmentReference(name.name, version: version, at: span(from: start))
  }

  /// `describe vip@3`, `describe lifecycle_stage`, `describe value_tier.high`.
  private mutating func describe() throws(Diagnostic) -> Command {
    let whole = try reference(Message("expected a name"), .topic)
    guard whole.version == nil, let category = try acceptClass(of: whole.name) else {
      return .describe(whole)
    }
    return .describeClass(
      ClassReference(ColumnReference(whole.name, at: whole.span), category))
  }

  private mutating func optionalName(_ sought: CompletionKind) -> ColumnReference? {
    seek(sought)
    guard continues, let (text, _) = nameHere() else { return nil }
    let span = current.span
    advance()
    return ColumnReference(text, at: span)
  }

  /// `set`, `set NAME`, `set NAME [=] VALUE`.
  private mutating func set(_ verbSpan: Span) throws(Diagnostic) -> Command {
    seek(.setting)
    guard continues else { return .set(name: nil, nameSpan: verbSpan, value: nil) }
    // `set param x = 1` says the same as `set x = 1`.
    if let word = current.word, Verb.command(word)?.commandVerb == .parameter,
      token(1).isName || (sought.isGathering && token(1).kind == .end), !token(1).startsLine
    {
      advance()
    }
    let name = try name(Message("expected the name of a setting"), .setting)
    let equals = acceptHere(.equal)
    seek(.settingValue(name.name))
    guard equals || continues else {
      return .set(name: name.name, nameSpan: name.span, value: nil)
    }
    return .set(name: name.name, nameSpan: name.span, value: try expression())
  }

  /// The rest of the line, as typed.
  private mutating func help(_ verbSpan: Span) -> Command {
    seek(.topic)
    guard continues else { return .help(topic: nil, span: verbSpan) }
    let start = index
    while !isAtEnd, !at(.semicolon), index == start || !current.startsLine { advance() }
    completeAt = index - 1
    let span = span(from: start)
    let bytes = source.text.utf8.dropFirst(span.start).prefix(span.end - span.start)
    return .help(topic: String(bytes), span: span)
  }

  /// `explain customer 'C1' [on dim, …]`, `explain customer 'C1' not CLASS`, `explain DIM`,
  /// `explain DIM.CLASS`, which is what `describe` says of it, `explain QUERY`.
  private mutating func explain() throws(Diagnostic) -> Command {
    if let query = try explainedQuery() { return .explainQuery(query) }
    let isLiteral = if case .literal = current.kind { true } else { false }
    if !accept(.customer), !isLiteral || lineEnds {
      seek(.dimension)
      guard nameHere() != nil else {
        throw expected(Message("expected 'customer' and an id, a dimension or a query"))
      }
      let dimension = try name(Message("expected a dimension"), .dimension)
      guard let category = try acceptClass(of: dimension.name) else {
        return .explainDimension(dimension)
      }
      return .describeClass(ClassReference(dimension, category))
    }
    seek(.customer)
    // Nothing but an id can be completed here.
    if sought.isGathering, isAtEnd { throw expected(Message("expected a customer's id")) }
    let id = try expression()
    if accept(.not) {
      return .explainAbsence(id: id, category: try category())
    }
    var dimensions: [ColumnReference] = []
    if accept(.on) {
      dimensions = try list { parser throws(Diagnostic) in
        try parser.name(Message("expected a dimension"), .dimension)
      }
    }
    return .explainCustomer(id: id, dimensions: dimensions)
  }

  /// `churned`, `lifecycle_stage.churned`.
  private mutating func category() throws(Diagnostic) -> ColumnReference {
    let first = try name(Message("expected a class"), .dimension)
    guard let second = try acceptClass(of: first.name) else { return first }
    return ColumnReference(
      "\(first.name).\(second.name)", at: first.span.union(second.span))
  }

  /// `rules`, `rules NAME`, `rules export 'F' [overwrite]`, `rules load 'F'`, `rules check ['F']`,
  /// `rules diff [SEGMENT | 'F']`, `rules reset NAME`.
  private mutating func rules() throws(Diagnostic) -> Command {
    seek(.definition)
    for keyword: Keyword in [.check, .diff, .reset] { seek(keyword: keyword) }
    guard continues, let word = current.word else { return .rules(optionalName(.definition)) }
    if Verb.stage(word) == .export {
      advance()
      let file = try path()
      return .rulesExport(path: file.path, pathSpan: file.span, overwrite: accept(.overwrite))
    }
    if Verb.command(word)?.commandVerb == .load {
      advance()
      let file = try path()
      return .rulesLoad(path: file.path, pathSpan: file.span)
    }
    if accept(.check) {
      seek(.file)
      return .rulesCheck(continues ? try path() : nil)
    }
    if accept(.diff) { return .rulesDiff(try rulesBasis()) }
    if accept(.reset) {
      return .rulesReset(
        try name(Message("expected a metric, a dimension or a parameter"), .definition))
    }
    let name = optionalName(.definition)
    // `rules chek 'house.strata'`: what goes on was no rule's name.
    if let name, continues,
      let hint = Self.didYouMean(name.name, among: ["check", "diff", "export", "load", "reset"])
    {
      throw Diagnostic(
        "E121", Message("unexpected {0}", "'\(name.name)'"), at: name.span,
        label: Message("expected 'check', 'diff', 'export', 'load' or 'reset'"), hint: hint)
    }
    return .rules(name)
  }

  /// Nothing, `vip@2`, `'file.strata'`.
  private mutating func rulesBasis() throws(Diagnostic) -> RulesBasis {
    seek(.segment)
    seek(.file)
    guard continues else { return .standard }
    if current.string != nil { return .file(try path()) }
    return .segment(try reference(Message("expected a segment or a file"), .segment))
  }

  private mutating func renameSegment() throws(Diagnostic) -> Command {
    let old = try reference(Message("expected a segment"), .segment)
    if !accept(.to), !accept(.as) { throw expected(Message("expected 'to' and the new name")) }
    return .renameSegment(old, to: try name(Message("expected the new name"), .newName))
  }

  /// `run 'file.strata' [name = value …]`, commas between the arguments or none.
  private mutating func run() throws(Diagnostic) -> Command {
    let file = try path()
    var arguments: [NamedExpression] = []
    while continues {
      if !arguments.isEmpty { _ = acceptHere(.comma) }
      let name = try name(Message("expected NAME = VALUE"), .parameter)
      try expect(.equal)
      arguments.append(
        NamedExpression(name: name.name, nameSpan: name.span, value: try expression()))
    }
    return .run(path: file.path, pathSpan: file.span, arguments: arguments)
  }

  private mutating func timing() throws(Diagnostic) -> Command {
    if accept(.on) { return .timing(true) }
    if accept(.off) { return .timing(false) }
    guard !continues else { throw expected(Message("expected 'on' or 'off'")) }
    return .timing(nil)
  }

  /// `let NAME = QUERY`.
  private mutating func binding() throws(Diagnostic) -> Statement.Shape {
    let name = try name(Message("expected a name"), .newName)
    try expect(.equal)
    if at(.pipe) { return .binding(name: name.name, nameSpan: name.span, pipedQuery()) }
    seek(.source)
    if current.keyword == .from {
      return .binding(name: name.name, nameSpan: name.span, try fromQuery())
    }
    if let word = current.word, Verb.stage(word) != nil, !lineEnds {
      return .binding(name: name.name, nameSpan: name.span, stageQuery(on: .implied))
    }
    let start = index
    sought.beginQuery(at: current.span.start, on: .implied)
    let query = try query(from: start, source: querySource())
    return .binding(name: name.name, nameSpan: name.span, query)
  }

  private mutating func define() throws(Diagnostic) -> Statement.Shape {
    seek(.declaration)
    let word = lineEnds ? nil : current.word
    switch word.flatMap({ Verb.command($0)?.commandVerb }) {
    case .parameter:
      advance()
      return .define(.parameter(try parameter()))
    case .metric:
      advance()
      return .define(.metric(try metric()))
    case .dimension:
      advance()
      return .define(.dimension(try dimension()))
    case .goal:
      advance()
      return .define(.goal(try goal()))
    case .trait:
      advance()
      return .define(.line(try classLine(.trait)))
    case .strategy:
      advance()
      return .define(.line(try classLine(.strategy)))
    default:
      throw expected(
        Message("expected 'param', 'metric', 'dimension', 'goal', 'trait' or 'strategy'"))
    }
  }
}
