import Engine
import Segments
import Syntax

extension ParameterLimits {
  /// Throws E704 for a value that the parameter called `name` does not take.
  func check(_ value: Value, of name: String, at span: Span?) throws(Diagnostic) {
    switch self {
    case .list(let literals):
      let allowed = literals.map(\.value)
      if allowed.contains(value) { return }
      let texts = allowed.map(\.literalText).joined(separator: ", ")
      var near: String?
      if case .string(let text) = value { near = Suggestion.best(for: text, among: words) }
      throw Diagnostic(
        "E704", Message("parameter ':{0}' takes {1}", name, texts), at: span,
        label: Message("not one of them"),
        hint: near.map { Message("did you mean '{0}'?", $0) }
          ?? Message("for example {0}", "\(Formatter.name(name)) = \(allowed[0].literalText)"))
    case .range(let low, let high):
      guard let number = value.double, let least = low.value.double, let most = high.value.double,
        number < least || number > most
      else { return }
      let ends = [low, high].map { Formatter.format($0) }
      throw Diagnostic(
        "E704", Message("parameter ':{0}' lies between {1} and {2}", name, ends[0], ends[1]),
        at: span, label: Message("expected {0}", "\(ends[0]) … \(ends[1])"),
        hint: Message(
          "for example {0}",
          "\(Formatter.name(name)) = \(number < least ? ends[0] : ends[1])"))
    }
  }

  /// Throws E704 for a range of the parameter called `name` that begins above its end: no value lies in it.
  func checkOrder(of name: String) throws(Diagnostic) {
    guard case .range(let low, let high) = self, let least = low.value.double,
      let most = high.value.double, least > most
    else { return }
    let (first, last) = (Formatter.format(low), Formatter.format(high))
    throw Diagnostic(
      "E704", Message("the limits of parameter ':{0}' are reversed", name),
      at: low.span.union(high.span), label: Message("{0} is above {1}", first, last),
      hint: Message("write {0}", "between \(last) and \(first)"))
  }

  /// The texts that it takes, in their order; empty for a range.
  var words: [String] {
    guard case .list(let literals) = self else { return [] }
    return literals.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }
}

extension Expression {
  /// Of a literal.
  fileprivate var value: Value {
    guard case .literal(let literal) = shape else { return .null }
    return literal.value
  }
}

extension Literal {
  fileprivate var value: Value {
    Binder.value(of: self)
  }
}
