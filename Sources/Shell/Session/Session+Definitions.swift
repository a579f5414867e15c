import Engine
import Segments
import Syntax

extension Session {
  /// `param`, `metric`, `dimension`, `trait`, `strategy`: takes effect only when it binds, or when all
  /// it lacks is data.
  func define(
    _ definition: Definition, _ statement: Statement, in source: SourceText
  ) throws(Diagnostic) {
    var changed = definitions
    changed.add(definition, from: source)
    let remarks = try check([definition], in: changed, from: source)
    let isTyped = scripts.isEmpty && source.name == nil
    if isTyped, !definition.isLine, definitions.contains(definition),
      try !isAccepted(catalog(with: changed, [definition]), changing: [definition.name])
    {
      return
    }
    parameters = parameters(under: [definition])
    definitions = changed
    // Remarks on earlier definitions of a script were made when those came.
    for remark in remarks where (remark.span?.start ?? 0) >= statement.span.start {
      report(remark, in: source)
    }
    guard isTyped else { return }
    noteDefined(definition, statement)
    switch definition {
    case .parameter, .metric, .dimension, .goal: say(Message("defined {0}", definition.name))
    case .line(let line):
      let classes = definition.name
      switch line.kind {
      case .trait: say(Message("defined the trait of {0}", classes))
      case .strategy: say(Message("defined the strategy of {0}", classes))
      }
    }
  }

  /// Whether the changed rules may come into force: whoever sits at a terminal and sees that customers
  /// change class is asked.
  func isAccepted(_ new: Catalog, changing keys: [String]) throws(Diagnostic) -> Bool {
    guard try tellMoves(to: new, changing: keys), let accept = output.accept else { return true }
    if accept(words(Message("accept the change? [y/N]"))) { return true }
    say(Message("nothing was changed"))
    return false
  }

  /// What queries refer to under rules that `new` belongs to.
  func catalog(with definitions: Definitions, _ new: [Definition]) -> Catalog {
    var catalog = catalog
    catalog.definitions = definitions
    catalog.parameters = parameters(under: new)
    return catalog
  }

  /// A parameter that is defined with a value has that one, whatever was set before; in a script the one
  /// that it is run with.
  func parameters(under new: [Definition]) -> [String: Value] {
    guard scripts.isEmpty else { return parameters }
    var kept = parameters
    for case .parameter(let parameter) in new where parameter.value != nil {
      kept[NameFolding.fold(parameter.name)] = nil
    }
    return kept
  }

  /// Says how many customers a change of rules moves from which class to which; false when it moves
  /// nobody.
  @discardableResult
  func tellMoves(to new: Catalog, changing keys: [String]) throws(Diagnostic) -> Bool {
    guard !data.tables.isEmpty else { return false }
    let all = try ClassMoves.between(
      catalog, new, changing: keys, context: context, cache: cache)
    for dimension in all {
      let name = dimension.title.key
      say(
        dimension.moves.isEmpty
          ? Message("{0}: no customer changes class", name)
          : Message(
            "{0}: {1} {1|customer changes|customers change} class", name, count(dimension.total)))
      for moved in dimension.parameters {
        say(
          Message(
            "  parameter moved: :{0} = {1} (was {2})", moved.name, moved.value, moved.former))
      }
      for renaming in dimension.renamings {
        say(
          Message(
            "  {0} is called {1} now: {2} {2|customer|customers}", renaming.from, renaming.to,
            count(renaming.count)))
      }
      for move in dimension.moves.prefix(ClassMoves.explained) { say(told: words(of: move)) }
      let more = dimension.moves.count - ClassMoves.explained
      if more > 0 { say(Message("  and {0} other {0|move|moves}", count(more))) }
    }
    return !all.isEmpty
  }

  /// `  few → many 2: n_orders >= 3`.
  private func words(of move: ClassMoves.Move) -> String {
    let (from, to) = (Self.shown(move.from), Self.shown(move.to))
    let start = "  \(from) → \(to) \(count(move.count))"
    let reasons = move.reasons.map { reason in
      let clause = words(of: reason)
      return reason.count == move.count ? clause : "\(clause) (\(count(reason.count)))"
    }
    return reasons.isEmpty ? start : "\(start): \(reasons.joined(separator: ", "))"
  }

  private func words(of reason: MoveReason) -> String {
    if reason.isOfGoneClass { return words(Message("{0} is no longer a class", reason.clause)) }
    if let former = reason.former {
      return words(Message("bound moved: {0} (was {1})", reason.clause, former))
    }
    return reason.holdsNow ? reason.clause : words(Message("no longer {0}", reason.clause))
  }

  /// Of a dimension whose classes leave somebody out.
  private static func shown(_ category: String) -> String { category.isEmpty ? "∅" : category }

  /// The value that a parameter is declared with is one of its type and within its limits, and where it
  /// was declared before, one that it might have been set to.
  private func checkValue(
    of parameter: ParameterDefinition, in catalog: Catalog
  ) throws(Diagnostic) {
    guard let value = parameter.value else { return }
    let former = definitions.parameter(parameter.name)?.definition
    var model = parameter.completed(by: former)
    if parameter.type != nil {
      // The value is no example of itself.
      model.value = nil
    } else if let former {
      model.value = former.value
    }
    let constant = try constant(value, for: model)
    try Self.check(constant, for: model, at: value.span)
    try LimitCheck(catalog, isWhole: !isOpeningProject).check(constant, for: model, at: value.span)
  }

  private func check(
    _ parameter: ParameterDefinition, in catalog: Catalog
  ) throws(Diagnostic) {
    let given = catalog.parameters[NameFolding.fold(parameter.name)]
    if let given { try Self.check(given, for: parameter, at: parameter.nameSpan) }
    if let full = catalog.definitions.parameter(parameter.name)?.definition {
      try LimitCheck(catalog, isWhole: !isOpeningProject).checkEnds(of: full)
      try checkValue(of: parameter, in: catalog)
      try checkLimits(of: full, in: catalog, at: parameter.value?.span ?? parameter.nameSpan)
    }
    guard parameter.value == nil, given == nil, !scripts.isEmpty else { return }
    throw Diagnostic(
      "E207", Message("parameter ':{0}' has no value", parameter.name), at: parameter.nameSpan,
      hint: Message("run with {0}=…", parameter.name))
  }

  /// Throws the first error of what stands in `source`; returns the remarks.
  private func check(
    _ new: [Definition], in definitions: Definitions, from source: SourceText
  ) throws(Diagnostic) -> [Diagnostic] {
    let catalog = catalog(with: definitions, new)
    for definition in new {
      do throws(Diagnostic) {
        switch definition {
        case .parameter(let parameter): try check(parameter, in: catalog)
        case .line(let line): try RuleCheck.check(line, definitions)
        case .metric, .dimension, .goal: continue
        }
      } catch {
        var located = error
        located.source = source
        throw located
      }
    }
    guard new.contains(where: \.isRule) else { return [] }
    // Rules over data that are not loaded are kept: they are unavailable, not wrong.
    // Other rules were looked over when they came.
    let faults = RuleCheck.check(definitions, catalog, in: source)
    if let fault = faults.first(where: { $0.severity == .error }) { throw fault }
    return faults
  }

  /// The rules that are not the standard ones, as text: saved with every segment.
  var ownRules: String {
    if let known = knownOwnRules, known.version == definitions.version { return known.text }
    let own = definitions.all.filter {
      !StandardRules.contain($0.source) && definitions.hasClasses(of: $0.definition)
    }
    let text = own.map(\.definition.text).joined(separator: "\n")
    knownOwnRules = (definitions.version, text)
    return text
  }

  /// `rules`: all rules in force; `rules NAME`: one.
  func showRules(_ name: ColumnReference?) throws(Diagnostic) {
    guard let name else { return say(text: rulesText, keepsBlankLines: true) }
    let all = definitions.whole.filter { !$0.isLine }
    guard let found = try rule(name, among: all) else { throw noRule(name, among: all) }
    say(text: ruleState.inForce(found).text)
    guard case .dimension = found else { return }
    for kind in ClassLine.Kind.allCases {
      for line in definitions.lines(kind, about: found.name).sorted(by: { $0.age < $1.age }) {
        say(text: Definition.line(line.text).text)
      }
    }
  }

  /// What may follow `rules` besides the name of a rule.
  private static let ruleWords = ["check", "diff", "export", "load", "reset"]

  func noRule(_ name: ColumnReference, among rules: [Definition]) -> Diagnostic {
    Diagnostic(
      "E203", Message("no metric or dimension '{0}'", name.name), at: name.span,
      label: Message("not a rule"),
      hint: suggestion(name.name, among: rules.map(\.name) + Self.ruleWords))
  }

  /// The rules in force with the values of their parameters.
  var ruleState: RuleState { RuleState(definitions, parameters: parameters) }

  /// The rules in force, then the expectations kept.
  private var rulesText: String { ([ruleState.text] + expectationLines).joined(separator: "\n") }

  func exportRules(_ path: String, at span: Span, overwrite: Bool) throws(Diagnostic) {
    let bytes = Array((rulesText + "\n").utf8)
    try FilePath.write(bytes, to: path, overwrite: overwrite, at: span)
    say(Message("wrote {0}", path))
  }

  /// A project's own rules: they override or add; all or none are taken.
  func loadRules(_ path: String, at span: Span, _ statement: Statement) throws(Diagnostic) {
    let text = try FilePath.text(FilePath.expanded(path, from: base), at: span)
    let (file, faults) = RuleFile.read(text, name: path)
    if let first = faults.first(where: { $0.severity == .error }) { throw first }
    let changed = definitions.adding(file)
    let remarks = try check(file.definitions, in: changed, from: file.source)
    let rules = file.definitions.filter { !$0.isLine }.map(\.name)
    if scripts.isEmpty, try !isAccepted(catalog(with: changed, file.definitions), changing: rules) {
      return
    }
    parameters = parameters(under: file.definitions)
    definitions = changed
    keepExpectations(of: file, FilePath.canonical(FilePath.expanded(path, from: base)))
    for remark in faults + remarks { report(remark, in: file.source) }
    worked.append(Formatter.format(remembered(path, at: statement.span)))
    say(Message("{0} {0|rule|rules} from {1}", count(file.definitions.count), path))
    if !file.expectations.isEmpty {
      say(Message("expectations for 'rules check': {0}", count(file.expectations.count)))
    }
  }

  /// For `remember`: what was set of a parameter is not any more.
  private func noteDefined(_ definition: Definition, _ statement: Statement) {
    if case .parameter(let parameter) = definition, parameter.value != nil {
      let set = StatementSubject.set(NameFolding.fold(parameter.name))
      worked.removeAll { StatementSubject($0) == set }
    }
    worked.append(remembered(definition, statement))
  }

  /// A line keeps the keys of its classes: what is about the same is told by them.
  private func remembered(_ definition: Definition, _ statement: Statement) -> String {
    guard case .line(let line) = definition else { return Formatter.format(statement) }
    var keyed = statement
    keyed.shape = .define(.line(definitions.byKeys(line)))
    return Formatter.format(keyed)
  }

  /// The statement as the project keeps it, its path read from the project's folder.
  private func remembered(_ path: String, at span: Span) -> Statement {
    let kept = FilePath.inProject(FilePath.expanded(path, from: base), root: workspace.root)
    return Statement(.command(.rulesLoad(path: kept, pathSpan: span)), at: span)
  }
}

extension Definition {
  /// Its names and types are told by looking all rules over.
  fileprivate var isRule: Bool {
    switch self {
    case .metric, .dimension, .goal: true
    case .parameter, .line: false
    }
  }
}
