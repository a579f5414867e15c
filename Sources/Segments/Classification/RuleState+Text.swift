public import Engine
public import Syntax

extension RuleState {
  /// The definition as it is in force: of a parameter that was set with that value.
  public func inForce(_ definition: Definition) -> Definition {
    guard case .parameter(var parameter) = definition,
      parameters[NameFolding.fold(parameter.name)] != nil,
      case .command(.set(_, _, let value?))? =
        Parser.parse("set x = \(text(of: parameter))").statements.first?.shape
    else { return definition }
    parameter.value = value
    return .parameter(parameter)
  }

  /// The rules in force as one file that defines each of them once: the standard files as they stand, with
  /// their comments, what is otherwise in its place, and what was added to them below.
  public var text: String {
    let entries = all
    let isStandard: (SourceText) -> Bool = StandardRules.contain
    let known = Dictionary(entries.map { ($0.definition.identity, $0) }) { _, later in later }
    var placed: Set<String> = []
    func inPlace(_ text: String) -> String {
      text.replacingDefinitions { written in
        // A goal that is declared again gains advice.
        if case .goal = written { return .kept }
        placed.insert(written.identity)
        guard let now = known[written.identity] else { return .gone }
        let isKept = isStandard(now.source) && now.definition == self.inForce(now.definition)
        return isKept ? .kept : .other(self.inForce(now.definition).text)
      }
    }
    let files = [StandardRules.text, StandardRules.strategies].map(inPlace)
    let added = entries.filter {
      !isStandard($0.source) && !placed.contains($0.definition.identity)
    }
    return (files + added.map { inForce($0.definition).text }).joined(separator: "\n")
  }

  /// Without lines about classes that other rules have put aside, which a file may not hold.
  private var all: [(definition: Definition, source: SourceText)] {
    definitions.all.filter { definitions.hasClasses(of: $0.definition) }
  }
}

extension Definitions {
  /// Whether the classes that a trait or strategy is about are there; true of all other definitions.
  public func hasClasses(of definition: Definition) -> Bool {
    guard case .line(let line) = definition else { return true }
    do throws(Diagnostic) {
      try RuleCheck.check(line, self)
      return true
    } catch {
      return false
    }
  }
}

extension Definition {
  /// What is said of a class, which is no rule.
  public var isLine: Bool {
    if case .line = self { true } else { false }
  }

  /// As the formatter writes it.
  public var text: String { Formatter.format(Statement(.define(self), at: nameSpan)) }
}

/// What becomes of a definition in a text.
private enum Replacement {
  case kept, gone
  case other(String)
}

extension String {
  /// The text of rules with other definitions in the places of some.
  fileprivate func replacingDefinitions(_ replacement: (Definition) -> Replacement) -> String {
    let source = SourceText(text: self)
    var parts: [String] = []
    var end = 0
    for statement in Parser.parse(self).statements {
      guard case .define(let definition) = statement.shape else { continue }
      let span = statement.span
      let before = source.text(of: Span(end, span.start))
      switch replacement(definition) {
      case .kept: parts += [before, source.text(of: span)]
      case .gone: parts.append(before)
      case .other(let text): parts += [before, text]
      }
      end = span.end
    }
    return parts.joined() + source.text(of: Span(end, utf8.count))
  }
}
