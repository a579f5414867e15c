/// What can follow an operand.
extension Parser {
  /// Takes an operator or predicate that binds here; nil when none does.
  mutating func infix(_ left: Operand, _ frames: inout FrameStack) throws(Diagnostic) -> Step? {
    noteInfix()
    guard !lineEnds else { return nil }
    let limit = frames.last?.limit ?? .lowest
    switch current.kind {
    case .symbol(let symbol):
      guard let sign = BinaryOperator(symbol) else { return nil }
      return try take(sign, left, limit, &frames)
    case .word:
      switch current.keyword {
      case .or: return try take(.or, left, limit, &frames)
      case .and: return try take(.and, left, limit, &frames)
      case .contains: return try take(.contains, left, limit, &frames)
      case .is, .isNot, .notContains, .isNull, .isNotNull, .in, .notIn, .between, .notBetween,
        .like, .within:
        return try predicate(left, limit, &frames)
      case .of where isExpecting && left.isAtom: return try customersValue(left)
      case .not:
        switch token(1).keyword {
        case .in, .between, .like, .within, .contains: return try predicate(left, limit, &frames)
        default: return nil
        }
      default: return nil
      }
    case .quotedWord, .literal, .version, .unreadable, .end: return nil
    }
  }

  private mutating func noteInfix() {
    guard sought.isGathering, isAtEnd else { return }
    for keyword: Keyword in [.and, .or, .in, .not, .between, .is, .like, .within] {
      seek(keyword: keyword)
    }
    if isExpecting { seek(keyword: .of) }
  }

  private mutating func take(
    _ sign: BinaryOperator, _ left: Operand, _ limit: Precedence, _ frames: inout FrameStack
  ) throws(Diagnostic) -> Step? {
    guard sign.precedence > limit else { return nil }
    if sign.precedence == .comparison { try refuseChain(left) }
    advance()
    try push(.binary(sign, left), &frames)
    return .operandDue
  }

  private func refuseChain(_ left: Operand) throws(Diagnostic) {
    guard left.isComparison else { return }
    throw Diagnostic(
      "E131", Message("comparisons cannot be chained"), at: current.span,
      label: Message("the other side is a comparison already"),
      hint: Message("join two comparisons with 'and', or put one between brackets"))
  }

  private mutating func predicate(
    _ left: Operand, _ limit: Precedence, _ frames: inout FrameStack
  ) throws(Diagnostic) -> Step? {
    guard limit < .comparison else { return nil }
    // After a complete comparison `within` belongs to what encloses it: `sequence(… then k = 'b'
    // within 7d)`.
    let isStep = left.isComparison || (left.isBracketed && frames.isInsideStep)
    if isStep, current.keyword == .within { return nil }
    try refuseChain(left)
    var negated = false
    if current.keyword == .not {
      negated = true
      advance()
    }
    let keyword = current.keyword
    advance()
    switch keyword {
    case .isNull: return test(.isNull(left.expression, negated: false), left)
    case .isNotNull: return test(.isNull(left.expression, negated: true), left)
    case .is: return try isTest(left, negated: accept(.not), &frames)
    case .isNot: return try isTest(left, negated: true, &frames)
    case .contains, .notContains:
      try push(.containsNot(left), &frames)
      return .operandDue
    case .in: return try inTest(left, negated, &frames)
    case .notIn: return try inTest(left, true, &frames)
    case .between, .notBetween:
      try push(.betweenLow(left, negated: negated || keyword == .notBetween), &frames)
      return .operandDue
    case .like:
      try push(.like(left, negated: negated), &frames)
      return .operandDue
    default: return try withinTest(left, negated, &frames)
    }
  }

  /// A finished predicate on `left`, up to the last token taken.
  private func test(_ shape: Expression.Shape, _ left: Operand, height: Int = 0) -> Step {
    let span = left.span.union(previous?.span ?? left.span)
    return .operand(
      Operand(
        Expression(shape, at: span), height: max(left.height, height) + 1, isComparison: true))
  }

  /// `is [not] null`, `is [not] distinct from x`.
  private mutating func isTest(
    _ left: Operand, negated: Bool, _ frames: inout FrameStack
  ) throws(Diagnostic) -> Step {
    if accept(.null) { return test(.isNull(left.expression, negated: negated), left) }
    guard accept(.distinct) else {
      throw expected(Message("expected 'null' or 'distinct from'"))
    }
    try expect(.from)
    try push(.isDistinct(left, negated: negated), &frames)
    return .operandDue
  }

  private mutating func inTest(
    _ left: Operand, _ negated: Bool, _ frames: inout FrameStack
  ) throws(Diagnostic) -> Step {
    if accept(.openParenthesis) {
      brackets += 1
      let first = frames.elements.count
      try push(.list(ListFrame(left: left, negated: negated, first: first)), &frames)
      return .operandDue
    }
    if at(.file), token(1).string != nil || token(1).kind == .end {
      advance()
      let file = try path()
      return test(
        .inFile(left.expression, path: file.path, pathSpan: file.span, negated: negated), left)
    }
    if case .literal(let literal) = current.kind, literal.isPeriod {
      let range = Expression(.literal(literal), at: current.span)
      advance()
      return test(.inRange(left.expression, range, negated: negated), left, height: 1)
    }
    if left.expression.isCustomerID {
      let segment = try reference(
        Message("expected '(', 'file', a segment or a range of dates"), .segment)
      return test(.inSegment(segment, negated: negated), left)
    }
    throw expected(
      Message("expected '(', 'file' or a range of dates"),
      hint: Message("lists stand between brackets: in (a, b)"))
  }

  /// An element of `x in (…` is there.
  mutating func resolveList(
    _ frame: ListFrame, _ element: Operand, _ frames: inout FrameStack
  ) throws(Diagnostic) -> Step {
    frames.elements.append(element.expression)
    var frame = frame
    frame.height = max(frame.height, element.height)
    if accept(.comma) {
      try push(.list(frame), &frames)
      return .operandDue
    }
    guard accept(.closeParenthesis) else { throw expected(Message("expected ',' or ')'")) }
    brackets -= 1
    let elements = frames.takeElements(from: frame.first)
    return test(
      .inList(frame.left.expression, elements, negated: frame.negated), frame.left,
      height: frame.height)
  }

  /// The last operand of a predicate made of words is there.
  mutating func resolvePredicate(
    _ frame: Frame, _ operand: Operand, _ frames: inout FrameStack
  ) throws(Diagnostic) -> Step {
    switch frame {
    case .betweenLow(let left, let negated):
      try expect(.and)
      try push(.betweenHigh(left, low: operand, negated: negated), &frames)
      return .operandDue
    case .betweenHigh(let left, let low, let negated):
      let shape = Expression.Shape.between(
        left.expression, low: low.expression, high: operand.expression, negated: negated)
      return test(shape, left, height: max(low.height, operand.height))
    case .like(let left, let negated):
      let shape = Expression.Shape.like(
        left.expression, pattern: operand.expression, negated: negated)
      return test(shape, left, height: operand.height)
    case .containsNot(let left):
      var holds = binary(.contains, left, operand)
      holds.expression = Expression(.unary(.not, holds.expression), at: holds.span)
      holds.height += 1
      return .operand(holds)
    case .isDistinct(let left, let negated):
      let shape = Expression.Shape.isDistinct(
        left.expression, operand.expression, negated: negated)
      return test(shape, left, height: operand.height)
    case .before(let left, let duration, let negated):
      let window = Window.last(duration, before: operand.expression)
      return test(
        .within(left.expression, window, negated: negated), left, height: operand.height)
    case .unary, .binary, .group, .list, .call, .activity, .branches:
      return .operand(operand)
    }
  }

  private mutating func withinTest(
    _ left: Operand, _ negated: Bool, _ frames: inout FrameStack
  ) throws(Diagnostic) -> Step {
    switch try window() {
    case .whole(let window):
      return test(.within(left.expression, window, negated: negated), left)
    case .duration(let duration):
      guard accept(.before) else {
        let window = Window.last(duration, before: nil)
        return test(.within(left.expression, window, negated: negated), left)
      }
      try push(.before(left, duration, negated: negated), &frames)
      return .operandDue
    }
  }
}

extension Literal {
  /// A date or a range of dates: what `in` and `within` take without brackets.
  var isPeriod: Bool {
    switch self {
    case .date, .dateRange: true
    case .null, .bool, .number, .digits, .float, .percent, .string, .timestamp, .duration: false
    }
  }
}

extension Expression {
  /// The customer's key by one of its usual names: `id in vip` asks for membership of a segment.
  var isCustomerID: Bool {
    guard case .name(let name) = shape,
      name.qualifier.map({ $0.lowercased() }) ?? "customers" == "customers"
    else { return false }
    return ["id", "customer", "customer_id", "客户编号", "客户"].contains(name.text.lowercased())
  }
}
