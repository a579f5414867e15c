import Engine
import Syntax

/// Which standard rules a segment was saved under: it keeps its own rules in full and these by a
/// checksum, in the first line of its rules.
extension StandardRules {
  private static let mark = "-- standard rules "

  /// The same for standard rules that say the same, whatever their comments; what is said of classes
  /// and the limits of parameters put nobody into another one.
  public static let version: String = {
    do throws(Diagnostic) {
      let text = try definitions().all.compactMap { entry -> String? in
        var definition = entry.definition
        if case .line = definition { return nil }
        if case .parameter(var parameter) = definition {
          parameter.limits = nil
          definition = .parameter(parameter)
        }
        return Formatter.format(Statement(.define(definition), at: Span(0, 0)))
      }
      return String(UInt64(bitPattern: Checksum.of(text.joined(separator: "\n"))), radix: 16)
    } catch {
      return "?"
    }
  }()

  /// `rules`, own ones, with the mark of the standard rules above them.
  public static func marked(_ rules: String) -> String { mark + version + "\n" + rules }

  /// The standard rules that `rules` were kept with; nil in stores that do not say.
  public static func version(in rules: String) -> String? {
    guard rules.hasPrefix(mark) else { return nil }
    return String(rules.dropFirst(mark.count).prefix { !$0.isNewline })
  }
}
