import Engine
import Segments
import Syntax

extension Session {
  /// `rules reset NAME`: the metric, dimension or parameter as the standard rules have it, or no more
  /// where they have none; whoever moves back is told first.
  func resetRule(_ name: ColumnReference) throws(Diagnostic) {
    let wanted = NameFolding.fold(name.name)
    let rules = definitions.whole.filter(\.isRuleOrParameter)
    guard let rule = rules.first(where: { NameFolding.fold($0.name) == wanted }) else {
      // A file of rules that the project reads may have lost it since.
      if isOpeningProject { return }
      throw noRule(name, among: rules)
    }
    let standard = standardRules()
    var new = catalog
    new.parameters[wanted] = nil
    if let original = standard.entry(like: rule) {
      let isOriginal =
        definitions.entry(like: rule).map { StandardRules.contain($0.source) } ?? false
      if isOriginal, parameters[wanted] == nil {
        return say(Message("{0} is as the standard rules have it", rule.name))
      }
      if !isOriginal { new.definitions.add(original.definition, from: original.source) }
    } else {
      try checkUnused(rule, at: name.span)
      new.definitions.remove(rule)
    }
    if scripts.isEmpty, try !isAccepted(new, changing: [rule.name]) { return }
    definitions = new.definitions
    parameters[wanted] = nil
    noteReset(rule.name)
    say(
      standard.contains(rule)
        ? Message("{0} is as the standard rules have it again", rule.name)
        : Message("{0} is no longer defined", rule.name))
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
    let subjects = [StatementSubject.rule(NameFolding.fold(name)), .set(NameFolding.fold(name))]
    worked.removeAll { text in
      StatementSubject(text).map(subjects.contains) ?? false
    }
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
