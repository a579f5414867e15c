import Engine
import Segments
import Syntax

/// Holds values of parameters against the limits that the rules give them, some of which are the values
/// of other parameters.
struct LimitCheck {
  private let catalog: Catalog
  private let binder: Binder
  private let state: RuleState
  /// Limits that are parameters are looked at as well.
  private let isWhole: Bool
  /// The hint where no value was asked for: how the other parameter, by its name, goes back as well.
  private let restoring: ((String) -> Message)?

  /// - Parameter isWhole: false where other parameters are yet to come.
  init(_ catalog: Catalog, isWhole: Bool = true, restoring: ((String) -> Message)? = nil) {
    self.catalog = catalog
    self.isWhole = isWhole
    self.restoring = restoring
    binder = Binder(catalog)
    state = RuleState(catalog.definitions, parameters: catalog.parameters)
  }

  /// Throws E704 for a value that `parameter` does not take.
  func check(
    _ value: Value, for parameter: ParameterDefinition, at span: Span?
  ) throws(Diagnostic) {
    switch parameter.limits {
    case .list(let literals):
      try check(value, of: parameter.name, among: literals.map(\.value), at: span)
    case .range(let low, let high):
      try check(value, of: parameter.name, from: low, to: high, at: span)
    case nil: return
    }
  }

  /// The value in force; nil for none.
  func value(of parameter: ParameterDefinition) throws(Diagnostic) -> Value? {
    if let set = catalog.parameters[NameFolding.fold(parameter.name)] { return set }
    return try parameter.value.map { value throws(Diagnostic) in try binder.constant(value) }
  }

  private func check(
    _ value: Value, of name: String, among allowed: [Value], at span: Span?
  ) throws(Diagnostic) {
    if allowed.contains(value) { return }
    let texts = allowed.map(\.literalText).joined(separator: ", ")
    let words = allowed.compactMap { if case .string(let text) = $0 { text } else { nil } }
    var near: String?
    if case .string(let text) = value { near = Suggestion.best(for: text, among: words) }
    throw Diagnostic(
      "E704", Message("parameter ':{0}' takes {1}", name, texts), at: span,
      label: Message("not one of them"),
      hint: near.map { Message("did you mean '{0}'?", $0) }
        ?? hint(name, allowed[0].literalText, limitedBy: nil))
  }

  private func check(
    _ value: Value, of name: String, from low: Expression, to high: Expression, at span: Span?
  ) throws(Diagnostic) {
    guard let number = value.position else { return }
    let isBelow = self.number(low).map { number < $0 } ?? false
    let isAbove = self.number(high).map { number > $0 } ?? false
    guard isBelow || isAbove else { return }
    let ends = (text(low), text(high))
    let (end, value) = isBelow ? (low, ends.0) : (high, ends.1)
    throw Diagnostic(
      "E704",
      Message(
        "parameter ':{0}' lies between {1} and {2}", name, Formatter.format(low),
        Formatter.format(high)), at: span, label: Message("expected {0}", "\(ends.0) … \(ends.1)"),
      hint: hint(name, value, limitedBy: end.parameter))
  }

  /// Throws E704 where the value in force of the parameter called `name` leaves another one, whose limit
  /// it is, outside.
  func checkOthers(limitedBy name: String, at span: Span?) throws(Diagnostic) {
    for other in catalog.definitions.parameters.map(\.definition) {
      guard case .range(let low, let high) = other.limits,
        low.isParameter(name) || high.isParameter(name),
        let number = number(Expression(.parameter(other.name), at: Span(0, 0)))
      else { continue }
      let text = state.text(of: other)
      if high.isParameter(name), let most = self.number(high), number > most {
        throw Diagnostic(
          "E704", Message("parameter ':{0}' is not below :{1} = {2}", name, other.name, text),
          at: span, label: Message("expected {0} or more", text),
          hint: hint(name, text, limitedBy: other.name))
      }
      if low.isParameter(name), let least = self.number(low), number < least {
        throw Diagnostic(
          "E704", Message("parameter ':{0}' is not above :{1} = {2}", name, other.name, text),
          at: span, label: Message("expected {0} or less", text),
          hint: hint(name, text, limitedBy: other.name))
      }
    }
  }

  /// Throws E206 and E207 for limits that are no parameters with a value, and E704 for a range that begins
  /// above its end: no value lies in it.
  func checkEnds(of parameter: ParameterDefinition) throws(Diagnostic) {
    guard case .range(let low, let high) = parameter.limits else { return }
    for end in [low, high] { _ = try binder.constant(end) }
    guard let least = number(low), let most = number(high), least > most else { return }
    let (first, last) = (Formatter.format(low), Formatter.format(high))
    throw Diagnostic(
      "E704", Message("the limits of parameter ':{0}' are reversed", parameter.name),
      at: low.span.union(high.span), label: Message("{0} is above {1}", first, last),
      hint: Message("write {0}", "between \(last) and \(first)"))
  }

  /// `for example churn_days = 180`, or what there is to do about the other parameter.
  private func hint(_ name: String, _ value: String, limitedBy other: String?) -> Message {
    if let restoring, let other { return restoring(Formatter.name(other)) }
    return Message("for example {0}", "\(Formatter.name(name)) = \(value)")
  }

  /// Where a literal or a parameter lies; nil for what has no order, or is not to be looked at.
  private func number(_ end: Expression) -> Double? {
    if case .parameter = end.shape, !isWhole { return nil }
    do throws(Diagnostic) {
      return try binder.constant(end).position
    } catch {
      // That it has no value is told where it is declared.
      return nil
    }
  }

  /// The end of a range with the value that it has now.
  private func text(_ end: Expression) -> String {
    guard let parameter = end.parameter.flatMap({ catalog.definitions.parameter($0)?.definition })
    else { return Formatter.format(end) }
    return state.text(of: parameter)
  }
}

extension ParameterLimits {
  /// The texts that it takes, in their order; empty for a range.
  var words: [String] {
    guard case .list(let literals) = self else { return [] }
    return literals.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }
}

extension Value {
  /// A number as it is, a moment in days; nil for what has no limits.
  fileprivate var position: Double? {
    switch self {
    case .int, .decimal, .float: double
    case .date(let days): Double(days)
    case .timestamp(let time): Double(time) / Double(CivilCalendar.microsecondsPerDay)
    case .null, .bool, .string: nil
    }
  }
}

extension Literal {
  fileprivate var value: Value { Binder.value(of: self) }
}

extension Expression {
  /// The name behind `:`.
  fileprivate var parameter: String? {
    if case .parameter(let name) = shape { name } else { nil }
  }

  fileprivate func isParameter(_ wanted: String) -> Bool {
    parameter.map(NameFolding.fold) == NameFolding.fold(wanted)
  }
}
