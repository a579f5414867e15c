/// How tightly operators bind, loosest first.
enum Precedence: Int, Comparable {
  /// Inside brackets: everything binds.
  case lowest
  case or, and, not, comparison, concat, additive, multiplicative, unary
  /// A name, a literal, anything between brackets.
  case atom

  static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }
}

extension BinaryOperator {
  var precedence: Precedence {
    switch self {
    case .or: .or
    case .and: .and
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contains: .comparison
    case .concat: .concat
    case .add, .subtract: .additive
    case .multiply, .divide, .wholeDivide, .remainder: .multiplicative
    }
  }

  /// The operator that a sign stands for.
  init?(_ symbol: Symbol) {
    switch symbol {
    case .equal: self = .equal
    case .notEqual: self = .notEqual
    case .less: self = .less
    case .lessOrEqual: self = .lessOrEqual
    case .greater: self = .greater
    case .greaterOrEqual: self = .greaterOrEqual
    case .tilde: self = .contains
    case .concat: self = .concat
    case .plus: self = .add
    case .minus: self = .subtract
    case .star: self = .multiply
    case .slash: self = .divide
    case .doubleSlash: self = .wholeDivide
    case .percent: self = .remainder
    case .pipe, .comma, .semicolon, .colon, .dot, .openParenthesis, .closeParenthesis,
      .openBracket, .closeBracket, .backslash, .question:
      return nil
    }
  }
}
