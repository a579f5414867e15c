/// Conditions on activities: `has orders where …`, `count(orders within 90d)`, `sequence(events: …)`.
extension Parser {
  /// `has` or `no` is the current token.
  mutating func hasOperand(
    negated: Bool, _ frames: inout FrameStack
  ) throws(Diagnostic) -> Step {
    let start = index
    advance()
    let source = try activitySource()
    let frame = ActivityFrame(
      source: source, purpose: .has(start: start, negated: negated), part: .filter,
      first: frames.elements.count)
    return try activityTail(frame, &frames)
  }

  mutating func activitySource() throws(Diagnostic) -> ActivitySource {
    let name = try name(Message("expected an activity such as orders"), .activity)
    return ActivitySource(name: name.name, span: name.span)
  }

  /// `[within WINDOW] [where EXPR]`, in any order, each at most once.
  mutating func activityTail(
    _ frame: ActivityFrame, _ frames: inout FrameStack
  ) throws(Diagnostic) -> Step {
    var frame = frame
    if frame.source.window == nil, accept(.within) {
      switch try window() {
      case .whole(let window): frame.source.window = window
      case .duration(let duration):
        guard accept(.before) else {
          frame.source.window = .last(duration, before: nil)
          break
        }
        frame.part = .before(duration)
        try push(.activity(frame), &frames)
        return .operandDue
      }
      return try activityTail(frame, &frames)
    }
    if frame.source.filter == nil, accept(.where) {
      frame.part = .filter
      try push(.activity(frame), &frames)
      return .operandDue
    }
    return try finishActivity(frame, &frames)
  }

  /// A filter, the end of a window or a step of a sequence is there.
  mutating func resolveActivity(
    _ frame: ActivityFrame, _ operand: Operand, _ frames: inout FrameStack
  ) throws(Diagnostic) -> Step {
    var frame = frame
    frame.height = max(frame.height, operand.height)
    switch frame.part {
    case .filter:
      frame.source.filter = operand.expression
      return try activityTail(frame, &frames)
    case .before(let duration):
      frame.source.window = .last(duration, before: operand.expression)
      return try activityTail(frame, &frames)
    case .step:
      frames.elements.append(operand.expression)
      if accept(.then) {
        try push(.activity(frame), &frames)
        return .operandDue
      }
      return try sequenceTail(frame, &frames)
    }
  }

  /// `sequence(events: a then b within 7d)`: the steps are the arguments, the longest time between
  /// the first and the last is the window of the activity.
  private mutating func sequenceTail(
    _ frame: ActivityFrame, _ frames: inout FrameStack
  ) throws(Diagnostic) -> Step {
    var frame = frame
    if accept(.within) {
      guard case .duration(let duration) = try window() else {
        throw expected(Message("expected a duration such as 7d"))
      }
      frame.source.window = .last(duration, before: nil)
    }
    return try finishActivity(frame, &frames)
  }

  private mutating func finishActivity(
    _ frame: ActivityFrame, _ frames: inout FrameStack
  ) throws(Diagnostic) -> Step {
    switch frame.purpose {
    case .has(let start, let negated):
      return .operand(
        Operand(
          Expression(.has(frame.source, negated: negated), at: span(from: start)),
          height: frame.height + 1))
    case .call(var call, let open):
      try closeCall(open, Message("expected 'where', 'within' or ')'"))
      call.activity = frame.source
      call.arguments = frames.takeElements(from: frame.first)
      let span = call.nameSpan.union(previous?.span ?? call.nameSpan)
      return .operand(Operand(Expression(.call(call), at: span), height: frame.height + 1))
    }
  }
}
