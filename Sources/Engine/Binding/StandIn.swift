public import Syntax

/// What a rule takes for data that are lacking: `optional(e, f, 'wording' …)` that took `f`.
///
/// Only an `optional` with a wording is told of: one without merely tries another name of the same
/// thing.
public struct StandIn: Sendable, Hashable {
  /// What binding `e` threw: it names the column or table that the data lack.
  public let fault: Diagnostic
  /// What is done instead: `every order counts as settled`.
  public let english: String
  public let chinese: String?
}

extension Binder {
  /// `optional(e, f ['wording' [, 'in Chinese']])`: `e` where the data have what it names, else `f`.
  func optional(
    _ written: Call, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    let wordings = try wordings(of: written)
    let before = standIns
    do {
      let outer = isTrying
      isTrying = true
      defer { isTrying = outer }
      return try bind(written.arguments[0], in: scope)
    } catch {
      // A column of the name but of another type (a text where a condition is wanted) is missing too.
      guard ["E201", "E202", "E208", "E301", "E302"].contains(error.code) else { throw error }
      // What stood in for parts of `e` does not count: `e` is not taken.
      standIns = before
      if let english = wordings.first {
        let chinese = wordings.count > 1 ? wordings[1] : nil
        note(StandIn(fault: error, english: english, chinese: chinese))
      }
      return try fallback(written, after: error, in: scope)
    }
  }

  /// The second form; where it lacks data too, what the first one lacks is the better thing to get,
  /// unless that is a whole table.
  private func fallback(
    _ written: Call, after first: Diagnostic, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    do {
      return try bind(written.arguments[1], in: scope)
    } catch {
      let lacks = ["E201", "E202", "E208"]
      guard lacks.contains(error.code), lacks.contains(first.code), !lacksTable(first) else {
        throw error
      }
      throw first
    }
  }

  private func lacksTable(_ fault: Diagnostic) -> Bool {
    if fault.code == "E202" { return true }
    guard fault.code == "E208", let key = fault.message.arguments.first else { return false }
    let before = standIns
    defer { standIns = before }
    do {
      _ = try definition(key: key)
      return false
    } catch {
      return error != fault && lacksTable(error)
    }
  }

  private func wordings(of written: Call) throws(Diagnostic) -> [String] {
    let usage = "optional(orders.channel, 'unknown')"
    guard 2...4 ~= written.arguments.count else {
      try expect(2, written, usage)
      return []
    }
    var wordings: [String] = []
    for argument in written.arguments.dropFirst(2) {
      guard case .literal(.string(let text)) = argument.shape else {
        throw Diagnostic(
          "E306", Message("expected a text between quotes"), at: argument.span,
          label: Message("what stands in, in words"), hint: Message("for example {0}", usage))
      }
      wordings.append(text)
    }
    return wordings
  }

  private func note(_ standIn: StandIn) {
    if !standIns.contains(standIn) { standIns.append(standIn) }
  }

  /// What stands in inside a definition stands in wherever it is used.
  func note(_ inner: [StandIn]) {
    for standIn in inner { note(standIn) }
  }
}
