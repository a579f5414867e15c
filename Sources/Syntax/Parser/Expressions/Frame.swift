/// An expression that is complete, with the height of its tree.
struct Operand {
  var expression: Expression
  /// 0 for a leaf. Whatever walks the tree needs that much stack, so it is limited.
  var height: Int
  /// A comparison not between brackets: it cannot be an operand of another one.
  var isComparison = false
  /// Stood between brackets.
  var isBracketed = false

  init(_ expression: Expression, height: Int = 0, isComparison: Bool = false) {
    self.expression = expression
    self.height = height
    self.isComparison = isComparison
  }

  init(_ shape: Expression.Shape, at span: Span) { self.init(Expression(shape, at: span)) }

  var span: Span { expression.span }
}

/// What waits for the expression that is being read. The parser keeps them in an array: reading needs
/// no recursion.
enum Frame {
  case unary(UnaryOperator, Span)
  case binary(BinaryOperator, Operand)
  case betweenLow(Operand, negated: Bool)
  case betweenHigh(Operand, low: Operand, negated: Bool)
  case like(Operand, negated: Bool)
  case isDistinct(Operand, negated: Bool)
  /// `x 不包含 …`
  case containsNot(Operand)
  /// `x within D before …`
  case before(Operand, Duration, negated: Bool)
  case group(Span)
  case list(ListFrame)
  case call(CallFrame)
  /// `count(orders …`, `has orders …`
  case activity(ActivityFrame)
  case branches(CaseFrame)

  /// Operators that bind no tighter than this end the expression that the frame waits for.
  var limit: Precedence {
    switch self {
    case .unary(.not, _): .not
    case .unary(.minus, _), .unary(.plus, _): .unary
    case .binary(let sign, _): sign.precedence
    case .betweenLow, .betweenHigh, .like, .isDistinct, .containsNot, .before: .comparison
    case .activity(let frame): if case .before = frame.part { .comparison } else { .lowest }
    case .group, .list, .call, .branches: .lowest
    }
  }

  /// Counts towards the limit of nesting.
  var nests: Bool {
    switch self {
    case .unary, .group, .list, .call, .activity, .branches: true
    case .binary, .betweenLow, .betweenHigh, .like, .isDistinct, .containsNot, .before: false
    }
  }
}

/// `x in (…`. The elements read so far are in the stack's `elements`, from `first`.
struct ListFrame {
  var left: Operand
  var negated: Bool
  var first: Int
  var height = 0
}

/// `name(…`. The arguments read so far are in the stack's `elements`, from `first`.
struct CallFrame {
  enum Part { case argument, filter, by }

  var call: Call
  var open: Span
  var first: Int
  var part = Part.argument
  /// Of the tallest argument.
  var height = 0
}

struct ActivityFrame {
  enum Purpose {
    case call(Call, open: Span)
    case has(start: Int, negated: Bool)
  }

  enum Part {
    case filter
    /// `within D before …`
    case before(Duration)
    /// `sequence(events: … then …`
    case step
  }

  var source: ActivitySource
  var purpose: Purpose
  var part: Part
  /// Where the steps of a sequence begin in the stack's `elements`.
  var first: Int
  var height = 0
}

/// `case …`. Conditions and values, in turn, are in the stack's `elements`, from `first`.
struct CaseFrame {
  enum Part { case subject, condition, value, otherwise }

  var start: Span
  var part: Part
  var first: Int
  /// `case x when v`: x, compared with each v.
  var subject: Expression?
  var height = 0
}
