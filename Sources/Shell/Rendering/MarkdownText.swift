import Syntax

/// A table for documents in Markdown, its source lined up too.
///
/// Numbers are written as on a screen, since people read them; the file formats carry exact ones.
enum MarkdownText {
  static func lines(_ screen: Screen, glyphs: Glyphs) -> [String] {
    let columns = screen.columns.indices.map { index in
      MarkdownColumn(screen, index, glyphs)
    }
    let rule = columns.map { column in
      let dashes = String(repeating: "-", count: column.width - 1)
      return column.alignment == .right ? dashes + ":" : "-" + dashes
    }
    var lines = [joined(columns.map { $0.padded($0.title) }), joined(rule)]
    for row in screen.rows.indices {
      lines.append(joined(columns.map { $0.padded($0.cells[row]) }))
    }
    return lines
  }

  private static func joined(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }
}

private struct MarkdownColumn {
  let title: String
  let cells: [String]
  let alignment: DisplayWidth.Alignment
  let width: Int

  init(_ screen: Screen, _ index: Int, _ glyphs: Glyphs) {
    let format = ColumnFormat(screen, column: index, glyphs: glyphs)
    title = Self.escaped(screen.columns[index].title, glyphs)
    alignment = format.alignment
    cells = screen.rows.map { row in
      let cell = index < row.cells.count ? row.cells[index] : .text("")
      if cell == .null { return "" }
      if case .text(let text) = cell { return Self.escaped(text, glyphs) }
      return format.text(cell)
    }
    width = cells.reduce(max(3, DisplayWidth.of(title))) { max($0, DisplayWidth.of($1)) }
  }

  func padded(_ text: String) -> String { DisplayWidth.padded(text, to: width, alignment) }

  /// Markdown's own signs lose their meaning, line breaks become `<br>`, other controls pictures.
  private static func escaped(_ text: String, _ glyphs: Glyphs) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "|", "\\", "`", "*", "_", "<", ">", "[", "]", "#":
        result += "\\"
        result.unicodeScalars.append(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    let parts = result.split(separator: "\n", omittingEmptySubsequences: false)
    return parts.map { Sanitizer.visible(String($0), glyphs: glyphs) }.joined(separator: "<br>")
  }
}
