import Syntax

/// Draws each row as a block of `title  value` lines, for wide rows and long texts.
///
/// Nothing is cut: values that do not fit continue on the next line under their beginning.
public struct VerticalRenderer {
  private let surface: Surface

  public init(_ surface: Surface) { self.surface = surface }

  /// The blocks and a note on rows that are not shown, line by line, without line ends.
  public func lines(_ screen: Screen) -> [String] {
    let glyphs = surface.glyphs
    let formats = screen.columns.indices.map { index in
      ColumnFormat(screen, column: index, glyphs: glyphs)
    }
    let titles = titles(screen)
    var lines: [String] = []
    for (number, row) in screen.rows.enumerated() {
      lines.append(heading(number + 1))
      for (index, cell) in row.cells.enumerated() where index < titles.count {
        lines += field(titles[index], formats[index].text(cell), isNull: cell == .null)
      }
    }
    if screen.rowsNotShown > 0 {
      lines.append(surface.style.paint(fitted(ScreenNotes.more(screen, surface)), .note))
    }
    return lines
  }

  private func titles(_ screen: Screen) -> [String] {
    let glyphs = surface.glyphs
    let titles = screen.columns.map { Sanitizer.visible($0.title, glyphs: glyphs) }
    let widest = titles.reduce(1) { max($0, DisplayWidth.of($1)) }
    let width = surface.width.map { min(widest, max(1, $0 / 2 - 2)) } ?? widest
    return titles.map { DisplayWidth.fitted($0, to: width, ellipsis: glyphs.ellipsis) }
  }

  private func heading(_ number: Int) -> String {
    let title = Catalogue.translate(
      Message("row {0}", NumberText.grouped(number)), surface.language)
    let rule = surface.glyphs.rule
    let start = "\(rule)\(rule) \(title) "
    let length = min(surface.width ?? 40, 40) - DisplayWidth.of(start)
    return surface.style.paint(
      fitted(start + String(repeating: rule, count: max(0, length))), .rule)
  }

  private func field(_ title: String, _ value: String, isNull: Bool) -> [String] {
    let style = surface.style
    let start = DisplayWidth.of(title) + 3
    let room = surface.width.map { max(2, $0 - start) }
    let parts = TextWrap.lines(value, width: room, glyphs: surface.glyphs)
    return parts.enumerated().map { index, part in
      let shown = isNull ? style.paint(part, .null) : part
      if part.isEmpty, index == 0 { return " " + style.paint(title.trimmingBlanks(), .header) }
      if index > 0 { return String(repeating: " ", count: start) + shown }
      return " \(style.paint(title, .header))  \(shown)"
    }
  }

  private func fitted(_ text: String) -> String {
    guard let width = surface.width else { return text }
    return DisplayWidth.truncated(text, to: width, ellipsis: surface.glyphs.ellipsis)
  }
}
