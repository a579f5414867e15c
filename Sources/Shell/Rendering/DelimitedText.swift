/// Comma- and tab-separated values.
enum DelimitedText {
  /// RFC 4180, lines ended by the caller: quotes where needed, and around an empty text, so that it
  /// differs from null, which is nothing at all. `guarding` makes texts visible for a terminal.
  static func csv(_ screen: Screen, guarding glyphs: Glyphs?) -> [String] {
    let titles = screen.columns.map { quoted(visible($0.title, glyphs)) }
    return [titles.joined(separator: ",")] + screen.rows.map { line($0, glyphs) }
  }

  /// Results may have a great many cells: each is written to the line at once.
  private static func line(_ row: Screen.Row, _ glyphs: Glyphs?) -> String {
    var line = ""
    for (place, cell) in row.cells.enumerated() {
      if place > 0 { line += "," }
      switch cell {
      case .null: break
      case .text(let text): line += quoted(visible(text, glyphs))
      case .integer, .decimal, .double, .bool, .day, .timestamp:
        // Nothing in them needs quotes, or is a danger to a terminal.
        line += ExactText.of(cell) ?? ""
      }
    }
    return line
  }

  /// One line per row: tab, newline, return and backslash inside texts as `\t \n \r \\`, null as
  /// `\N`, the way PostgreSQL and MySQL read it.
  static func tsv(_ screen: Screen, guarding glyphs: Glyphs?) -> [String] {
    let titles = screen.columns.map { escaped(visible($0.title, glyphs)) }
    return [titles.joined(separator: "\t")]
      + screen.rows.map { row in
        row.cells.map { cell in
          guard let text = ExactText.of(cell) else { return "\\N" }
          return escaped(visible(text, glyphs))
        }.joined(separator: "\t")
      }
  }

  private static func visible(_ text: String, _ glyphs: Glyphs?) -> String {
    glyphs.map { Sanitizer.visible(text, glyphs: $0) } ?? text
  }

  private static func quoted(_ text: String) -> String {
    let needsQuotes =
      text.isEmpty
      || text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
      || text.utf8.first == 0x20 || text.utf8.last == 0x20
    guard needsQuotes else { return text }
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { result.unicodeScalars.append(scalar) }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }

  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D || $0 == 0x5C })
    else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\t": result += "\\t"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\\": result += "\\\\"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
