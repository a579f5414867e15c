import Engine
import Segments
import Syntax

extension Session {
  /// `param`, `metric`, `dimension`: takes effect only when it binds, or when all it lacks is data.
  func define(
    _ definition: Definition, _ statement: Statement, in source: SourceText
  ) throws(Diagnostic) {
    var changed = definitions
    changed.add(definition, from: source)
    try check(definition, in: changed, from: source)
    let isTyped = scripts.isEmpty && source.name == nil
    if isTyped, definitions.contains(definition) {
      var new = catalog
      new.definitions = changed
      try tellMoves(to: new, changing: Self.name(of: definition))
    }
    definitions = changed
    guard isTyped else { return }
    worked.append(Formatter.format(statement))
    say(Message("defined {0}", Self.name(of: definition)))
  }

  /// Says how many customers a change of rules moves from which class to which.
  func tellMoves(to new: Catalog, changing key: String) throws(Diagnostic) {
    guard !data.tables.isEmpty else { return }
    let all = try ClassMoves.between(
      catalog, new, changing: key, context: context, cache: cache)
    for dimension in all {
      say(
        Message(
          "{0}: {1} customers change class", dimension.title.key, count(dimension.total)))
      for move in dimension.moves.prefix(ClassMoves.explained) { say(text: words(of: move)) }
      let more = dimension.moves.count - ClassMoves.explained
      if more > 0 { say(Message("  and {0} other moves", count(more))) }
    }
  }

  /// `  few → many 2: n_orders >= 3`.
  private func words(of move: ClassMoves.Move) -> String {
    let start = "  \(move.from) → \(move.to) \(count(move.count))"
    let reasons = move.reasons.map { reason in
      let clause = reason.holdsNow ? reason.clause : words(Message("no longer {0}", reason.clause))
      return reason.count == move.count ? clause : "\(clause) (\(count(reason.count)))"
    }
    return reasons.isEmpty ? start : "\(start): \(reasons.joined(separator: ", "))"
  }

  private func check(
    _ definition: Definition, in definitions: Definitions, from source: SourceText
  ) throws(Diagnostic) {
    var catalog = catalog
    catalog.definitions = definitions
    switch definition {
    case .parameter(let parameter):
      let given = parameters[NameFolding.fold(parameter.name)]
      if let given { try Self.check(given, for: parameter, at: parameter.nameSpan) }
      guard parameter.value == nil, given == nil else { return }
      guard scripts.isEmpty else {
        throw Diagnostic(
          "E207", Message("parameter ':{0}' has no value", parameter.name), at: parameter.nameSpan,
          hint: Message("run with {0}=…", parameter.name))
      }
    case .metric, .dimension:
      // Rules over data that are not loaded are kept: they are unavailable, not wrong.
      // Other rules were looked over when they came.
      let faults = RuleCheck.check(definitions, catalog)
      if let fault = faults.first(where: { $0.severity == .error && $0.source == source }) {
        throw fault
      }
    }
  }

  static func name(of definition: Definition) -> String {
    switch definition {
    case .parameter(let parameter): parameter.name
    case .metric(let metric): metric.name
    case .dimension(let dimension): dimension.name
    }
  }

  /// The rules that are not the standard ones, as text: saved with every segment.
  var ownRules: String {
    let own = statements { $0.name != StandardRules.name }
    return own.map { Formatter.format($0) }.joined(separator: "\n")
  }

  private func statements(where isWanted: (SourceText) -> Bool) -> [Statement] {
    let span = Span(0, 0)
    var found: [Statement] = []
    for entry in definitions.parameters where isWanted(entry.source) {
      found.append(Statement(.define(.parameter(entry.definition)), at: span))
    }
    for entry in definitions.metrics where isWanted(entry.source) {
      found.append(Statement(.define(.metric(entry.definition)), at: span))
    }
    for entry in definitions.dimensions where isWanted(entry.source) {
      found.append(Statement(.define(.dimension(entry.definition)), at: span))
    }
    return found
  }

  /// `rules`: all rules in force; `rules NAME`: one.
  func showRules(_ name: ColumnReference?) throws(Diagnostic) {
    guard let name else { return say(text: rulesText, keepsBlankLines: true) }
    let wanted = NameFolding.fold(name.name)
    let found = statements { _ in true }.filter { statement in
      guard case .define(let definition) = statement.shape else { return false }
      return NameFolding.fold(Self.name(of: definition)) == wanted
    }
    let all = statements { _ in true }.compactMap { statement in
      if case .define(let definition) = statement.shape { Self.name(of: definition) } else { nil }
    }
    guard let statement = found.first else {
      throw Diagnostic(
        "E203", Message("no metric or dimension '{0}'", name.name), at: name.span,
        label: Message("not a rule"), hint: suggestion(name.name, among: all))
    }
    say(text: Formatter.format(statement))
  }

  /// The standard file as it stands, with its comments, then what was added to it.
  private var rulesText: String {
    let own = ownRules
    return own.isEmpty ? StandardRules.text : StandardRules.text + "\n" + own
  }

  func exportRules(_ path: String, at span: Span, overwrite: Bool) throws(Diagnostic) {
    let bytes = Array((rulesText + "\n").utf8)
    try FilePath.write(bytes, to: path, overwrite: overwrite, at: span)
    say(Message("wrote {0}", path))
  }

  /// A project's own rules: they override or add; all or none are taken.
  func loadRules(_ path: String, at span: Span, _ statement: Statement) throws(Diagnostic) {
    let text = try FilePath.text(path, at: span)
    let source = SourceText(name: path, text: text)
    let parsed = Parser.parse(text, name: path)
    if let first = parsed.diagnostics.first(where: { $0.severity == .error }) { throw first }
    var changed = definitions
    var names: [Definition] = []
    for statement in parsed.statements {
      guard case .define(let definition) = statement.shape else {
        throw Diagnostic(
          "E602", Message("a rule file holds param, metric and dimension"), at: statement.span,
          label: Message("not a rule"), source: source)
      }
      changed.add(definition, from: source)
      names.append(definition)
    }
    for definition in names { try check(definition, in: changed, from: source) }
    definitions = changed
    worked.append(Formatter.format(statement))
    say(Message("{0} rules from {1}", count(names.count), path))
  }
}
