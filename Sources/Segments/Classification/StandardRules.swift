import CResources
public import Engine
internal import Glibc
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

  /// Whether `word` stands anywhere in the standard rules: told without parsing them.
  public static func mention(_ word: String) -> Bool {
    let rules = UnsafeRawBufferPointer(
      start: strata_standard_rules(), count: strata_standard_rules_count())
    let wanted = Array(word.utf8)
    guard let base = rules.baseAddress, let first = wanted.first else { return wanted.isEmpty }
    var place = 0
    while place + wanted.count <= rules.count,
      let next = memchr(base + place, Int32(first), rules.count - wanted.count - place + 1)
    {
      if memcmp(next, wanted, wanted.count) == 0 { return true }
      place = UnsafeRawPointer(next) - base + 1
    }
    return false
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
