/// What an expression can begin with.
extension Parser {
  mutating func operand(_ frames: inout FrameStack) throws(Diagnostic) -> Step {
    noteOperand(frames)
    guard !lineEnds else { throw expectedExpression() }
    let token = current
    switch token.kind {
    case .literal(let literal):
      advance()
      return .operand(Operand(.literal(literal), at: token.span))
    case .unreadable:
      // The lexer has said what is wrong with it.
      advance()
      return .operand(Operand(.missing, at: token.span))
    case .quotedWord(let text): return try named(text, quoted: true, &frames)
    case .word(let text):
      if let keyword = token.keyword, keyword.isReserved {
        return try keywordOperand(keyword, &frames)
      }
      return try named(text, quoted: false, &frames)
    case .symbol(let symbol): return try symbolOperand(symbol, &frames)
    case .version, .end: throw expectedExpression()
    }
  }

  private func expectedExpression() -> Diagnostic { expected(Message("expected an expression")) }

  /// For completion: beside a comparison with a column its values are due.
  private mutating func noteOperand(_ frames: FrameStack) {
    guard sought.isGathering, isAtEnd else { return }
    seek(.operand)
    sought.activity = frames.activity
    var left: Expression?
    switch frames.last {
    case .binary(let sign, let operand) where sign.precedence == .comparison:
      left = operand.expression
    case .list(let list): left = list.left.expression
    case .like(let operand, _), .isDistinct(let operand, _), .betweenLow(let operand, _),
      .containsNot(let operand):
      left = operand.expression
    case .betweenHigh(let operand, _, _): left = operand.expression
    case nil, .unary, .binary, .before, .group, .call, .activity, .branches: break
    }
    if case .of(let inner, _)? = left?.shape { left = inner }
    if case .name(let name)? = left?.shape { seek(.value(name)) }
  }

  private mutating func symbolOperand(
    _ symbol: Symbol, _ frames: inout FrameStack
  ) throws(Diagnostic) -> Step {
    let span = current.span
    switch symbol {
    case .openParenthesis:
      advance()
      brackets += 1
      try push(.group(span), &frames)
      return .operandDue
    case .minus, .plus:
      advance()
      try push(.unary(symbol == .minus ? .minus : .plus, span), &frames)
      return .operandDue
    case .colon: return try parameterOperand()
    default: throw expectedExpression()
    }
  }

  private mutating func parameterOperand() throws(Diagnostic) -> Step {
    let start = index
    return .operand(Operand(.parameter(try parameterName()), at: span(from: start)))
  }

  /// `:name`, at its colon.
  mutating func parameterName() throws(Diagnostic) -> String {
    advance()
    seek(.parameter)
    guard let (text, _) = nameHere(reserved: true), current.span.start == previous?.span.end else {
      throw expected(Message("expected the name of a parameter"))
    }
    advance()
    parametersMentioned.insert(text)
    return text
  }

  private mutating func keywordOperand(
    _ keyword: Keyword, _ frames: inout FrameStack
  ) throws(Diagnostic) -> Step {
    let span = current.span
    switch keyword {
    case .null, .true, .false:
      advance()
      let literal: Literal = keyword == .null ? .null : .bool(keyword == .true)
      return .operand(Operand(.literal(literal), at: span))
    case .not:
      advance()
      if current.keyword == .in, !lineEnds { return try membership(span, negated: true) }
      try push(.unary(.not, span), &frames)
      return .operandDue
    case .in: return try membership(span, negated: false)
    case .notIn: return try membership(span, negated: true)
    case .case: return try caseOperand(&frames)
    case .has: return try hasOperand(negated: false, &frames)
    case .no: return try hasOperand(negated: true, &frames)
    default: throw expectedExpression()
    }
  }

  /// `in vip@3`, with no left side.
  private mutating func membership(_ start: Span, negated: Bool) throws(Diagnostic) -> Step {
    advance()
    let segment = try reference(Message("expected a segment"), .segment)
    return .operand(
      Operand(.inSegment(segment, negated: negated), at: start.union(segment.span)))
  }

  /// A name, a qualified name or a call.
  private mutating func named(
    _ text: String, quoted: Bool, _ frames: inout FrameStack
  ) throws(Diagnostic) -> Step {
    let span = current.span
    if token(1).kind == .symbol(.openParenthesis), brackets > 0 || !token(1).startsLine {
      return try call(text, &frames)
    }
    advance()
    guard at(.dot), current.span.start == previous?.span.end else {
      return .operand(Operand(.name(Name(text, quoted: quoted)), at: span))
    }
    advance()
    seek(.member(of: text))
    guard let (member, memberQuoted) = nameHere(reserved: true) else {
      throw expected(Message("expected a column of {0}", text))
    }
    let whole = span.union(current.span)
    advance()
    return .operand(
      Operand(.name(Name(member, qualifier: text, quoted: memberQuoted)), at: whole))
  }
}
