extension Expression.Shape {
  /// How tightly the text of this shape holds together.
  var precedence: Precedence {
    switch self {
    case .literal, .name, .parameter, .call, .caseWhen, .of, .missing: .atom
    case .unary(.not, _): .not
    case .unary(.minus, _), .unary(.plus, _): .unary
    case .binary(let sign, _, _): sign.precedence
    case .between, .inList, .inFile, .inRange, .within, .isNull, .like, .isDistinct: .comparison
    // Bare beside `and`, `or` and `not`.
    case .inSegment: .not
    case .has(let source, _): source.precedence
    }
  }

  /// A comparison that cannot be chained.
  var isComparison: Bool {
    switch self {
    case .between, .inList, .inFile, .inRange, .within, .isNull, .like, .isDistinct: true
    case .binary(let sign, _, _): sign.precedence == .comparison
    case .literal, .name, .parameter, .unary, .inSegment, .call, .has, .caseWhen, .of, .missing:
      false
    }
  }
}

extension Expression.Shape {
  /// A step of `sequence(…)` that needs no brackets: a comparison other than `within`, for anything
  /// else would take the `within` that may follow.
  var standsAsStep: Bool {
    if case .within = self { return false }
    return isComparison
  }
}

extension ActivitySource {
  /// A filter runs on to the end of what encloses it, so that only brackets may follow.
  fileprivate var precedence: Precedence { filter == nil ? .not : .lowest }
}

extension Precedence {
  /// The next one, for the operand that must bind tighter.
  var tighter: Precedence { Precedence(rawValue: rawValue + 1) ?? .atom }
}

/// The first leaf of an expression's text and the node of which it is the left side.
struct LeftEdge {
  var leaf: Expression
  var parent: Expression?

  private var isPlainName: Bool {
    if case .name(let name) = leaf.shape { name.qualifier == nil } else { false }
  }

  /// The text begins with `name =`.
  var beginsEquality: Bool {
    guard isPlainName, case .binary(.equal, _, _)? = parent?.shape else { return false }
    return true
  }

  /// In `count(…)` the text would be read as an activity.
  var readsAsActivity: Bool {
    guard isPlainName else { return false }
    guard let parent else { return true }
    if case .within(_, _, negated: false) = parent.shape { return true }
    return false
  }
}

extension Expression {
  var leftEdge: LeftEdge {
    var edge = LeftEdge(leaf: self)
    while let left = edge.leaf.shape.left {
      // What is written between brackets begins with a bracket.
      if left.shape.precedence < edge.leaf.shape.leftMinimum { return LeftEdge(leaf: edge.leaf) }
      edge = LeftEdge(leaf: left, parent: edge.leaf)
    }
    return edge
  }
}

extension Expression.Shape {
  /// What the text begins with, when that is an expression of its own.
  fileprivate var left: Expression? {
    switch self {
    case .binary(_, let left, _), .between(let left, _, _, _), .inList(let left, _, _),
      .inFile(let left, _, _, _), .inRange(let left, _, _), .within(let left, _, _),
      .isNull(let left, _), .like(let left, _, _), .isDistinct(let left, _, _):
      left
    case .of(let left, _): left
    case .literal, .name, .parameter, .unary, .inSegment, .call, .has, .caseWhen, .missing: nil
    }
  }

  fileprivate var leftMinimum: Precedence {
    if isComparison { return Precedence.comparison.tighter }
    return precedence
  }
}
