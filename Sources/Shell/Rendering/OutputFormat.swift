/// The shapes a result can be written in; what `format` sets.
public enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  case table, box, vertical, csv, tsv, json, jsonl, markdown

  /// From what was typed: a name, or one of its usual other names; nil for anything else.
  public init?(named name: String) {
    switch name.lowercased() {
    case "table", "表格": self = .table
    case "box": self = .box
    case "vertical", "x", "\\x", "line": self = .vertical
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "json": self = .json
    case "jsonl", "ndjson", "jsonlines": self = .jsonl
    case "markdown", "md": self = .markdown
    default: return nil
    }
  }

  /// Whether it is meant for people: values rounded and grouped, rows cut to a screenful. The others
  /// carry every row and every digit.
  public var isForPeople: Bool {
    switch self {
    case .table, .box, .vertical: true
    case .csv, .tsv, .json, .jsonl, .markdown: false
    }
  }

  /// `screen` in this format on `surface`, line by line, without line ends.
  ///
  /// On a terminal the texts in every format are made visible first; elsewhere the machine formats
  /// carry them as they are.
  public func lines(_ screen: Screen, on surface: Surface) -> [String] {
    switch self {
    case .table: TableRenderer(surface).lines(screen)
    case .box: TableRenderer(surface, look: .box(surface.glyphs)).lines(screen)
    case .vertical: VerticalRenderer(surface).lines(screen)
    case .csv: DelimitedText.csv(screen, guarding: guarding(surface))
    case .tsv: DelimitedText.tsv(screen, guarding: guarding(surface))
    case .json: JSONText.array(screen)
    case .jsonl: JSONText.lines(screen)
    case .markdown: MarkdownText.lines(screen, glyphs: surface.glyphs)
    }
  }

  private func guarding(_ surface: Surface) -> Glyphs? { surface.isTerminal ? surface.glyphs : nil }
}
