/// Reading an expression: precedence climbing with the waiting operators and brackets in an array.
extension Parser {
  /// Brackets, calls, `case` and `not` within each other, and levels of the tree.
  static let nestingLimit = 1000

  /// What comes after an operand or a finished part.
  enum Step {
    /// A frame was pushed; an operand is due.
    case operandDue
    case operand(Operand)
  }

  /// One expression. Stops before the first token that cannot belong to it.
  mutating func expression() throws(Diagnostic) -> Expression {
    var frames = FrameStack()
    while true {
      guard case .operand(var operand) = try operand(&frames) else { continue }
      reduction: while true {
        try checkHeight(operand)
        if let step = try infix(operand, &frames) {
          guard case .operand(let wider) = step else { break reduction }
          operand = wider
          continue reduction
        }
        guard let frame = frames.pop() else { return operand.expression }
        guard case .operand(let reduced) = try resolve(frame, operand, &frames) else {
          break reduction
        }
        operand = reduced
      }
    }
  }

  private func checkHeight(_ operand: Operand) throws(Diagnostic) {
    guard operand.height > Self.nestingLimit else { return }
    throw tooDeep(at: operand.span)
  }

  func tooDeep(at span: Span) -> Diagnostic {
    Diagnostic(
      "E130", Message("the expression is nested deeper than {0} levels", "1,000"), at: span,
      label: Message("too deep"), hint: Message("'x in (a, b, …)' stands for many comparisons"))
  }

  /// Puts a frame on the stack; everything that is opened is limited here.
  mutating func push(_ frame: Frame, _ frames: inout FrameStack) throws(Diagnostic) {
    guard frames.nesting < Self.nestingLimit || !frame.nests else {
      throw tooDeep(at: previous?.span ?? current.span)
    }
    frames.push(frame)
  }

  /// The operand that `frame` was waiting for is there.
  private mutating func resolve(
    _ frame: Frame, _ operand: Operand, _ frames: inout FrameStack
  ) throws(Diagnostic) -> Step {
    switch frame {
    case .unary(let sign, let span):
      return .operand(
        Operand(
          Expression(.unary(sign, operand.expression), at: span.union(operand.span)),
          height: operand.height + 1))
    case .binary(let sign, let left):
      return .operand(binary(sign, left, operand))
    case .betweenLow, .betweenHigh, .like, .isDistinct, .containsNot, .before:
      return try resolvePredicate(frame, operand, &frames)
    case .group(let open):
      try close(open)
      let span = open.union(previous?.span ?? open)
      var bracketed = Operand(
        Expression(operand.expression.shape, at: span), height: operand.height)
      bracketed.isBracketed = true
      return .operand(bracketed)
    case .list(let frame): return try resolveList(frame, operand, &frames)
    case .call(let frame): return try resolveCall(frame, operand, &frames)
    case .activity(let frame): return try resolveActivity(frame, operand, &frames)
    case .branches(let frame): return try resolveCase(frame, operand, &frames)
    }
  }

  func binary(_ sign: BinaryOperator, _ left: Operand, _ right: Operand) -> Operand {
    Operand(
      Expression(
        .binary(sign, left.expression, right.expression), at: left.span.union(right.span)),
      height: max(left.height, right.height) + 1,
      isComparison: sign.precedence == .comparison)
  }

  /// Takes the closing bracket of the one at `open`.
  mutating func close(_ open: Span) throws(Diagnostic) {
    guard accept(.closeParenthesis) else {
      var fault = expected(Message("expected ')'"))
      if isAtEnd {
        fault.message = Message("the bracket that begins here is not closed")
        fault.span = open
        fault.label = Message("no closing bracket")
      }
      throw fault
    }
    brackets -= 1
  }
}

/// The frames of one expression, innermost last, and how many of them nest.
struct FrameStack {
  private(set) var frames: [Frame] = []
  /// Elements of the lists, calls and cases that are open, those of the innermost last. Kept apart
  /// from the frames so that a long list is not copied with each element.
  var elements: [Expression] = []
  private(set) var nesting = 0

  var last: Frame? { frames.last }

  mutating func push(_ frame: Frame) {
    if frame.nests { nesting += 1 }
    frames.append(frame)
  }

  /// Takes the elements from `first` on.
  mutating func takeElements(from first: Int) -> [Expression] {
    let taken = Array(elements[first...])
    elements.removeSubrange(first...)
    return taken
  }

  /// The activity whose rows the innermost condition is about: `count(orders where …`.
  var activity: String? {
    for frame in frames.reversed() {
      switch frame {
      case .activity(let open): return open.source.name
      case .call(let open) where open.part == .filter:
        guard open.first < elements.count, case .name(let name) = elements[open.first].shape else {
          continue
        }
        return name.qualifier
      default: continue
      }
    }
    return nil
  }

  /// A whole step of `sequence(…)` is being read.
  var isInsideStep: Bool {
    guard case .activity(let open)? = last, case .step = open.part else { return false }
    return true
  }

  /// A `case` whose subject is being read is open.
  var isInsideSubject: Bool {
    frames.contains { frame in
      if case .branches(let open) = frame { open.part == .subject } else { false }
    }
  }

  mutating func pop() -> Frame? {
    guard let frame = frames.popLast() else { return nil }
    if frame.nests { nesting -= 1 }
    return frame
  }
}
