extension Formatter {
  mutating func write(_ literal: Literal) {
    switch literal {
    case .null: write(Keyword.null)
    case .bool(let value): write(value ? Keyword.true : .false)
    case .number(let unscaled, let scale): text += Self.decimal(unscaled, scale)
    case .digits(let digits): text += digits
    case .float(let value): text += Self.exponential(value)
    case .percent(let unscaled, let scale): text += Self.percent(unscaled, scale)
    case .string(let value): writeString(value)
    case .date(let date, let unit): text += "@" + CivilDateText.of(date, unit)
    case .timestamp(let date, let seconds):
      text += "@\(CivilDateText.of(date, .day))T\(CivilDateText.time(seconds))"
    case .dateRange(let first, let firstUnit, let last, let lastUnit):
      text += "@\(CivilDateText.of(first, firstUnit))..@\(CivilDateText.of(last, lastUnit))"
    case .duration(let duration): text += Self.duration(duration, language)
    }
  }

  /// unscaled / 10^scale, every digit of the scale.
  static func decimal(_ unscaled: Int64, _ scale: Int) -> String {
    guard scale > 0 else { return String(unscaled) }
    var digits = String(unscaled)
    digits = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    let point = digits.index(digits.endIndex, offsetBy: -scale)
    return digits[..<point] + "." + digits[point...]
  }

  /// The fraction unscaled / 10^scale in hundredths.
  static func percent(_ unscaled: Int64, _ scale: Int) -> String {
    scale >= 2 ? decimal(unscaled, scale - 2) + "%" : decimal(unscaled, scale) + "00%"
  }

  /// Always with an exponent, so that it is read as a double again.
  private static func exponential(_ value: Double) -> String {
    let digits = "\(value)"
    return digits.contains("e") ? digits : digits + "e0"
  }

  /// The largest units that need no fraction, one part for months, days and seconds each.
  static func duration(_ duration: Duration, _ language: Language) -> String {
    let chinese = language == .chinese
    var parts: [String] = []
    if duration.months != 0 {
      let years = duration.months % 12 == 0
      let unit = years ? (chinese ? "年" : "y") : (chinese ? "个月" : "mo")
      parts.append("\(years ? duration.months / 12 : duration.months)" + unit)
    }
    if duration.days != 0 { parts.append("\(duration.days)" + (chinese ? "天" : "d")) }
    if duration.seconds != 0 {
      let seconds = duration.seconds
      if seconds % 3600 == 0 {
        parts.append("\(seconds / 3600)" + (chinese ? "小时" : "h"))
      } else if seconds % 60 == 0 {
        parts.append("\(seconds / 60)" + (chinese ? "分钟" : "min"))
      } else {
        parts.append("\(seconds)" + (chinese ? "秒" : "s"))
      }
    }
    return parts.isEmpty ? (chinese ? "0天" : "0d") : parts.joined()
  }
}
