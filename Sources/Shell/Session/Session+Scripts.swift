import Engine
import Segments
import Syntax

extension Session {
  /// `strata run FILE name=value …`. Values are read as the language writes them; what is no literal
  /// is text.
  public func runFile(_ path: String, arguments: [(name: String, value: String)]) -> Outcome {
    cancellation.reset()
    var failure = Outcome.failed
    do {
      let text = try FilePath.text(path, at: nil)
      failure = .misused
      var given: [Argument] = []
      for argument in arguments {
        try check(argument.name, isParameterOf: text, path, at: nil)
        given.append(Argument(argument.name, try literal(argument.value), at: nil))
      }
      try take(given, for: text)
      failure = .failed
      return try run(script: text, path, at: nil)
    } catch {
      report(error, in: SourceText(text: ""))
      return failure
    }
  }

  /// An argument that neither the script nor the rules have would be without effect.
  private func check(
    _ name: String, isParameterOf text: String, _ path: String, at span: Span?
  ) throws(Diagnostic) {
    let script = Parser.parse(text)
    var own = script.parametersMentioned
    own.formUnion(script.statements.compactMap(\.declaredParameter))
    let known = own.sorted() + definitions.parameters.map(\.definition.name)
    guard !known.contains(where: { NameFolding.fold($0) == NameFolding.fold(name) }) else { return }
    throw Diagnostic(
      "E458",
      own.isEmpty
        ? Message("'{0}' has no parameter '{1}'", path, name)
        : Message(
          "'{0}' has no parameter '{1}': it takes {2}", path, name,
          own.sorted().map { ":" + $0 }.joined(separator: ", ")), at: span,
      label: Message("not a parameter"),
      hint: suggestion(name, among: known))
  }

  /// A parameter of the script and what it is to be while the script runs.
  private struct Argument {
    var name: String
    var value: Value
    var span: Span?

    init(_ name: String, _ value: Value, at span: Span?) {
      (self.name, self.value, self.span) = (name, value, span)
    }
  }

  /// Takes all arguments or none: those of the rules are held against what the rules say they take. What the
  /// script declares itself is looked at there.
  private func take(_ arguments: [Argument], for text: String) throws(Diagnostic) {
    var new = catalog
    for argument in arguments { new.parameters[NameFolding.fold(argument.name)] = argument.value }
    let declared = Set(
      Parser.parse(text).statements.compactMap(\.declaredParameter).map(NameFolding.fold))
    for argument in arguments {
      guard let entry = definitions.parameter(argument.name),
        !declared.contains(NameFolding.fold(argument.name))
      else { continue }
      try Self.check(argument.value, for: entry.definition, at: argument.span)
      try checkLimits(of: entry.definition, in: new, at: argument.span)
    }
    parameters = new.parameters
  }

  /// What is no literal is text; a date that there is not was meant as a date.
  private func literal(_ text: String) throws(Diagnostic) -> Value {
    let parsed = Parser.parse("set x = \(text)")
    if text.hasPrefix("@"), var fault = parsed.diagnostics.first {
      fault.span = nil
      fault.label = nil
      fault.message = Message("'{0}' is not a date", text)
      throw fault
    }
    guard parsed.diagnostics.isEmpty, parsed.statements.count == 1,
      case .command(.set(_, _, let value?)) = parsed.statements[0].shape
    else { return .string(text) }
    do {
      return try Binder(Catalog(dataset: .empty)).constant(value)
    } catch {
      return .string(text)
    }
  }

  /// `run 'file.strata' name = value` at the prompt.
  func runFile(
    _ path: String, at span: Span, _ arguments: [NamedExpression]
  ) throws(Diagnostic) -> Outcome {
    let text = try FilePath.text(path, at: span)
    var given: [Argument] = []
    for argument in arguments {
      guard let name = argument.name else { continue }
      try check(name, isParameterOf: text, path, at: argument.nameSpan ?? span)
      given.append(
        Argument(name, try Binder(catalog).constant(argument.value), at: argument.value.span))
    }
    try take(given, for: text)
    return try run(script: text, path, at: span)
  }

  /// - Parameter text: what stands in the file, which may be a pipe that is read only once.
  private func run(
    script text: String, _ path: String, at span: Span?
  ) throws(Diagnostic) -> Outcome {
    guard !scripts.contains(path) else {
      throw Diagnostic(
        "E457", Message("script '{0}' runs itself", path), at: span, label: Message("a cycle"))
    }
    scripts.append(path)
    defer { scripts.removeLast() }
    return run(text, name: path)
  }

  func remember() throws(Diagnostic) {
    guard !worked.isEmpty else {
      return say(Message("nothing to remember: no load or definition since the last time"))
    }
    let added = try project.remember(worked)
    worked = []
    for statement in added { say(text: statement, indent: "  ") }
    say(Message("remembered in {0}", project.path))
  }

  /// Says at the end of a session at a terminal how many definitions, rules and values of parameters go
  /// with it. Files are loaded again by their names: they are not counted.
  public func sayUnremembered() {
    let lost: [String]
    do {
      lost = try project.unremembered(worked)
    } catch {
      // Whatever is wrong with the project's file, this is not in it.
      lost = worked
    }
    let rules = lost.count { !Parser.parse($0).statements.contains(where: \.loadsData) }
    guard rules > 0 else { return }
    note(
      Message(
        "{0} {0|definition or parameter was|definitions or parameters were} not remembered: 'remember' before leaving keeps them",
        count(rules)))
  }

  func forget() throws(Diagnostic) {
    guard let entry = try project.forget() else {
      return say(Message("nothing is remembered"))
    }
    say(text: entry, indent: "  ")
    say(Message("forgotten"))
  }

  func showHistory() {
    for number in results.numbers {
      guard let entry = results[number] else { continue }
      say(text: "out[\(number)]  \(Formatter.format(entry.query))")
    }
  }

  /// `echo 'text'`: as `text(…)` writes the value.
  func echo(_ expression: Expression) throws(Diagnostic) {
    let call = Call(name: "text", nameSpan: expression.span, arguments: [expression])
    let value = try Binder(catalog).constant(Expression(.call(call), at: expression.span))
    guard case .string(let text) = value else { return say(text: "null") }
    say(text: text, keepsBlankLines: true)
  }

  /// Habits from other shells: each works or says the form used here.
  func foreign(_ text: String, at span: Span) throws(Diagnostic) -> Outcome {
    let word = text.split(separator: " ").first.map(String.init) ?? text
    switch word.lowercased() {
    case "\\q", ".quit", ".exit", "%quit": return .quit
    case "\\d", "\\dt", ".tables", ".schema", "show": showTables()
    case "\\?", "\\h", ".help", "%help": try help(nil, at: span)
    case "\\timing", ".timer": settings.timing.toggle()
    case "\\x": settings.format = settings.format == .vertical ? .table : .vertical
    case "%history", "\\s", ".history": showHistory()
    default:
      throw Diagnostic(
        "E150", Message("'{0}' is not used here", text), at: span, label: Message("another shell"),
        hint: Message("from orders | where … | select …"))
    }
    return .done
  }
}

extension Statement {
  fileprivate var declaredParameter: String? {
    if case .define(.parameter(let parameter)) = shape { parameter.name } else { nil }
  }

  fileprivate var loadsData: Bool {
    switch shape {
    case .command(.load), .command(.demo): true
    default: false
    }
  }
}
