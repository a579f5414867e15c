/// Which kernel computes an operator for operands of which types.
///
/// Whole numbers and decimals stay exact: sums at the finer scale, products at the sum of scales. With
/// more than `DecimalScale.largest` digits after the point, and beside a float, everything is a float.
enum Arithmetic {
  static func sum(
    _ arguments: [Function.Argument], exact: @escaping Kernel, float: @escaping Kernel
  ) -> Overload? {
    guard let type = common(arguments) else { return nil }
    return Overload([type, type], gives: type, kernel: type == .float ? float : exact)
  }

  static func product(_ arguments: [Function.Argument]) -> Overload? {
    guard common(arguments) != nil else { return nil }
    let types = arguments.types(nullAs: .int)
    if let a = types[0].exactScale, let b = types[1].exactScale, a + b <= DecimalScale.largest {
      let isInt = types == [.int, .int]
      return Overload(
        types, gives: isInt ? .int : .decimal(scale: a + b), kernel: IntegerArithmetic.multiply)
    }
    return Overload([.float, .float], gives: .float, kernel: FloatArithmetic.multiply)
  }

  static func quotient(_ arguments: [Function.Argument]) -> Overload? {
    guard common(arguments) != nil else { return nil }
    let types = arguments.types(nullAs: .int)
    if let factors = factors(types) {
      return Overload(types, gives: .float, kernel: Division.exact(factors))
    }
    return Overload([.float, .float], gives: .float, kernel: Division.floats)
  }

  static func wholeQuotient(_ arguments: [Function.Argument]) -> Overload? {
    guard common(arguments) != nil else { return nil }
    let types = arguments.types(nullAs: .int)
    if let factors = factors(types) {
      return Overload(types, gives: .int, kernel: Division.quotients(factors))
    }
    return Overload([.float, .float], gives: .float, kernel: Division.floatQuotients)
  }

  static func remainder(_ arguments: [Function.Argument]) -> Overload? {
    guard let type = common(arguments) else { return nil }
    let types = arguments.types(nullAs: .int)
    if type != .float, let factors = factors(types) {
      return Overload(types, gives: type, kernel: Division.remainders(factors))
    }
    return Overload([.float, .float], gives: .float, kernel: Division.floatRemainders)
  }

  /// One numeric argument, whose type the result keeps.
  static func unary(
    _ arguments: [Function.Argument], exact: @escaping Kernel, float: @escaping Kernel
  ) -> Overload? {
    guard let type = numeric(arguments) else { return nil }
    return Overload([type], gives: type, kernel: type == .float ? float : exact)
  }

  /// The type of a single numeric argument, `int` for a bare null.
  static func numeric(_ arguments: [Function.Argument]) -> ColumnType? {
    guard arguments.count == 1 else { return nil }
    let type = arguments.types(nullAs: .int)[0]
    return type.isNumeric ? type : nil
  }

  /// What two numbers are added as; nil unless there are two.
  private static func common(_ arguments: [Function.Argument]) -> ColumnType? {
    guard arguments.count == 2,
      let type = ColumnType.common(of: arguments.types(nullAs: .null)),
      type.isNumeric || type.isNull
    else { return nil }
    return type.isNull ? .int : type
  }

  private static func factors(_ types: [ColumnType]) -> Division.Factors? {
    guard let a = types[0].exactScale, let b = types[1].exactScale else { return nil }
    return Division.Factors(a, b)
  }
}
