/// `case when c then v … [else v] end`, and `case x when v then …`, which is read as `x = v`.
extension Parser {
  mutating func caseOperand(_ frames: inout FrameStack) throws(Diagnostic) -> Step {
    let start = current.span
    // Each branch repeats the subject, so subjects within subjects would grow without bound.
    guard !frames.isInsideSubject else {
      throw Diagnostic(
        "E132", Message("a case cannot be the subject of another one"), at: start,
        hint: Message("derive a column first"))
    }
    advance()
    brackets += 1
    var frame = CaseFrame(start: start, part: .subject, first: frames.elements.count)
    if accept(.when) { frame.part = .condition }
    try push(.branches(frame), &frames)
    return .operandDue
  }

  mutating func resolveCase(
    _ frame: CaseFrame, _ operand: Operand, _ frames: inout FrameStack
  ) throws(Diagnostic) -> Step {
    var frame = frame
    frame.height = max(frame.height, operand.height)
    switch frame.part {
    case .subject:
      frame.subject = operand.expression
      try expect(.when)
      frame.part = .condition
      // One level for the equality.
      frame.height += 1
    case .condition:
      frames.elements.append(condition(operand.expression, frame.subject))
      if frame.subject != nil { frame.height = max(frame.height, operand.height + 1) }
      try expect(.then)
      frame.part = .value
    case .value:
      frames.elements.append(operand.expression)
      if accept(.when) {
        frame.part = .condition
      } else if accept(.else) {
        frame.part = .otherwise
      } else {
        return try finish(frame, otherwise: nil, &frames)
      }
    case .otherwise: return try finish(frame, otherwise: operand.expression, &frames)
    }
    try push(.branches(frame), &frames)
    return .operandDue
  }

  private func condition(_ value: Expression, _ subject: Expression?) -> Expression {
    guard let subject else { return value }
    return Expression(.binary(.equal, subject, value), at: value.span)
  }

  private mutating func finish(
    _ frame: CaseFrame, otherwise: Expression?, _ frames: inout FrameStack
  ) throws(Diagnostic) -> Step {
    guard accept(.end) else {
      throw expected(
        Message(otherwise == nil ? "expected 'when', 'else' or 'end'" : "expected 'end'"))
    }
    brackets -= 1
    let parts = frames.takeElements(from: frame.first)
    let branches = stride(from: 0, to: parts.count - 1, by: 2).map {
      CaseBranch(condition: parts[$0], value: parts[$0 + 1])
    }
    let span = frame.start.union(previous?.span ?? frame.start)
    return .operand(
      Operand(
        Expression(.caseWhen(branches, otherwise: otherwise), at: span), height: frame.height + 1))
  }
}
