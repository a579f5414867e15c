/// Calls of functions.
extension Parser {
  /// `name(`: the name is the current token and the bracket the next.
  mutating func call(_ name: String, _ frames: inout FrameStack) throws(Diagnostic) -> Step {
    var call = Call(name: name, nameSpan: current.span)
    advance()
    let open = current.span
    advance()
    brackets += 1
    let lower = name.lowercased()
    let counts = Self.countNames.contains(lower)
    if counts {
      seek(.activity)
      if isExpecting { seek(.segment) }
    }
    if at(.star), token(1).kind == .symbol(.closeParenthesis) { advance() }
    if at(.closeParenthesis) {
      return finish(CallFrame(call: call, open: open, first: frames.elements.count), &frames)
    }
    if lower == "sequence", current.isName, token(1).kind == .symbol(.colon) {
      return try sequence(call, open, &frames)
    }
    if counts, at(.where) {
      // `count(where …)`: rows for which it holds.
      advance()
      var frame = CallFrame(call: call, open: open, first: frames.elements.count)
      frame.part = .filter
      try push(.call(frame), &frames)
      return .operandDue
    }
    if counts, current.isName, case .version = token(1).kind {
      let segment = try reference(Message("expected a segment"), .segment)
      let members = Expression(.inSegment(segment, negated: false), at: segment.span)
      return try resolveCall(
        CallFrame(call: call, open: open, first: frames.elements.count), Operand(members), &frames)
    }
    if counts, countsActivity {
      let frame = ActivityFrame(
        source: try activitySource(), purpose: .call(call, open: open), part: .filter,
        first: frames.elements.count)
      guard frames.nesting < Self.nestingLimit else { throw tooDeep(at: call.nameSpan) }
      return try activityTail(frame, &frames)
    }
    call.distinct = accept(.distinct)
    try push(
      .call(CallFrame(call: call, open: open, first: frames.elements.count)), &frames)
    return .operandDue
  }

  static let countNames: Set<String> = ["count", "计数", "个数"]

  /// A single bare name, alone or filtered, is read as an activity; the binder re-reads it when it
  /// is a column.
  private var countsActivity: Bool {
    guard current.isName else { return false }
    switch token(1).keyword {
    case .where, .within: return true
    default: return token(1).kind == .symbol(.closeParenthesis)
    }
  }

  private mutating func sequence(
    _ call: Call, _ open: Span, _ frames: inout FrameStack
  ) throws(Diagnostic) -> Step {
    let source = try activitySource()
    advance()
    try push(
      .activity(
        ActivityFrame(
          source: source, purpose: .call(call, open: open), part: .step,
          first: frames.elements.count)),
      &frames)
    return .operandDue
  }

  /// An argument, the filter or the order of a call is there.
  mutating func resolveCall(
    _ frame: CallFrame, _ operand: Operand, _ frames: inout FrameStack
  ) throws(Diagnostic) -> Step {
    var frame = frame
    frame.height = max(frame.height, operand.height)
    switch frame.part {
    case .argument: frames.elements.append(operand.expression)
    case .filter: frame.call.filter = operand.expression
    case .by: frame.call.by = operand.expression
    }
    if frame.part == .argument, accept(.comma) {
      frame.part = .argument
    } else if frame.call.filter == nil, accept(.where) {
      frame.part = .filter
    } else if frame.call.by == nil, accept(.by) {
      frame.part = .by
    } else {
      try checkClose(Message("expected ',' or ')'"))
      return finish(frame, &frames)
    }
    try push(.call(frame), &frames)
    return .operandDue
  }

  private func checkClose(_ what: Message) throws(Diagnostic) {
    guard at(.closeParenthesis) else { throw expected(what) }
  }

  mutating func closeCall(_ open: Span, _ what: Message) throws(Diagnostic) {
    try checkClose(what)
    advance()
    brackets -= 1
  }

  /// The closing bracket is here.
  private mutating func finish(_ frame: CallFrame, _ frames: inout FrameStack) -> Step {
    advance()
    brackets -= 1
    var call = frame.call
    call.arguments = frames.takeElements(from: frame.first)
    let span = call.nameSpan.union(previous?.span ?? call.nameSpan)
    return .operand(Operand(Expression(.call(call), at: span), height: frame.height + 1))
  }
}
