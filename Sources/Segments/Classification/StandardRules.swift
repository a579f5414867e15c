import CResources
public import Engine
public import Syntax

/// The standard rules, embedded in the program.
public enum StandardRules {
  /// The name that spans of standard rules point into.
  public static let name = "standard.strata"

  public static let text = String(
    decoding: UnsafeBufferPointer(
      start: strata_standard_rules(), count: strata_standard_rules_count()), as: UTF8.self)

  public static func definitions() throws(Diagnostic) -> Definitions {
    var definitions = Definitions()
    let parsed = Parser.parse(text, name: name)
    if let first = parsed.diagnostics.first(where: { $0.severity == .error }) { throw first }
    for statement in parsed.statements {
      guard case .define(let definition) = statement.shape else { continue }
      definitions.add(definition, from: SourceText(name: name, text: text))
    }
    return definitions
  }
}
