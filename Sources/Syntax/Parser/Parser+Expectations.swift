/// Expectations: `expect CONDITION ['reason']`, the verb already taken.
extension Parser {
  mutating func expectation() throws(Diagnostic) -> Expectation {
    sought.beginQuery(at: previous?.span.end ?? 0, on: .implied)
    sought.stagesEnd = previous?.span.end
    isExpecting = true
    defer { isExpecting = false }
    let condition = try expression()
    return Expectation(condition, reason: acceptString())
  }

  /// `lifecycle_stage of 'C1'`: `of` is the current token.
  mutating func customersValue(_ left: Operand) throws(Diagnostic) -> Step {
    advance()
    let id = try customerID()
    return .operand(
      Operand(
        Expression(.of(left.expression, id: id), at: left.span.union(id.span)),
        height: left.height + 1))
  }

  /// A text, a number or the bare word that an id is; `A-17` is one where no blank is between.
  private mutating func customerID() throws(Diagnostic) -> Expression {
    seek(.customer)
    guard !lineEnds else { throw expected(Message("expected a customer's id")) }
    if case .literal(let literal) = current.kind, literal.isID {
      let span = current.span
      advance()
      return Expression(.literal(literal), at: span)
    }
    guard var (id, _) = nameHere() else { throw expected(Message("expected a customer's id")) }
    let start = index
    advance()
    while at(.minus), touchesPrevious, token(1).span.start == current.span.end {
      advance()
      guard isPartOfID else { throw expected(Message("expected a customer's id")) }
      advance()
      let span = span(from: start)
      id = String(source.slice(span.start..<span.end))
    }
    return Expression(.literal(.string(id)), at: span(from: start))
  }

  private var touchesPrevious: Bool { current.span.start == previous?.span.end }

  private var isPartOfID: Bool {
    switch current.kind {
    case .word: true
    case .literal(let literal): literal.isID
    case .quotedWord, .version, .symbol, .unreadable, .end: false
    }
  }
}

extension Literal {
  /// A customer's id can be written so.
  fileprivate var isID: Bool {
    switch self {
    case .string, .number, .digits: true
    case .null, .bool, .float, .percent, .date, .timestamp, .dateRange, .duration: false
    }
  }
}

extension Operand {
  /// `of` binds tighter than any operator: what it follows is whole.
  var isAtom: Bool { isBracketed || expression.shape.precedence == .atom }
}
