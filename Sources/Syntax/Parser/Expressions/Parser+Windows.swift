/// Windows of time: what follows `within`.
extension Parser {
  enum ReadWindow {
    case whole(Window)
    /// `before` may follow.
    case duration(Duration)
  }

  /// `90d`, `last 90d`, `previous month`, `this year`, `@2025`, `@2025-01..@2025-06`.
  mutating func window() throws(Diagnostic) -> ReadWindow {
    seek(.date)
    for (keyword, previous, unit) in Self.periods where accept(keyword) {
      return .whole(.period(previous: previous, unit))
    }
    if accept(.this) { return .whole(.period(previous: false, try unit())) }
    if accept(.previous) { return .whole(.period(previous: true, try unit())) }
    let last = accept(.last)
    if last, current.keyword.flatMap({ Self.units[$0] }) != nil {
      return .whole(.period(previous: true, try unit()))
    }
    guard !lineEnds, case .literal(let literal) = current.kind else { throw expectedWindow() }
    let span = current.span
    if case .duration(let duration) = literal {
      advance()
      return .duration(duration)
    }
    guard literal.isPeriod, !last else { throw expectedWindow() }
    advance()
    return .whole(.range(Expression(.literal(literal), at: span)))
  }

  private func expectedWindow() -> Diagnostic {
    expected(Message("expected a duration such as 90d, 'previous month' or a range of dates"))
  }

  private mutating func unit() throws(Diagnostic) -> DateUnit {
    for keyword: Keyword in [.day, .month, .quarter, .year] {
      if accept(keyword), let unit = Self.units[keyword] { return unit }
    }
    throw expected(Message("expected 'day', 'month', 'quarter' or 'year'"))
  }

  private static let units: [Keyword: DateUnit] = [
    .day: .day, .month: .month, .quarter: .quarter, .year: .year,
  ]

  private static let periods: [(Keyword, previous: Bool, DateUnit)] = [
    (.previousMonth, true, .month), (.thisMonth, false, .month), (.previousYear, true, .year),
    (.thisYear, false, .year),
  ]
}
