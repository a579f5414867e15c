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
    let sides = compared
    if sides.contains(where: \.isPercent), let count = sides.first(where: \.isCount) {
      return count
    }
    return children.lazy.compactMap(\.countBesideShare).first
  }

  /// A number above 1 beside a share: `share(tier = 'VIP') < 14` holds whatever it is. nil when there is
  /// none.
  public var numberBesideShare: Expression? {
    let sides = compared
    let hasShare = sides.contains { $0.isAggregate(.share) }
    if hasShare, let number = sides.first(where: \.isAboveOne) { return number }
    return children.lazy.compactMap(\.numberBesideShare).first
  }

  /// The numbers that it is made of, those with a percent sign as parts of 1.
  public var numbers: [Double] {
    guard case .literal(let literal) = shape else { return children.flatMap(\.numbers) }
    return Binder.value(of: literal).double.map { [$0] } ?? []
  }

  /// What stands on the sides of a comparison; empty for anything else.
  private var compared: [Expression] {
    switch shape {
    case .binary(let sign, let left, let right) where sign.compares: [left, right]
    case .between(let value, let low, let high, _): [value, low, high]
    default: []
    }
  }

  private var isAboveOne: Bool {
    switch shape {
    case .literal(.number), .literal(.float): numbers.contains { $0 > 1 }
    default: false
    }
  }

  private var isPercent: Bool {
    if case .literal(.percent) = shape { true } else { false }
  }

  private var isCount: Bool { isAggregate(.count) }

  private func isAggregate(_ name: AggregateName) -> Bool {
    guard case .call(let call) = shape else { return false }
    return AggregateName(NameFolding.fold(call.name)) == name
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
