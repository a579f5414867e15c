/// The six comparisons, each made of `=` or `<` with sides swapped or the answer turned over, so that
/// a type needs only these two. NaN equals itself and is above every other number.
enum Comparison: Sendable {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual

  var isOrder: Bool { self != .equal && self != .notEqual }

  var isSwapped: Bool { self == .greater || self == .lessOrEqual }

  /// Flips the 0 or 1 of the underlying `=` or `<`.
  var flip: UInt8 {
    switch self {
    case .equal, .less, .greater: 0
    case .notEqual, .lessOrEqual, .greaterOrEqual: 1
    }
  }

  /// How to compare values of these types; nil when they do not compare.
  func overload(_ a: ColumnType, _ b: ColumnType) -> Overload? {
    switch (a, b) {
    case (.null, .null): return .allNull(2, gives: .bool)
    case (.null, let type), (let type, .null): return overload(type, type)
    case (.int, .int), (.date, .date), (.timestamp, .timestamp):
      return Overload([a, b], gives: .bool, kernel: ints)
    case (.date, .timestamp), (.timestamp, .date):
      return Overload([.timestamp, .timestamp], gives: .bool, kernel: ints)
    case (.int, .float), (.float, .int):
      return Overload([a, b], gives: .bool, kernel: intWithFloat(intIsFirst: a == .int))
    case (.float, .float), (.decimal, .float), (.float, .decimal):
      return Overload([.float, .float], gives: .bool, kernel: floats)
    case (.int, .decimal), (.decimal, .int), (.decimal, .decimal):
      return exact(a, b)
    case (.bool, .bool): return Overload([a, b], gives: .bool, kernel: bools)
    case (.string, .string): return Overload([a, b], gives: .bool, kernel: texts)
    case (.category, .category), (.category, .string), (.string, .category):
      // Keys are equal when categories are; their order is the dimension's, which the binder knows.
      return isOrder ? nil : Overload([.string, .string], gives: .bool, kernel: texts)
    default: return nil
    }
  }

  /// Decimals of different scales are kept as they are: bringing one to the scale of the other might
  /// overflow, which for a comparison is an answer and not an error.
  private func exact(_ a: ColumnType, _ b: ColumnType) -> Overload? {
    guard let first = a.exactScale, let second = b.exactScale else { return nil }
    if first == second { return Overload([a, b], gives: .bool, kernel: ints) }
    let digits = abs(first - second)
    guard digits <= 18 else { return Overload([.float, .float], gives: .bool, kernel: floats) }
    return Overload(
      [a, b], gives: .bool,
      kernel: rescaled(coarseIsFirst: first < second, factor: DecimalScale.power(digits)))
  }
}
