import Engine
import Segments
import Syntax

extension Session {
  /// `rules reset NAME`: the metric, dimension or parameter as the standard rules have it, or no more
  /// where they have none, and so for the traits and strategies of a dimension; whoever moves back is
  /// told first.
  func resetRule(_ name: ColumnReference) throws(Diagnostic) {
    let rules = definitions.whole.filter(\.isRuleOrParameter)
    guard let rule = try rule(name, among: rules) else {
      // A file of rules that the project reads may have lost it since.
      if isOpeningProject { return }
      throw noRule(name, among: rules)
    }
    let wanted = NameFolding.fold(rule.name)
    let standard = standardRules()
    var new = catalog
    new.parameters[wanted] = nil
    let lines = rule.isDimension ? new.definitions.restoreLines(about: wanted, from: standard) : 0
    if let original = standard.entry(like: rule) {
      let isOriginal =
        definitions.entry(like: rule).map { StandardRules.contain($0.source) } ?? false
      if isOriginal, parameters[wanted] == nil, lines == 0 {
        say(Message("{0} is as the standard rules have it", rule.name))
        return sayDropped(dropExpectations(about: rule))
      }
      if !isOriginal { new.definitions.add(original.definition, from: original.source) }
    } else {
      try checkUnused(rule, at: name.span)
      new.definitions.remove(rule)
    }
    if case .parameter = rule, let kept = new.definitions.parameter(rule.name)?.definition {
      try checkLimits(of: kept, in: new, at: name.span) { Message("rules reset {0}", $0) }
    }
    if scripts.isEmpty, try !isAccepted(new, changing: [rule.name]) { return }
    let dropped = dropExpectations(about: rule)
    definitions = new.definitions
    parameters[wanted] = nil
    noteReset(rule.name)
    say(
      standard.contains(rule)
        ? Message("{0} is as the standard rules have it again", rule.name)
        : Message("{0} is no longer defined", rule.name))
    if lines > 0 {
      say(Message("  with it {0} {0|trait or strategy|traits and strategies}", count(lines)))
    }
    sayDropped(dropped)
  }

  private func sayDropped(_ expectations: Int) {
    guard expectations > 0 else { return }
    say(Message("  no longer expected of it: {0}", count(expectations)))
  }

  /// Of `rules` the one with the key, label or alias; nil for none. Throws E209 for a word that several
  /// dimensions go by.
  func rule(
    _ name: ColumnReference, among rules: [Definition]
  ) throws(Diagnostic) -> Definition? {
    let wanted = NameFolding.fold(name.name)
    if let exact = rules.first(where: { NameFolding.fold($0.name) == wanted }) { return exact }
    let metric =
      definitions.metric(called: name.name) ?? definitions.rowMetrics(called: name.name).first
    if let metric { return .metric(metric.definition) }
    let dimensions = definitions.dimensions(called: name.name).map(\.definition)
    if dimensions.count > 1 {
      throw .ambiguous(
        name.name, dimensions.map { definitions.names(of: $0) }, at: name.span)
    }
    return dimensions.first.map { .dimension($0) }
  }

  /// What other rules are made of stays.
  private func checkUnused(_ rule: Definition, at span: Span) throws(Diagnostic) {
    guard let user = Classification(catalog).user(of: rule) else { return }
    throw Diagnostic(
      "E616", Message("'{0}' is used by {1}", rule.name, user), at: span,
      label: Message("still needed"), hint: Message("rules reset {0}", Formatter.name(user)))
  }

  /// What was to be remembered of it is not any more; what the project says already is taken back.
  private func noteReset(_ name: String) {
    guard scripts.isEmpty else { return }
    worked.removeAll { text in StatementSubject(text)?.isTakenBack(byResetOf: name) ?? false }
    worked.append("rules reset \(Formatter.name(name))")
  }
}

extension Definition {
  fileprivate var isRuleOrParameter: Bool {
    switch self {
    case .parameter, .metric, .dimension: true
    case .goal, .line: false
    }
  }

  fileprivate var isDimension: Bool {
    if case .dimension = self { true } else { false }
  }
}

extension Definitions {
  /// The definition of the same kind and key, and where it stands.
  fileprivate func entry(like rule: Definition) -> (definition: Definition, source: SourceText)? {
    switch rule {
    case .parameter(let own):
      parameter(own.name).map { (.parameter($0.definition), $0.source) }
    case .metric(let own): metric(own.name).map { (.metric($0.definition), $0.source) }
    case .dimension(let own): dimension(own.name).map { (.dimension($0.definition), $0.source) }
    case .goal, .line: nil
    }
  }
}
