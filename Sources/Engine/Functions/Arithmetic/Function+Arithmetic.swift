extension Function {
  static let arithmetic: [Function] =
    [add, subtract, multiply, divide, wholeDivide, remainder, negate] + rounding + mathematics

  static let operands: [Parameter] = [
    .init("a", "Left operand."), .init("b", "Right operand."),
  ]

  static let add = Function(
    name: "+", aliases: ["add"], group: .arithmetic,
    summary: "Adds two numbers exactly, or moves a date forward by whole days.",
    summaryChinese: "两数相加（整数与小数为精确运算），或把日期后移若干天。",
    parameters: operands,
    examples: [
      .init("0.1 + 0.2", gives: "0.3"), .init("2 + 0.50", gives: "2.50"),
      .init("@2024-01-31 + 3", gives: "2024-02-03"),
    ],
    sql: "({0} + {1})"
  ) {
    DayArithmetic.sum($0)
      ?? Arithmetic.sum($0, exact: IntegerArithmetic.add, float: FloatArithmetic.add)
  }

  static let subtract = Function(
    name: "-", aliases: ["subtract"], group: .arithmetic,
    summary:
      "Subtracts; two dates give the days between them, a date and a number an earlier date.",
    summaryChinese: "两数相减；两个日期相减得天数，日期减数字得更早的日期。",
    parameters: operands,
    examples: [
      .init("3 - 0.25", gives: "2.75"), .init("@2024-03-01 - @2024-02-01", gives: "29"),
    ],
    sql: "({0} - {1})"
  ) {
    DayArithmetic.difference($0)
      ?? Arithmetic.sum($0, exact: IntegerArithmetic.subtract, float: FloatArithmetic.subtract)
  }

  static let multiply = Function(
    name: "*", aliases: ["multiply"], group: .arithmetic,
    summary: "Multiplies; the product of decimals has the digits of both after the point.",
    summaryChinese: "两数相乘；小数之积保留两者小数位数之和。",
    parameters: operands,
    examples: [.init("10 * 0.1", gives: "1.0"), .init("1.5 * 1.25", gives: "1.875")],
    sql: "({0} * {1})", overload: Arithmetic.product)

  static let divide = Function(
    name: "/", aliases: ["divide"], group: .arithmetic,
    summary: "Divides; the result has a fraction, and is null (and counted) when dividing by zero.",
    summaryChinese: "相除，结果带小数；除数为零时结果为空并计数提示。",
    parameters: operands,
    examples: [.init("7 / 2", gives: "3.5"), .init("1 / 0", gives: "null")],
    sql: "({0} / nullif({1}, 0))", overload: Arithmetic.quotient)

  static let wholeDivide = Function(
    name: "//", aliases: ["div"], group: .arithmetic,
    summary:
      "Divides and drops the fraction, toward zero; null (and counted) when dividing by zero.",
    summaryChinese: "整除，向零截断；除数为零时结果为空并计数提示。",
    parameters: operands,
    examples: [.init("7 // 2", gives: "3"), .init("-7 // 2", gives: "-3")],
    sql: "CAST(trunc({0} / nullif({1}, 0)) AS BIGINT)", overload: Arithmetic.wholeQuotient)

  static let remainder = Function(
    name: "%", aliases: ["mod", "余数"], group: .arithmetic,
    summary: "What is left by whole division; it has the sign of the left operand.",
    summaryChinese: "整除的余数，符号与左操作数相同。",
    parameters: operands,
    examples: [
      .init("-7 % 3", gives: "-1"), .init("mod(7.5, 2)", gives: "1.5"),
      .init("1 % 0", gives: "null"),
    ],
    sql: "({0} % nullif({1}, 0))", overload: Arithmetic.remainder)

  static let negate = Function(
    name: "negate", group: .arithmetic,
    summary: "The number with its sign turned over: unary minus.",
    summaryChinese: "相反数，即一元负号。",
    parameters: [.init("x", "A number.")],
    examples: [.init("-(2 - 5)", gives: "3"), .init("negate(1.50)", gives: "-1.50")],
    sql: "(-{0})"
  ) {
    Arithmetic.unary($0, exact: IntegerArithmetic.negate, float: FloatArithmetic.negate)
  }
}
