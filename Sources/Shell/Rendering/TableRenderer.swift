import Syntax

/// Draws a screen as a table that fits its surface.
///
/// Every line takes at most the surface's width; on no terminal nothing is cut. Hidden columns and
/// rows that are not shown are named below the table.
public struct TableRenderer {
  private let surface: Surface
  private let look: TableLook
  private var glyphs: Glyphs { surface.glyphs }

  public init(_ surface: Surface, look: TableLook? = nil) {
    self.surface = surface
    self.look = look ?? .light(surface.glyphs)
  }

  /// The table and its notes, line by line, without line ends.
  public func lines(_ screen: Screen) -> [String] {
    guard !screen.columns.isEmpty else { return [] }
    let columns = screen.columns.indices.map { column in TableColumn(screen, column, glyphs) }
    let layout = TableLayout(
      columns.map(\.request), width: surface.width,
      edges: DisplayWidth.of(look.left) + DisplayWidth.of(look.right),
      gap: DisplayWidth.of(look.gap), marker: DisplayWidth.of(glyphs.ellipsis))
    let drawing = TableDrawing(
      columns: layout.visible.map { columns[$0] }, widths: layout.widths,
      markerAt: layout.hidden.first.map { first in layout.visible.count { $0 < first } },
      look: look, style: surface.style, glyphs: glyphs)
    return body(screen, drawing) + notes(screen, hidden: layout.hidden.map { columns[$0].title })
  }

  private func body(_ screen: Screen, _ drawing: TableDrawing) -> [String] {
    var lines: [TableDrawing.Line] = []
    lines.reserveCapacity(screen.rows.count + 5)
    if let top = look.top { lines.append(drawing.rule(top)) }
    lines.append(drawing.header())
    lines.append(drawing.rule(look.middle))
    var previous = Screen.Row.Role.body
    for (index, row) in screen.rows.enumerated() {
      if row.role == .total, previous != .total, index > 0 {
        lines.append(drawing.rule(look.middle))
      }
      previous = row.role
      lines += drawing.row(index, isTotal: row.role != .body)
    }
    if let bottom = look.bottom { lines.append(drawing.rule(bottom)) }
    return lines.map(fitted)
  }

  /// A last resort for surfaces narrower than the table's own lines.
  private func fitted(_ line: TableDrawing.Line) -> String {
    guard let width = surface.width, line.width > width else { return line.text }
    return DisplayWidth.truncated(line.plain, to: width, ellipsis: glyphs.ellipsis)
  }

  private func notes(_ screen: Screen, hidden: [String]) -> [String] {
    var notes: [String] = []
    if screen.rowsNotShown > 0 { notes.append(ScreenNotes.more(screen, surface)) }
    if !hidden.isEmpty { notes.append(ScreenNotes.hidden(hidden, surface)) }
    let indent = String(repeating: " ", count: look.top == nil ? DisplayWidth.of(look.left) : 0)
    return notes.flatMap { note in
      TextWrap.lines(note, width: surface.width, indent: indent, limit: 3, glyphs: glyphs)
    }.map { surface.style.paint($0, .note) }
  }
}
