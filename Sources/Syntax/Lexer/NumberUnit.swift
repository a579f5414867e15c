/// What may stand directly after a number: a magnitude or a unit of time.
enum NumberUnit: Hashable {
  /// A power of ten.
  case magnitude(Int)
  /// One of the unit.
  case duration(Duration)

  /// The unit that `word` spells, letters in any case.
  static func spelt(_ word: String) -> NumberUnit? {
    table[word.lowercased()] ?? (word.hasHanzi ? table[HanziFolding.fold(word)] : nil)
  }

  /// The unit of time that `word` spells out: such a word may stand apart from its number
  /// (`90 天`, `90 days`).
  static func standingApart(_ word: String) -> Duration? {
    guard word.hasHanzi || word.count > 3, case .duration(let one)? = spelt(word) else {
      return nil
    }
    return one
  }

  /// The longest unit in Chinese characters that `text` begins with, and its length in scalars.
  /// Chinese is written without spaces, so a word may follow it directly.
  static func leading(_ text: String) -> (unit: NumberUnit, length: Int)? {
    let scalars = Array(text.unicodeScalars)
    for length in stride(from: min(3, scalars.count), to: 0, by: -1) {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[..<length])
      if !scalars[0].isASCII, let unit = spelt(String(view)) { return (unit, length) }
    }
    return nil
  }

  /// English units, for suggestions.
  static let names = ["k", "m", "d", "w", "mo", "y", "h", "min", "s", "days", "weeks", "months"]

  private static let table: [String: NumberUnit] = {
    var table: [String: NumberUnit] = [
      "k": .magnitude(3), "m": .magnitude(6), "千": .magnitude(3), "万": .magnitude(4),
      "百万": .magnitude(6), "千万": .magnitude(7), "亿": .magnitude(8),
    ]
    func add(_ words: [String], _ duration: Duration) {
      for word in words { table[word] = .duration(duration) }
    }
    add(["d", "day", "days", "天", "日"], Duration(days: 1))
    add(["w", "week", "weeks", "周", "星期", "个星期"], Duration(days: 7))
    add(["mo", "month", "months", "个月", "月"], Duration(months: 1))
    add(["q", "quarter", "quarters", "季度", "个季度"], Duration(months: 3))
    add(["y", "yr", "year", "years", "年"], Duration(months: 12))
    add(["h", "hour", "hours", "小时", "个小时"], Duration(seconds: 3600))
    add(["min", "minute", "minutes", "分钟"], Duration(seconds: 60))
    add(["s", "sec", "second", "seconds", "秒"], Duration(seconds: 1))
    return table
  }()
}

extension Duration {
  /// `count` times as long; nil when it does not fit.
  func times(_ count: Int) -> Duration? {
    let months = months.multipliedReportingOverflow(by: count)
    let days = days.multipliedReportingOverflow(by: count)
    let seconds = seconds.multipliedReportingOverflow(by: count)
    guard !months.overflow, !days.overflow, !seconds.overflow else { return nil }
    return Duration(
      months: months.partialValue, days: days.partialValue, seconds: seconds.partialValue)
  }

  /// The sum of both; nil when it does not fit.
  func plus(_ other: Duration) -> Duration? {
    let months = months.addingReportingOverflow(other.months)
    let days = days.addingReportingOverflow(other.days)
    let seconds = seconds.addingReportingOverflow(other.seconds)
    guard !months.overflow, !days.overflow, !seconds.overflow else { return nil }
    return Duration(
      months: months.partialValue, days: days.partialValue, seconds: seconds.partialValue)
  }
}
