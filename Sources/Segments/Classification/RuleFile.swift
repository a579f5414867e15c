public import Engine
public import Syntax

/// A file of `param`, `metric` and `dimension`: the standard rules, or a project's own.
public struct RuleFile: Sendable {
  /// What the spans of the definitions point into.
  public let source: SourceText
  /// In the order in which they stand in the file.
  public let definitions: [Definition]

  /// Throws the first fault: of grammar, or E602 for a statement that is no rule.
  public static func parse(_ text: String, name: String?) throws(Diagnostic) -> RuleFile {
    let source = SourceText(name: name, text: text)
    let parsed = Parser.parse(text, name: name)
    if let first = parsed.diagnostics.first(where: { $0.severity == .error }) {
      throw first.inside(source)
    }
    var definitions: [Definition] = []
    for statement in parsed.statements {
      guard case .define(let definition) = statement.shape else {
        throw Diagnostic(
          "E602", Message("a rule file holds param, metric and dimension"), at: statement.span,
          label: Message("not a rule"), source: source)
      }
      definitions.append(definition)
    }
    return RuleFile(source: source, definitions: definitions)
  }
}

extension Definitions {
  /// With the file's definitions: new ones are added, those of the same key take the place of the
  /// earlier ones.
  public func adding(_ file: RuleFile) -> Definitions {
    var copy = self
    for definition in file.definitions { copy.add(definition, from: file.source) }
    return copy
  }
}
