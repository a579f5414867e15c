/// Comma- and tab-separated values.
enum DelimitedText {
  /// RFC 4180, lines ended by the caller: quotes where needed, and around an empty text, so that it
  /// differs from null, which is nothing at all. `guarding` makes texts visible for a terminal.
  static func csv(_ screen: Screen, guarding glyphs: Glyphs?) -> [String] {
    var line: [UInt8] = []
    func written(_ cells: some Sequence<Screen.Cell>) -> String {
      line.removeAll(keepingCapacity: true)
      for (place, cell) in cells.enumerated() {
        if place > 0 { line.append(0x2C) }
        append(cell, glyphs, to: &line)
      }
      return String(decoding: line, as: UTF8.self)
    }
    return [written(screen.columns.map { .text($0.title) })] + screen.rows.map { written($0.cells) }
  }

  /// Results may have a great many cells: no string is made of each.
  private static func append(_ cell: Screen.Cell, _ glyphs: Glyphs?, to line: inout [UInt8]) {
    switch cell {
    case .null: break
    case .text(let text): append(quoted: visible(text, glyphs), to: &line)
    case .integer(let value): append(digits: value, scale: 0, to: &line)
    case .decimal(let value, let scale): append(digits: value, scale: scale, to: &line)
    case .double, .bool, .day, .timestamp:
      // Nothing in them needs quotes, or is a danger to a terminal.
      line.append(contentsOf: (ExactText.of(cell) ?? "").utf8)
    }
  }

  private static func append(digits value: Int64, scale: Int, to line: inout [UInt8]) {
    if value < 0 { line.append(0x2D) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 40) { room in
      var first = room.count
      var rest = value.magnitude
      // As many places as there are, and a digit before the point.
      repeat {
        if scale > 0, room.count - first == scale {
          first -= 1
          room[first] = 0x2E
        }
        first -= 1
        room[first] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest > 0 || (scale > 0 && room.count - first < scale + 2)
      line.append(contentsOf: room[first...])
    }
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

  private static func append(quoted text: String, to line: inout [UInt8]) {
    let needsQuotes =
      text.isEmpty
      || text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
      || text.utf8.first == 0x20 || text.utf8.last == 0x20
    guard needsQuotes else { return line.append(contentsOf: text.utf8) }
    line.append(0x22)
    for byte in text.utf8 {
      if byte == 0x22 { line.append(byte) }
      line.append(byte)
    }
    line.append(0x22)
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
