public import Syntax

extension Expression {
  /// What stands for one value of all customers together, in the order in which it is written:
  /// `recency of 'C1'`, `count(vip)`, `:churn_days`.
  public var summaries: [Expression] {
    switch shape {
    case .of, .parameter: return [self]
    case .call(let call) where AggregateName(NameFolding.fold(call.name)) != nil: return [self]
    default: return children.flatMap(\.summaries)
    }
  }

  /// The ids of all `… of ID` in the expression.
  public var customersAskedFor: [Expression] {
    if case .of(let value, let id) = shape { return [id] + value.customersAskedFor }
    return children.flatMap(\.customersAskedFor)
  }

  /// A count beside a share: `count(vip) < 20%` says nothing about a share. nil when there is none.
  public var countBesideShare: Expression? {
    let sides: [Expression]
    switch shape {
    case .binary(let sign, let left, let right) where sign.compares: sides = [left, right]
    case .between(let value, let low, let high, _): sides = [value, low, high]
    default: sides = []
    }
    if sides.contains(where: \.isPercent), let count = sides.first(where: \.isCount) {
      return count
    }
    return children.lazy.compactMap(\.countBesideShare).first
  }

  private var isPercent: Bool {
    if case .literal(.percent) = shape { true } else { false }
  }

  private var isCount: Bool {
    guard case .call(let call) = shape else { return false }
    return AggregateName(NameFolding.fold(call.name)) == .count
  }
}

extension BinaryOperator {
  /// `=`, `!=` and the four of order.
  public var compares: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    case .or, .and, .contains, .concat, .add, .subtract, .multiply, .divide, .wholeDivide,
      .remainder:
      false
    }
  }
}
