import Engine
import Segments
import Syntax

extension Session {
  /// What cancelled queries, readers, loads and exports throw.
  static let interruptions: Set<String> = [Diagnostic.cancelled.code, "E400", "E499"]

  /// Runs all statements of `text`, stopping at the first that fails.
  ///
  /// - Parameter name: the file it comes from, for messages; nil at the prompt.
  @discardableResult
  public func run(_ text: String, name: String? = nil) -> Outcome {
    cancellation.reset()
    depth += 1
    defer { depth -= 1 }
    let source = SourceText(name: name, text: text)
    let script = Parser.parse(text, name: name)
    if let first = script.diagnostics.first(where: { $0.severity == .error }) {
      report(withFunctionMeant(first), in: source)
      return .failed
    }
    for warning in script.diagnostics { report(warning, in: source) }
    let outcome = run(script.statements, in: source)
    return depth == 1 ? concluded(outcome) : outcome
  }

  /// The parser knows no functions: a misspelt call at the beginning gets its name from here.
  private func withFunctionMeant(_ fault: Diagnostic) -> Diagnostic {
    guard fault.code == "E123", let word = fault.message.arguments.first, let hint = fault.hint,
      hint.arguments.contains(where: { $0.hasSuffix("\(word)(…)") })
    else { return fault }
    var names = SpecialFunction.all.flatMap { [$0.name] + $0.aliases }
    for function in FunctionRegistry.standard.functions {
      names += [function.name] + function.aliases
    }
    guard let near = Suggestion.best(for: word, among: names) else { return fault }
    var better = fault
    better.hint = Message(
      template: hint.template,
      arguments: hint.arguments.map { $0.replacing(" \(word)(", with: " \(near)(") })
    return better
  }

  func run(_ statements: [Statement], in source: SourceText) -> Outcome {
    for statement in statements {
      let outcome = run(statement, in: source)
      if outcome != .done { return outcome }
    }
    return .done
  }

  private func run(_ statement: Statement, in source: SourceText) -> Outcome {
    let watch = Stopwatch()
    sayDamage()
    do {
      let outcome = try perform(statement, in: source)
      if settings.timing { sayTime(watch) }
      return outcome
    } catch {
      output.progress(nil, "")
      if Self.interruptions.contains(error.code) {
        output.complaint(words(Message("interrupted")))
        return .interrupted
      }
      report(withVerbMeant(error, statement), in: source)
      return .failed
    }
  }

  /// A name at the beginning of a statement may be a verb misspelt: `hlep`.
  private func withVerbMeant(_ fault: Diagnostic, _ statement: Statement) -> Diagnostic {
    guard fault.code == "E205", fault.hint == nil, fault.source == nil,
      case .query = statement.shape, fault.span?.start == statement.span.start,
      let word = fault.message.arguments.first
    else { return fault }
    var better = fault
    better.hint = suggestion(word, among: Verb.statementWords)
    return better
  }

  /// People read a time, programs seconds.
  private func sayTime(_ watch: Stopwatch) {
    output.line(
      settings.format.isForPeople
        ? StatusLine.rows(nil, took: watch.wall, on: surface) : watch.line)
  }

  func report(_ diagnostic: Diagnostic, in source: SourceText) {
    let surface = surface
    let text = DiagnosticRenderer.render(
      diagnostic, source: source, width: surface.width ?? 100,
      translate: { Catalogue.translate($0, surface.language) },
      wrap: { TextWrap.hanging($0, width: surface.width, first: $1, rest: $2) })
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      output.complaint(String(line))
    }
  }

  private func perform(
    _ statement: Statement, in source: SourceText
  ) throws(Diagnostic) -> Outcome {
    switch statement.shape {
    case .query(let query):
      try answer(query, comment: statement.comment, in: source)
    case .binding(let name, let span, let query):
      try bind(name, span, query, in: source)
    case .define(let definition):
      try define(definition, statement, in: source)
    case .expect(let expectation):
      try expect(expectation, in: source)
    case .command(let command):
      return try perform(command, statement, in: source)
    case .foreign(let text):
      return try foreign(text, at: statement.span)
    }
    return .done
  }

  private func perform(
    _ command: Command, _ statement: Statement, in source: SourceText
  ) throws(Diagnostic) -> Outcome {
    switch command {
    case .load(let load): try self.load(load, statement, in: source)
    case .demo: try loadDemo()
    case .set(let name, let span, let value): try set(name, at: span, to: value)
    case .help(let topic, let span): try help(topic, at: span)
    case .explainCustomer(let id, let dimensions): try explain(id, on: dimensions)
    case .explainAbsence(let id, let category): try explain(id, not: category)
    case .explainDimension(let dimension): try explain(dimension)
    case .explainQuery(let query): try explain(query, in: source)
    case .describe(let reference): try describe(reference)
    case .describeClass(let reference): try describe(reference)
    case .dimensions(let name): try showDimensions(name)
    case .advise(let goal, let span): try advise(goal, at: span)
    case .metrics: try showMetrics()
    case .segments: try showSegments()
    case .tables: showTables()
    case .rules(let name): try showRules(name)
    case .rulesExport(let path, let span, let overwrite):
      try exportRules(path, at: span, overwrite: overwrite)
    case .rulesLoad(let path, let span): try loadRules(path, at: span, statement)
    case .rulesCheck(let file): return try checkRules(file)
    case .rulesDiff(let basis): try diffRules(basis)
    case .rulesReset(let name): try resetRule(name)
    case .rejects(let table): try showRejects(table)
    case .dropSegment(let reference): try dropSegment(reference)
    case .renameSegment(let reference, let new): try renameSegment(reference, to: new)
    case .run(let path, let span, let arguments):
      return try runFile(path, at: span, arguments)
    case .remember: try remember()
    case .forget: try forget()
    case .echo(let value): try echo(value)
    case .timing(let on):
      settings.timing = on ?? !settings.timing
      say(settings.timing ? Message("timing is on") : Message("timing is off"))
    case .format(let name): try format(name)
    case .history: showHistory()
    case .clear: output.line(surface.isTerminal ? "\u{1B}[H\u{1B}[2J" : "")
    case .quit: return .quit
    }
    return .done
  }
}
