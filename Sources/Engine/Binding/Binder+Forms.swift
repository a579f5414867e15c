import Syntax

extension Binder {
  /// Calls that are not functions of their arguments' values alone.
  func specialForm(
    _ name: String, _ written: Call, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression? {
    switch name {
    case "if", "iff", "如果":
      try expect(3, written, "if(condition, value, otherwise)")
      return try caseWhen(
        [CaseBranch(condition: written.arguments[0], value: written.arguments[1])],
        written.arguments[2], at: span, in: scope)
    case "ago":
      try expect(1, written, "ago(90d)")
      guard case .literal(.duration(let duration)) = written.arguments[0].shape else {
        throw Diagnostic(
          "E308", Message("expected a duration"), at: written.arguments[0].span,
          label: Message("not a duration"), hint: Message("write 90d, 12w, 6mo or 1y"))
      }
      return BoundExpression(
        .constant(.date(Int32(moved(Int(catalog.asOf), by: duration, forward: false)))),
        type: .date, at: span)
    case "days_since":
      try expect(1, written, "days_since(max(orders.time))")
      return try daysSince(bind(written.arguments[0], in: scope), at: span)
    case "sequence":
      return try sequence(written, at: span, in: scope)
    case "optional":
      return try optional(written, at: span, in: scope)
    default:
      guard let content = ClassContent(rawValue: name) else { return nil }
      return try classText(content, written, at: span, in: scope)
    }
  }

  func expect(_ count: Int, _ written: Call, _ usage: String) throws(Diagnostic) {
    guard written.arguments.count == count else {
      throw Diagnostic(
        "E306", Message("'{0}' takes {1}", written.name, String(count)), at: written.nameSpan,
        label: Message("found {0}", String(written.arguments.count)),
        hint: Message("for example {0}", usage))
    }
  }

  /// Whole days from the day of `value` to the as-of date.
  private func daysSince(
    _ value: BoundExpression, at span: Span
  ) throws(Diagnostic) -> BoundExpression {
    let asOf = Int64(catalog.asOf)
    let lanesPerDay: Int64
    switch value.type {
    case .date: lanesPerDay = 1
    case .timestamp: lanesPerDay = CivilCalendar.microsecondsPerDay
    case .null: return value.retyped(.int)
    default:
      throw Diagnostic(
        "E301", Message("expected {0}, found {1}", "date", value.type.word), at: value.span,
        label: Message("not a date"))
    }
    let overload = Overload([value.type], gives: .int) { arguments, count, memory in
      let out = memory.ints(count)
      if case .ints(let lanes) = arguments[0].lanes {
        for lane in 0..<count { out[lane] = asOf - floorDivide(lanes[lane], lanesPerDay) }
      }
      return Vector(.ints(out))
    }
    return BoundExpression(
      .apply(
        BoundCall(name: "days_since", overload: overload, arguments: [value], id: nextCall())),
      type: .int, at: span)
  }
}

/// Division that rounds toward minus infinity: days before 1970 are whole days too.
@inline(__always)
func floorDivide(_ a: Int64, _ b: Int64) -> Int64 {
  let quotient = a / b
  return a % b < 0 ? quotient - 1 : quotient
}
