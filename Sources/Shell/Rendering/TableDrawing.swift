import Syntax

/// One column of a table with its cells already written.
struct TableColumn {
  let title: String
  let cells: [String]
  let nulls: [Bool]
  let alignment: DisplayWidth.Alignment
  let request: TableLayout.Request
  let wraps: Bool

  init(_ screen: Screen, _ index: Int, _ glyphs: Glyphs) {
    let format = ColumnFormat(screen, column: index, glyphs: glyphs)
    title = Sanitizer.visible(screen.columns[index].title, glyphs: glyphs)
    alignment = format.alignment
    wraps = screen.columns[index].wraps
    var cells: [String] = []
    var nulls: [Bool] = []
    cells.reserveCapacity(screen.rows.count)
    nulls.reserveCapacity(screen.rows.count)
    var widest = 0
    for row in screen.rows {
      // A total row may be shorter than the table, or leave cells empty on purpose.
      let cell = index < row.cells.count ? row.cells[index] : .text("")
      let text = format.text(cell)
      widest = max(widest, DisplayWidth.of(text))
      cells.append(text)
      nulls.append(cell == .null)
    }
    self.cells = cells
    self.nulls = nulls
    request = TableLayout.Request(
      title: DisplayWidth.of(title), values: widest,
      isShrinkable: screen.columns[index].kind.isShrinkable)
  }
}

/// Puts the visible columns of a table together, line by line.
struct TableDrawing {
  /// A line as it is drawn, the same without looks, and its width in cells.
  struct Line {
    var text: String
    var plain: String
    var width: Int { DisplayWidth.of(plain) }
  }

  let columns: [TableColumn]
  let widths: [Int]
  /// Where among the visible columns the sign for the hidden ones stands; nil when none is hidden.
  let markerAt: Int?
  let look: TableLook
  let style: Style
  let glyphs: Glyphs

  func header() -> Line {
    line { column, width in
      (fitted(columns[column].title, width, columns[column].alignment), .header)
    }
  }

  /// One line, or as many as the longest text takes that may wrap.
  func row(_ row: Int, isTotal: Bool) -> [Line] {
    let wrapped = wrapped(row)
    let height = wrapped.values.map(\.count).max() ?? 1
    return (0..<height).map { level in
      line { column, width in
        let source = columns[column]
        let role: Style.Role? = source.nulls[row] ? .null : isTotal ? .total : nil
        let texts = wrapped[column] ?? [source.cells[row]]
        guard level < texts.count else { return (String(repeating: " ", count: width), nil) }
        return (fitted(texts[level], width, source.alignment), role)
      }
    }
  }

  /// The lines of each text of the row that is longer than its column is wide and may wrap.
  private func wrapped(_ row: Int) -> [Int: [String]] {
    var lines: [Int: [String]] = [:]
    for (index, column) in columns.enumerated() where column.wraps {
      guard DisplayWidth.of(column.cells[row]) > widths[index] else { continue }
      lines[index] = TextWrap.hanging(
        column.cells[row], width: widths[index], first: "", rest: "  ")
    }
    return lines
  }

  func rule(_ rule: TableLook.Rule) -> Line {
    var pieces = widths.map { String(repeating: rule.fill, count: $0) }
    if let markerAt {
      let width = DisplayWidth.of(glyphs.ellipsis)
      pieces.insert(String(repeating: rule.fill, count: width), at: markerAt)
    }
    let text = rule.left + pieces.joined(separator: rule.cross) + rule.right
    return Line(text: style.paint(text, .rule), plain: text)
  }

  private func fitted(
    _ text: String, _ width: Int, _ alignment: DisplayWidth.Alignment
  ) -> String {
    DisplayWidth.fitted(text, to: width, alignment, ellipsis: glyphs.ellipsis)
  }

  /// Joins one piece per visible column; blanks at the end of an open line are left out.
  private func line(_ piece: (Int, Int) -> (String, Style.Role?)) -> Line {
    var pieces: [(text: String, role: Style.Role?)] = []
    for column in columns.indices {
      if markerAt == column { pieces.append((glyphs.ellipsis, .note)) }
      pieces.append(piece(column, widths[column]))
    }
    if markerAt == columns.count { pieces.append((glyphs.ellipsis, .note)) }
    if look.right.isEmpty { trim(&pieces) }
    let isOpen = look.right.isEmpty
    if isOpen, pieces.allSatisfy(\.text.isEmpty) { return Line(text: "", plain: "") }
    let edge = { (text: String) in isOpen ? text : style.paint(text, .rule) }
    let painted = pieces.map { text, role in role.map { style.paint(text, $0) } ?? text }
    let text = edge(look.left) + painted.joined(separator: edge(look.gap)) + edge(look.right)
    let plain = look.left + pieces.map(\.text).joined(separator: look.gap)
    return Line(text: text, plain: plain + look.right)
  }

  private func trim(_ pieces: inout [(text: String, role: Style.Role?)]) {
    while let last = pieces.popLast() {
      let text = last.text.trimmingBlanks()
      if text.isEmpty, !pieces.isEmpty { continue }
      pieces.append((text, last.role))
      return
    }
  }
}

extension String {
  /// Without the blanks at its end.
  func trimmingBlanks() -> String {
    let blanks = utf8.reversed().prefix { $0 == 0x20 }.count
    return blanks == 0 ? self : String(decoding: utf8.dropLast(blanks), as: UTF8.self)
  }
}
