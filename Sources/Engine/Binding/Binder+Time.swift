public import Syntax

extension Binder {
  /// A window in days, half open: `[start, end)`; `startTime` finer than days where hours were said.
  struct DayWindow {
    var start: Int64
    var end: Int64
  }

  /// `day` moved by a duration of months and days.
  func moved(_ day: Int, by duration: Duration, forward: Bool) -> Int {
    let sign = forward ? 1 : -1
    return CivilCalendar.adding(months: sign * duration.months, to: day) + sign * duration.days
  }

  /// `value within WINDOW` and `value in @a..@b`.
  func within(
    _ value: Expression, _ window: Window, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    let bound = try bind(value, in: scope)
    guard bound.type == .date || bound.type == .timestamp else {
      throw Diagnostic(
        "E301", Message("expected {0}, found {1}", "date", bound.type.word), at: value.span,
        label: Message("not a date"))
    }
    return inside(bound, try microseconds(window, in: scope), at: span)
  }

  /// `[start, end)` in microseconds as a range of the lanes of `value`.
  func inside(
    _ value: BoundExpression, _ window: DayWindow, at span: Span
  ) -> BoundExpression {
    // Dates are whole days: they compare by the midnight at which they begin.
    let unit = value.type == .date ? CivilCalendar.microsecondsPerDay : 1
    let low = window.start == .min ? .min : Self.ceiling(window.start, unit)
    let high = window.end == .max ? .max : Self.ceiling(window.end, unit) - 1
    return BoundExpression(.inRange(value, low: low, high: high), type: .bool, at: span)
  }

  private static func ceiling(_ time: Int64, _ unit: Int64) -> Int64 {
    -floorDivide(-time, unit)
  }

  /// The window in microseconds.
  func microseconds(_ window: Window, in scope: Scope) throws(Diagnostic) -> DayWindow {
    let day = CivilCalendar.microsecondsPerDay
    switch window {
    case .last(let duration, let before):
      let end =
        try before.map { expression throws(Diagnostic) in
          try constantDay(expression, in: scope)
        } ?? Int(catalog.asOf)
      let start = moved(end, by: duration, forward: false)
      return DayWindow(
        start: Int64(start) * day - Int64(duration.seconds) * 1_000_000, end: Int64(end) * day)
    case .period(let previous, let unit):
      // `this month` is the one that holds the last day before the as-of date.
      let current = CivilCalendar.floor(Int(catalog.asOf) - 1, to: unit)
      let start = previous ? CivilCalendar.floor(current - 1, to: unit) : current
      let end = previous ? current : CivilCalendar.end(of: unit, from: current)
      return DayWindow(start: Int64(start) * day, end: Int64(end) * day)
    case .range(let expression):
      guard let range = period(expression) else {
        throw Diagnostic(
          "E309", Message("expected a period"), at: expression.span,
          label: Message("not a period"), hint: Message("write @2025-01..@2025-06 or @2025"))
      }
      return DayWindow(start: Int64(range.start) * day, end: Int64(range.end) * day)
    }
  }

  /// First day and the day after the last of a date literal or range.
  func period(_ expression: Expression) -> (start: Int, end: Int)? {
    switch expression.shape {
    case .literal(.date(let date, let unit)):
      let start = CivilCalendar.days(date)
      return (start, CivilCalendar.end(of: unit, from: start))
    case .literal(.dateRange(let first, _, let last, let unit)):
      return (
        CivilCalendar.days(first), CivilCalendar.end(of: unit, from: CivilCalendar.days(last))
      )
    case .literal(.string(let text)):
      // '2025-08-23' beside a time is the day, as @2025-08-23 is.
      guard case .date(let day)? = DateLiteral.read(text) else { return nil }
      return (Int(day), Int(day) + 1)
    default: return nil
    }
  }

  func constantDay(_ expression: Expression, in scope: Scope) throws(Diagnostic) -> Int {
    let bound = try bind(expression, in: scope)
    let read = try literal(
      bound, beside: BoundExpression(.constant(.null), type: .date, at: bound.span))
    switch read.constant {
    case .date(let days)?: return Int(days)
    case .timestamp(let time)?: return Int(floorDivide(time, CivilCalendar.microsecondsPerDay))
    default: throw notConstantDay(expression.span)
    }
  }

  /// Comparing with `@2025`, `@2025-08` or, for timestamps, a day: the whole period is meant.
  func periodComparison(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression? {
    if let range = period(right) {
      return try compare(op, left, range, right, at: span, in: scope)
    }
    if let range = period(left) {
      return try compare(op.mirrored, right, range, left, at: span, in: scope)
    }
    return nil
  }

  private func compare(
    _ op: BinaryOperator, _ value: Expression, _ range: (start: Int, end: Int),
    _ literal: Expression, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression? {
    let bound = try bind(value, in: scope)
    guard bound.type == .date || bound.type == .timestamp, bound.constant == nil else { return nil }
    let day = CivilCalendar.microsecondsPerDay
    let start = Int64(range.start) * day
    let end = Int64(range.end) * day
    let window: DayWindow
    switch op {
    case .equal, .notEqual: window = DayWindow(start: start, end: end)
    case .less: window = DayWindow(start: .min, end: start)
    case .lessOrEqual: window = DayWindow(start: .min, end: end)
    case .greater: window = DayWindow(start: end, end: .max)
    case .greaterOrEqual: window = DayWindow(start: start, end: .max)
    default: return nil
    }
    return negate(inside(bound, window, at: span), if: op == .notEqual)
  }

  /// `date + 90d`, `time - 6mo`: nil when neither side is a duration.
  func shifted(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression? {
    let base: Expression
    let duration: Duration
    if case .literal(.duration(let written)) = right.shape {
      (base, duration) = (left, written)
    } else if op == .add, case .literal(.duration(let written)) = left.shape {
      (base, duration) = (right, written)
    } else {
      return nil
    }
    let value = try bind(base, in: scope)
    let sign: Int64 = op == .add ? 1 : -1
    func amount(_ number: Int) -> BoundExpression {
      BoundExpression(.constant(.int(sign * Int64(number))), type: .int, at: span)
    }
    return try call(
      "add_duration",
      [value, amount(duration.months), amount(duration.days), amount(duration.seconds)], at: span)
  }
}

/// A date in a string that stands beside a date: strictly ISO.
enum DateLiteral {
  static func read(_ text: String) -> Value? {
    let parts = text.split(separator: "T", maxSplits: 1)
    guard let first = parts.first, let day = day(first) else { return nil }
    if parts.count == 1 {
      let halves = text.split(separator: " ", maxSplits: 1)
      guard halves.count == 2, let time = seconds(halves[1]), let day = self.day(halves[0]) else {
        return text.count == 10 ? .date(Int32(day)) : nil
      }
      return .timestamp((Int64(day) * 86_400 + Int64(time)) * 1_000_000)
    }
    guard let time = seconds(parts[1]) else { return nil }
    return .timestamp((Int64(day) * 86_400 + Int64(time)) * 1_000_000)
  }

  private static func day(_ text: Substring) -> Int? {
    let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      1...12 ~= month, day >= 1, day <= CivilCalendar.daysInMonth(year: year, month: month)
    else { return nil }
    return CivilCalendar.days(year: year, month: month, day: day)
  }

  private static func seconds(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2 || parts.count == 3, let hour = parts[0], let minute = parts[1],
      0...23 ~= hour, 0...59 ~= minute
    else { return nil }
    guard parts.count == 3 else { return hour * 3600 + minute * 60 }
    guard let second = parts[2], 0...59 ~= second else { return nil }
    return hour * 3600 + minute * 60 + second
  }
}

extension Binder {
  /// A date that does not depend on any row, in days since 1970-01-01.
  public func day(_ expression: Expression) throws(Diagnostic) -> Int {
    do throws(Diagnostic) {
      return try constantDay(expression, in: Scope(fields: [], types: [], subject: .rows))
    } catch {
      // There are no columns here that a name could be missing from.
      var better = error.code == "E201" ? notConstantDay(expression.span) : error
      if better.code == "E310", let meant = expression.subtractedDate {
        better.hint = Message("write {0}", meant)
      }
      throw better
    }
  }

  private func notConstantDay(_ span: Span) -> Diagnostic {
    Diagnostic(
      "E310", Message("expected a date that does not depend on the row"), at: span,
      label: Message("not a constant date"), hint: Message("write @2025-08-23 or ago(90d)"))
  }

  /// The value of an expression without columns.
  public func constant(_ expression: Expression) throws(Diagnostic) -> Value {
    let bound = try bind(expression, in: Scope(fields: [], types: [], subject: .rows))
    guard let value = bound.constant else {
      throw Diagnostic(
        "E314", Message("expected a value that does not depend on the row"), at: expression.span,
        label: Message("not a constant"))
    }
    return value
  }
}
