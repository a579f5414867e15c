/// Cells without loss, for formats that programs read.
enum ExactText {
  /// Decimals with all their places, doubles in the shortest form that reads back the same, days and
  /// moments in ISO form; nil for null.
  static func of(_ cell: Screen.Cell) -> String? {
    switch cell {
    case .null: nil
    case .text(let text): text
    case .integer(let value): String(value)
    case .decimal(let value, let scale): NumberText.exact(value, scale: scale)
    case .double(let value): double(value)
    case .bool(let value): value ? "true" : "false"
    case .day(let days): DateText.day(days)
    case .timestamp(let moment): timestamp(moment)
    }
  }

  /// At least to the second, finer only when the moment is.
  static func timestamp(_ moment: Int64) -> String {
    DateText.timestamp(moment, max(.second, DateText.precisionNeeded(moment)))
  }

  /// `12.5`, `3`, `1e-07`: Swift's shortest form, without `.0`.
  static func double(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
