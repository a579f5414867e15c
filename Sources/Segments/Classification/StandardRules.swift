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

  /// Parsed once. Throws the first fault of the file.
  public static func definitions() throws(Diagnostic) -> Definitions { try parsed.get() }

  private static let parsed: Result<Definitions, Diagnostic> = {
    do throws(Diagnostic) {
      return .success(Definitions().adding(try RuleFile.parse(text, name: name)))
    } catch {
      return .failure(error)
    }
  }()
}
