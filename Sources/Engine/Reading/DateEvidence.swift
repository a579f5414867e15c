/// Which orders of day, month and year read the values of a column.
struct DateEvidence: Sendable {
  private var counts: [DateText.Order: Int] = [:]
  private(set) var hasTimes = false
  private(set) var hasOffsets = false

  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    guard (6...80).contains(text.count), let first = text.first,
      first.isDigit || first.isBlank || first == 0xEF
    else { return }
    for order in DateText.Order.allCases {
      guard let moment = DateText.parse(text, order: order) else { continue }
      counts[order, default: 0] += 1
      hasTimes = hasTimes || moment.time != nil
      hasOffsets = hasOffsets || moment.offset != nil
    }
  }

  mutating func add(_ count: Int, _ order: DateText.Order) { counts[order, default: 0] += count }

  private func count(_ order: DateText.Order) -> Int { counts[order] ?? 0 }

  /// Every value can be read both month first and day first.
  var isAmbiguous: Bool { count(.mdy) > 0 && count(.mdy) == count(.dmy) }

  /// The order that reads at least `enough` values.
  func order(_ enough: Int, dayFirst: Bool?, name: String) -> DateText.Order? {
    let others = max(count(.mdy), count(.dmy), count(.compact))
    if count(.ymd) >= enough, count(.ymd) >= others { return .ymd }
    let fits = [DateText.Order.mdy, .dmy].filter { count($0) >= enough }
    if let only = fits.first {
      if isAmbiguous, let dayFirst { return dayFirst ? .dmy : .mdy }
      // Both within what may be faulty: the one that reads more.
      return fits.count == 2 && count(.dmy) > count(.mdy) ? .dmy : only
    }
    // Eight digits are a date only when all of them are, and many are or the name says so.
    if count(.compact) >= enough, enough >= 20 || NameHint.date.matches(name) { return .compact }
    return nil
  }
}

/// Words in a column's name that lend weight to few values.
enum NameHint {
  case date, money

  private var words: [String] {
    switch self {
    case .date: ["date", "day", "time", "日期", "时间", "日", "dt"]
    case .money:
      [
        "amount", "price", "income", "revenue", "spend", "cost", "total", "value", "fee", "salary",
        "balance", "sales", "金额", "价", "收入", "费", "总额", "余额", "工资", "成本",
      ]
    }
  }

  func matches(_ name: String) -> Bool {
    let name = name.lowercased()
    return words.contains { name.contains($0) }
  }
}
