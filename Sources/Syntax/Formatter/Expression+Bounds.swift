extension Expression {
  /// What two conditions may have otherwise and still be the same condition with another bound.
  public enum Looseness: Sendable {
    /// Numbers, dates and durations.
    case bounds
    /// Also `>` or `>=`, `<` or `<=`.
    case boundsAndSigns
  }

  /// Whether the two read alike but for what `looseness` names, and it is not nothing.
  public func differs(from other: Expression, in looseness: Looseness) -> Bool {
    let (mine, theirs) = (Formatter.brief(self), Formatter.brief(other))
    return mine != theirs && Self.skeleton(mine, looseness) == Self.skeleton(theirs, looseness)
  }

  private static func skeleton(_ text: String, _ looseness: Looseness) -> [Token.Kind] {
    Lexer.tokenize(text).tokens.map { token in
      switch (token.kind, looseness) {
      case (.literal(let literal), _) where literal.isBound: .literal(.null)
      case (.symbol(.greaterOrEqual), .boundsAndSigns): .symbol(.greater)
      case (.symbol(.lessOrEqual), .boundsAndSigns): .symbol(.less)
      case (let kind, _): kind
      }
    }
  }
}

extension Literal {
  fileprivate var isBound: Bool {
    switch self {
    case .number, .digits, .float, .percent, .date, .timestamp, .dateRange, .duration: true
    case .null, .bool, .string: false
    }
  }
}
