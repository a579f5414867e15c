/// JSON: one object per row, keys in the order of the columns.
///
/// Numbers are written digit for digit. Whatever `Sanitizer` would not draw is written as `\u202E`,
/// which is the same text to a program and harmless on a terminal.
enum JSONText {
  static func array(_ screen: Screen) -> [String] {
    let objects = lines(screen)
    guard let last = objects.last else { return ["[]"] }
    return ["["] + objects.dropLast().map { "  \($0)," } + ["  \(last)", "]"]
  }

  static func lines(_ screen: Screen) -> [String] {
    let keys = screen.columns.map { string($0.title) }
    return screen.rows.map { row in
      let members = zip(keys, row.cells).map { key, cell in "\(key): \(value(cell))" }
      return "{\(members.joined(separator: ", "))}"
    }
  }

  static func value(_ cell: Screen.Cell) -> String {
    switch cell {
    case .null: "null"
    case .integer, .decimal, .bool: ExactText.of(cell) ?? "null"
    case .double(let value): value.isFinite ? ExactText.double(value) : "null"
    case .text(let text): string(text)
    case .day(let days): "\"\(DateText.day(days))\""
    case .timestamp(let moment): "\"\(ExactText.timestamp(moment))\""
    }
  }

  static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if isHarmless(scalar) {
          result.unicodeScalars.append(scalar)
        } else {
          result += escaped(scalar)
        }
      }
    }
    return result + "\""
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7F }
    if scalar.properties.isDefaultIgnorableCodePoint { return isSelector(scalar) }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned: return false
    default: return true
    }
  }

  /// Emoji style, which hides nothing.
  private static func isSelector(_ scalar: Unicode.Scalar) -> Bool { scalar.value == 0xFE0F }

  /// UTF-16 units, as JSON has it.
  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    UTF16.encode(scalar).map { units in
      units.map { "\\u" + Sanitizer.hexadecimal(UInt32($0), digits: 4) }.joined()
    } ?? ""
  }
}
