import CReadline

/// Where readline puts each character of a line on the screen, given the width of the prompt before
/// it. Follows readline in all: the C library's widths, a wide character that does not fit goes to
/// the next row, a row that is full ends at once.
struct LineLayout {
  /// One character: its bytes in the line, and the screen row it stands in, counted from the
  /// prompt's.
  struct Cell {
    var bytes: Range<Int>
    var row: Int
  }

  private(set) var cells: [Cell] = []
  /// The row of the cursor and the number of rows, counted from the prompt's.
  private(set) var cursorRow = 0
  private(set) var rows = 1
  let promptWidth: Int

  /// Nil when the screen can't be predicted: control characters, which readline shows as `^X`,
  /// characters without a known width, or a prompt wider than the screen.
  init?(promptWidth: Int, line: String, cursor: Int, columns: Int) {
    guard promptWidth < columns else { return nil }
    self.promptWidth = promptWidth
    var row = 0
    var column = promptWidth
    var offset = 0
    for scalar in line.unicodeScalars {
      if offset == cursor { cursorRow = row }
      let end = offset + UTF8.width(scalar)
      if scalar == "\n" {
        row += 1
        column = 0
      } else {
        guard let width = Self.width(scalar) else { return nil }
        if column + width > columns {
          if offset == cursor { cursorRow += 1 }
          row += 1
          column = 0
        }
        // A combining mark stays with the character that ended the row before.
        let before = cells.last?.row
        cells.append(Cell(bytes: offset..<end, row: width == 0 ? before ?? row : row))
        column += width
        if column == columns {
          row += 1
          column = 0
        }
      }
      offset = end
    }
    if offset == cursor { cursorRow = row }
    rows = row + 1
  }

  /// Columns that a character takes, or nil for one that is not shown as itself.
  static func width(_ scalar: Unicode.Scalar) -> Int? {
    let width = strata_character_width(scalar.value)
    return width < 0 ? nil : Int(width)
  }

  /// Columns that a text without control characters takes on one row.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + (width($1) ?? 0) }
  }

  /// The escapes and characters that draw `line` again in colour over what is on the screen, and
  /// put the cursor back. The cursor must be where readline left it.
  func painted(_ line: String, with paints: [Paint]) -> String {
    let bytes = Array(line.utf8)
    var output = "\u{1B}7" + (cursorRow > 0 ? "\u{1B}[\(cursorRow)A" : "") + "\r"
    if promptWidth > 0 { output += "\u{1B}[\(promptWidth)C" }
    var row = 0
    var next = 0
    var style = ""
    for cell in cells {
      if cell.row > row {
        output += "\r\u{1B}[\(cell.row - row)B"
        row = cell.row
      }
      while next < paints.count, paints[next].span.upperBound <= cell.bytes.lowerBound { next += 1 }
      let inside = next < paints.count && paints[next].span.contains(cell.bytes.lowerBound)
      let wanted = inside ? paints[next].style : ""
      if wanted != style {
        output += wanted.isEmpty ? "\u{1B}[0m" : "\u{1B}[0;\(wanted)m"
        style = wanted
      }
      output += String(decoding: bytes[cell.bytes], as: UTF8.self)
    }
    return output + (style.isEmpty ? "" : "\u{1B}[0m") + "\u{1B}8"
  }
}
