public import Syntax

/// What an exported file is, by the ending of its name.
public struct ExportFormat: Sendable, Hashable {
  public enum Layout: String, Sendable, Hashable, CaseIterable {
    case csv, tsv, json, jsonl, md
  }

  public var layout: Layout
  /// The name ends in `.gz` after the format's own ending: `customers.csv.gz`.
  public var isCompressed: Bool

  /// Reads the ending of `path`. Throws `E440` when it names no format.
  public init(path: String, at span: Span? = nil) throws(Diagnostic) {
    var parts = FileSystem.name(of: path).split(separator: ".", omittingEmptySubsequences: false)
    isCompressed = parts.count > 1 && parts.last?.lowercased() == "gz"
    if isCompressed { parts.removeLast() }
    guard parts.count > 1, let ending = parts.last?.lowercased(), !ending.isEmpty else {
      throw Diagnostic(
        "E440", Message("the name '{0}' does not say in which format to export", path), at: span,
        label: Message("no ending"), hint: Message("'{0}.csv', or {1}", path, Self.endings))
    }
    guard let layout = Layout(rawValue: ending) ?? Self.otherEndings[ending] else {
      throw Diagnostic(
        "E440", Message("cannot export to a '.{0}' file", ending), at: span,
        label: Message("not an export format"), hint: Self.hint(for: ending))
    }
    self.layout = layout
  }

  private static let otherEndings: [String: Layout] = [
    "ndjson": .jsonl, "markdown": .md, "tab": .tsv,
  ]

  private static var endings: String {
    Layout.allCases.map { ".\($0.rawValue)" }.joined(separator: " ")
  }

  private static func hint(for ending: String) -> Message {
    switch ending {
    case "xls", "xlsx", "ods", "numbers", "et":
      return Message("spreadsheets open '.{0}' files", "csv")
    default:
      let known = Layout.allCases.map(\.rawValue)
      if let near = Suggestion.best(for: ending, among: known) {
        return Message("did you mean '{0}'?", ".\(near)")
      }
      return Message("the formats are {0}, each also with .gz", endings)
    }
  }
}
