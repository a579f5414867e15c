extension Function {
  static let rounding: [Function] = [round, floor, ceil, trunc, abs, sign]

  static let round = Function(
    name: "round", aliases: ["四舍五入"], group: .arithmetic,
    summary: "Rounds to a whole number or to digits after the point, halves away from zero.",
    summaryChinese: "四舍五入到整数或指定小数位，恰好一半时远离零；位数可为负。",
    parameters: [
      .init("x", "A number."),
      .init(
        "digits", "Digits to keep after the point, 0 if left out; negative for tens, hundreds …"),
    ],
    examples: [
      .init("round(2.5)", gives: "3"), .init("round(1.005, 2)", gives: "1.01"),
      .init("round(1234.5, -2)", gives: "1200"),
    ],
    sql: "round({*})"
  ) {
    Rounding.digits($0)
      ?? Rounding.whole(
        $0, exact: Rounding.nearest, float: Rounding.floats(.toNearestOrAwayFromZero))
  }

  static let floor = Function(
    name: "floor", aliases: ["向下取整"], group: .arithmetic,
    summary: "The greatest whole number that is not above x.",
    summaryChinese: "不大于 x 的最大整数。",
    parameters: [.init("x", "A number.")],
    examples: [.init("floor(-1.5)", gives: "-2")],
    sql: "floor({0})"
  ) { Rounding.whole($0, exact: Rounding.down, float: Rounding.floats(.down)) }

  static let ceil = Function(
    name: "ceil", aliases: ["ceiling", "向上取整"], group: .arithmetic,
    summary: "The least whole number that is not below x.",
    summaryChinese: "不小于 x 的最小整数。",
    parameters: [.init("x", "A number.")],
    examples: [.init("ceil(-1.5)", gives: "-1"), .init("ceil(1.2)", gives: "2")],
    sql: "ceil({0})"
  ) { Rounding.whole($0, exact: Rounding.up, float: Rounding.floats(.up)) }

  static let trunc = Function(
    name: "trunc", aliases: ["truncate", "截断"], group: .arithmetic,
    summary: "Drops the fraction.",
    summaryChinese: "去掉小数部分。",
    parameters: [.init("x", "A number.")],
    examples: [.init("trunc(-1.7)", gives: "-1")],
    sql: "trunc({0})"
  ) { Rounding.whole($0, exact: Rounding.towardZero, float: Rounding.floats(.towardZero)) }

  static let abs = Function(
    name: "abs", aliases: ["绝对值"], group: .arithmetic,
    summary: "The number without its sign.",
    summaryChinese: "绝对值。",
    parameters: [.init("x", "A number.")],
    examples: [.init("abs(-3.50)", gives: "3.50")],
    sql: "abs({0})"
  ) {
    Arithmetic.unary($0, exact: IntegerArithmetic.absolute, float: FloatArithmetic.absolute)
  }

  static let sign = Function(
    name: "sign", aliases: ["符号"], group: .arithmetic,
    summary: "-1, 0 or 1, as the number is negative, zero or positive.",
    summaryChinese: "负数为 -1，零为 0，正数为 1。",
    parameters: [.init("x", "A number.")],
    examples: [.init("sign(-2.5)", gives: "-1"), .init("sign(0)", gives: "0")],
    sql: "sign({0})"
  ) { arguments in
    guard let type = Arithmetic.numeric(arguments) else { return nil }
    return Overload([type], gives: .int) { arguments, count, memory in
      guard type == .float else {
        return Vector(.ints(memory.mapLanes(arguments[0].ints, count) { $0.signum() }))
      }
      return Vector(
        .ints(memory.mapLanes(arguments[0].doubles, count) { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }))
    }
  }
}
