import Engine

/// Cells as text, to compare with what a file was written from.
enum ReadingCells {
  static func rows(_ table: Table) -> [[String]] {
    (0..<table.rowCount).map { row in table.columns.map { text($0.value(row)) } }
  }

  static func text(_ value: Value) -> String {
    switch value {
    case .null: ""
    case .bool(let bit): String(bit)
    case .int(let number): String(number)
    case .decimal(let unscaled, let scale): decimal(unscaled, scale)
    case .float(let number): String(number)
    case .date(let day): date(Int(day))
    case .timestamp(let time): timestamp(time)
    case .string(let text): text
    }
  }

  static func decimal(_ unscaled: Int64, _ scale: Int) -> String {
    var digits = String(unscaled.magnitude)
    while digits.utf8.count <= scale { digits = "0" + digits }
    let sign = unscaled < 0 ? "-" : ""
    return scale == 0
      ? sign + digits : sign + digits.dropLast(scale) + "." + digits.suffix(scale)
  }

  static func timestamp(_ time: Int64) -> String {
    let day = Int((Double(time) / 86_400_000_000).rounded(.down))
    let seconds = (Int(time) - day * 86_400_000_000) / 1_000_000
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }
    return date(day) + " " + clock.joined(separator: ":")
  }

  /// Counts the days year by year and month by month: slow, and unlike the reader's formula.
  static func date(_ day: Int) -> String {
    var year = 1970
    var left = day
    func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
    while left < 0 {
      year -= 1
      left += isLeap(year) ? 366 : 365
    }
    while left >= (isLeap(year) ? 366 : 365) {
      left -= isLeap(year) ? 366 : 365
      year += 1
    }
    let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var month = 0
    while left >= lengths[month] {
      left -= lengths[month]
      month += 1
    }
    return [padded(year, 4), padded(month + 1, 2), padded(left + 1, 2)].joined(separator: "-")
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
