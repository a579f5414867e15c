internal import Glibc

extension Function {
  static let mathematics: [Function] = [sqrt, ln, log10, exp, power]

  private static func real(
    _ arguments: [Argument], count wanted: Int = 1, kernel: @escaping Kernel
  ) -> Overload? {
    let types = arguments.types(nullAs: .float)
    guard types.count == wanted, types.allSatisfy(\.isNumeric) else { return nil }
    return Overload(types.map { _ in .float }, gives: .float, kernel: kernel)
  }

  static let sqrt = Function(
    name: "sqrt", aliases: ["平方根"], group: .arithmetic,
    summary: "The square root; null (and counted) for a negative number.",
    summaryChinese: "平方根；负数结果为空并计数提示。",
    parameters: [.init("x", "A number, not negative.")],
    examples: [
      .init("sqrt(2)", gives: "1.4142135623730951"), .init("sqrt(-1)", gives: "null"),
    ],
    sql: "CASE WHEN {0} >= 0 THEN sqrt({0}) END"
  ) {
    real($0) { arguments, count, memory in
      let a = arguments[0].doubles
      return FloatArithmetic.partial(arguments, count, memory, outside: { a[$0] < 0 }) {
        a[$0].squareRoot()
      }
    }
  }

  static let ln = Function(
    name: "ln", aliases: ["自然对数"], group: .arithmetic,
    summary: "The natural logarithm; null (and counted) for zero and negative numbers.",
    summaryChinese: "自然对数；零和负数结果为空并计数提示。",
    parameters: [.init("x", "A positive number.")],
    examples: [.init("ln(1)", gives: "0.0"), .init("ln(0)", gives: "null")],
    sql: "CASE WHEN {0} > 0 THEN ln({0}) END"
  ) {
    real($0) { arguments, count, memory in
      let a = arguments[0].doubles
      return FloatArithmetic.partial(arguments, count, memory, outside: { a[$0] <= 0 }) {
        Glibc.log(a[$0])
      }
    }
  }

  static let log10 = Function(
    name: "log10", aliases: ["log", "常用对数"], group: .arithmetic,
    summary: "The logarithm to base 10; null (and counted) for zero and negative numbers.",
    summaryChinese: "以 10 为底的对数；零和负数结果为空并计数提示。",
    parameters: [.init("x", "A positive number.")],
    examples: [.init("log10(1000)", gives: "3.0")],
    sql: "CASE WHEN {0} > 0 THEN log10({0}) END"
  ) {
    real($0) { arguments, count, memory in
      let a = arguments[0].doubles
      return FloatArithmetic.partial(arguments, count, memory, outside: { a[$0] <= 0 }) {
        Glibc.log10(a[$0])
      }
    }
  }

  static let exp = Function(
    name: "exp", group: .arithmetic,
    summary: "e to the power of x.",
    summaryChinese: "e 的 x 次方。",
    parameters: [.init("x", "A number.")],
    examples: [.init("exp(0)", gives: "1.0")],
    sql: "exp({0})"
  ) {
    real($0) { arguments, count, memory in
      Vector(.doubles(memory.mapLanes(arguments[0].doubles, count) { Glibc.exp($0) }))
    }
  }

  static let power = Function(
    name: "power", aliases: ["pow", "乘方"], group: .arithmetic,
    summary: "a to the power of b; null (and counted) where that has no real value.",
    summaryChinese: "a 的 b 次方；无实数结果时为空并计数提示。",
    parameters: [.init("a", "The base."), .init("b", "The exponent.")],
    examples: [.init("power(2, 10)", gives: "1024.0"), .init("power(-8, 0.5)", gives: "null")],
    sql: "CASE WHEN NOT ({0} = 0 AND {1} < 0) AND ({0} >= 0 OR {1} = trunc({1})) THEN "
      + "power({0}, {1}) END"
  ) {
    real($0, count: 2) { arguments, count, memory in
      let (a, b) = (arguments[0].doubles, arguments[1].doubles)
      return FloatArithmetic.partial(
        arguments, count, memory,
        outside: { (a[$0] == 0 && b[$0] < 0) || (a[$0] < 0 && b[$0] != b[$0].rounded(.towardZero)) }
      ) { Glibc.pow(a[$0], b[$0]) }
    }
  }
}
