@testable import strata

/// What a person sees: an emulation of the part of a terminal that readline and the program use.
struct Screen {
  struct Cell: Equatable {
    /// Empty for the right half of a wide character.
    var text = " "
    /// Parameters of the SGR escapes in force.
    var style = ""
  }

  private(set) var cells: [[Cell]]
  private(set) var row = 0
  private(set) var column = 0
  private var columns: Int
  private var style = ""
  private var saved = (row: 0, column: 0)
  private var pending: [Unicode.Scalar] = []

  init(rows: Int, columns: Int) {
    self.columns = columns
    cells = Array(repeating: Array(repeating: Cell(), count: columns), count: rows)
  }

  /// The rows from the top, without trailing spaces and empty last rows.
  var text: String {
    var lines = cells.map { row in
      String(row.map(\.text).joined().reversed().drop { $0 == " " }.reversed())
    }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// The characters of a style, joined over the whole screen.
  func text(styled wanted: String) -> String {
    cells.joined().filter { $0.style == wanted && $0.text != " " }.map(\.text).joined()
  }

  /// Terminals keep the text where it was, cut or padded, when the window changes.
  mutating func resize(rows: Int, columns: Int) {
    self.columns = columns
    cells = cells.map { row in
      Array(row.prefix(columns)) + Array(repeating: Cell(), count: max(0, columns - row.count))
    }
    while cells.count < rows { cells.append(Array(repeating: Cell(), count: columns)) }
    while cells.count > rows { cells.removeFirst() }
    row = min(row, rows - 1)
    column = min(column, columns - 1)
  }

  mutating func feed(_ text: String) {
    for scalar in text.unicodeScalars { feed(scalar) }
  }

  private mutating func feed(_ scalar: Unicode.Scalar) {
    if !pending.isEmpty {
      pending.append(scalar)
      if isWhole(pending) {
        obey(pending)
        pending = []
      }
      return
    }
    switch scalar {
    case "\u{1B}": pending = [scalar]
    case "\r": column = 0
    case "\n": lineFeed()
    case "\u{8}": column = max(0, column - 1)
    case "\u{7}": break
    default: put(scalar)
    }
  }

  private func isWhole(_ escape: [Unicode.Scalar]) -> Bool {
    guard let last = escape.last, escape.count > 1 else { return false }
    return escape[1] == "["
      ? escape.count > 2 && ("@"..."~").contains(last) : escape.count > 1
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let width = LineLayout.width(scalar) ?? 1
    if width == 0 {
      cells[row][max(0, column - 1)].text.unicodeScalars.append(scalar)
      return
    }
    // At the right edge the cursor waits: only the next character goes to the next row.
    if column + width > columns {
      column = 0
      lineFeed()
    }
    cells[row][column] = Cell(text: String(scalar), style: style)
    if width == 2 { cells[row][column + 1] = Cell(text: "", style: style) }
    column += width
  }

  private mutating func lineFeed() {
    row += 1
    if row == cells.count {
      cells.removeFirst()
      cells.append(Array(repeating: Cell(), count: columns))
      row -= 1
    }
  }

  private mutating func obey(_ escape: [Unicode.Scalar]) {
    let text = String(String.UnicodeScalarView(escape.dropFirst()))
    if text == "7" { saved = (row, column) }
    if text == "8" { (row, column) = saved }
    guard text.first == "[", let final = text.last else { return }
    let parameters = text.dropFirst().dropLast()
    let number = parameters.split(separator: ";").first.flatMap { Int($0) }
    let count = max(1, number ?? 1)
    column = min(column, columns - 1)
    switch final {
    case "A": row = max(0, row - count)
    case "B": row = min(cells.count - 1, row + count)
    case "C": column = min(columns - 1, column + count)
    case "D": column = max(0, column - count)
    case "G": column = count - 1
    case "H": (row, column) = (0, 0)
    case "m": setStyle(String(parameters))
    case "K": erase(row, from: column)
    case "J": for line in row..<cells.count { erase(line, from: line == row ? column : 0) }
    case "P": shiftLeft(by: count)
    case "@": shiftRight(by: count)
    default: break
    }
  }

  private mutating func setStyle(_ parameters: String) {
    if parameters.isEmpty || parameters == "0" {
      style = ""
    } else {
      style = parameters.hasPrefix("0;") ? String(parameters.dropFirst(2)) : parameters
    }
  }

  private mutating func erase(_ line: Int, from column: Int) {
    for index in column..<columns { cells[line][index] = Cell() }
  }

  private mutating func shiftLeft(by count: Int) {
    let kept = cells[row].dropFirst(min(columns, column + count))
    cells[row] = Array((cells[row].prefix(column) + kept).prefix(columns))
    while cells[row].count < columns { cells[row].append(Cell()) }
  }

  private mutating func shiftRight(by count: Int) {
    let blank = Array(repeating: Cell(), count: count)
    cells[row] = Array(
      (Array(cells[row].prefix(column)) + blank + cells[row].dropFirst(column)).prefix(columns))
  }
}
