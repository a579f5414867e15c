import CResources
public import Engine
public import Syntax

/// The standard rules and what they say of each class, embedded in the program.
public enum StandardRules {
  /// The name that spans of standard rules point into.
  public static let name = "standard.strata"

  public static let text = String(
    decoding: UnsafeBufferPointer(
      start: strata_standard_rules(), count: strata_standard_rules_count()), as: UTF8.self)

  public static let strategiesName = "strategies.strata"

  public static let strategies = String(
    decoding: UnsafeBufferPointer(
      start: strata_strategies(), count: strata_strategies_count()), as: UTF8.self)

  /// Whether `source` is one of the two files, and not one of somebody's that is called so.
  public static func contain(_ source: SourceText) -> Bool {
    source.name == name && source.text == text
      || source.name == strategiesName && source.text == strategies
  }

  /// Parsed once. Throws the first fault of the files.
  public static func definitions() throws(Diagnostic) -> Definitions { try parsed.get() }

  private static let parsed: Result<Definitions, Diagnostic> = {
    do throws(Diagnostic) {
      return .success(
        Definitions().adding(try RuleFile.parse(text, name: name))
          .adding(try RuleFile.parse(strategies, name: strategiesName)))
    } catch {
      return .failure(error)
    }
  }()
}
