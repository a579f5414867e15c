/// How long something took: `0.4 ms`, `12 ms`, `1.24 s`, `2 min 05 s`.
public enum DurationText {
  public static func of(_ duration: Swift.Duration, _ language: Language = .en) -> String {
    let parts = duration.components
    return of(
      microseconds: parts.seconds * 1_000_000 + parts.attoseconds / 1_000_000_000_000, language)
  }

  public static func of(microseconds: Int64, _ language: Language = .en) -> String {
    let value = max(0, microseconds)
    let units = Units(language)
    switch value {
    case ..<50: return "< 0.1" + units.millisecond
    case ..<9_950:
      return NumberText.fixed(Double(value) / 1000, places: 1) + units.millisecond
    case ..<999_500:
      return NumberText.fixed(Double(value) / 1000, places: 0) + units.millisecond
    case ..<59_995_000:
      return NumberText.fixed(Double(value) / 1_000_000, places: 2) + units.second
    default:
      return long(seconds: (value + 500_000) / 1_000_000, units)
    }
  }

  /// Whole seconds, for times that are estimates: `3 s`, `2 min 05 s`.
  static func of(seconds: Int64, _ language: Language) -> String {
    let units = Units(language)
    return seconds < 60 ? "\(seconds)\(units.second)" : long(seconds: seconds, units)
  }

  private static func long(seconds: Int64, _ units: Units) -> String {
    let (minutes, rest) = seconds.quotientAndRemainder(dividingBy: 60)
    if minutes < 60 {
      return "\(minutes)\(units.minute) \(DateText.padded(rest, 2))\(units.second)"
    }
    return "\(minutes / 60)\(units.hour) \(DateText.padded(minutes % 60, 2))\(units.minute)"
  }

  /// Unit names with the blank before them.
  private struct Units {
    let millisecond: String
    let second: String
    let minute: String
    let hour: String

    init(_ language: Language) {
      switch language {
      case .en: (millisecond, second, minute, hour) = (" ms", " s", " min", " h")
      case .zh: (millisecond, second, minute, hour) = (" 毫秒", " 秒", " 分", " 小时")
      }
    }
  }
}
