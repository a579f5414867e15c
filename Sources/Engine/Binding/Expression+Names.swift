public import Syntax

extension Expression {
  /// Calls `visit` for every name in the expression.
  func forEachName(_ visit: (Name) -> Void) {
    if case .name(let name) = shape { visit(name) }
    for child in children { child.forEachName(visit) }
  }

  /// Whether an aggregate is called anywhere in the expression.
  var hasAggregate: Bool {
    if case .call(let call) = shape, AggregateName(NameFolding.fold(call.name)) != nil {
      return true
    }
    return children.contains(where: \.hasAggregate)
  }

  /// Whether a parameter is named anywhere in the expression.
  var hasParameter: Bool {
    if case .parameter = shape { return true }
    return children.contains(where: \.hasParameter)
  }

  /// The expressions directly inside this one, in the order in which they are written.
  public var children: [Expression] {
    switch shape {
    case .literal, .name, .parameter, .inSegment, .missing: []
    case .unary(_, let operand): [operand]
    case .binary(_, let left, let right), .isDistinct(let left, let right, _): [left, right]
    case .between(let value, let low, let high, _): [value, low, high]
    case .inList(let value, let items, _): [value] + items
    case .inFile(let value, _, _, _): [value]
    case .inRange(let value, let range, _): [value, range]
    case .within(let value, let window, _): [value] + window.children
    case .isNull(let value, _): [value]
    case .like(let value, let pattern, _): [value, pattern]
    case .call(let call):
      call.arguments + (call.activity?.children ?? [])
        + [call.filter, call.by].compactMap(\.self)
    case .has(let source, _): source.children
    case .caseWhen(let branches, let otherwise):
      branches.flatMap { [$0.condition, $0.value] } + [otherwise].compactMap(\.self)
    // The id is no expression of the customer's.
    case .of(let value, _): [value]
    }
  }
}

extension ActivitySource {
  public var children: [Expression] { [filter].compactMap(\.self) + (window?.children ?? []) }
}

extension Window {
  public var children: [Expression] {
    switch self {
    case .last(_, let before): [before].compactMap(\.self)
    case .period: []
    case .range(let range): [range]
    }
  }
}
