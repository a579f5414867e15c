extension Function {
  static let comparisons: [Function] =
    [
      equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, isDistinct, isNotDistinct,
      greatest, least,
    ] + matching

  private static func comparison(
    _ name: String, _ aliases: [String], _ kind: Comparison, _ summary: String, _ chinese: String,
    _ examples: [Example], sql: String
  ) -> Function {
    Function(
      name: name, aliases: aliases, group: .comparison, summary: summary, summaryChinese: chinese,
      parameters: [
        .init("a", "Left side."),
        .init("b", "Right side, of a type that compares with the left."),
      ],
      examples: examples, sql: sql
    ) { arguments in
      arguments.count == 2 ? kind.overload(arguments[0].type, arguments[1].type) : nil
    }
  }

  static let equal = comparison(
    "=", ["==", "equal"], .equal,
    "True when both sides are the same value; text is compared byte by byte.",
    "两边的值相同则为真；文本逐字节比较。",
    [.init("1 = 1.00", gives: "true"), .init("'a' = 'A'", gives: "false")], sql: "({0} = {1})")

  static let notEqual = comparison(
    "!=", ["<>", "not_equal"], .notEqual,
    "True when the sides are different values; null when either is null.",
    "两边的值不同则为真；任一边为空则结果为空。",
    [.init("'a' != 'b'", gives: "true"), .init("1 != null", gives: "null")], sql: "({0} <> {1})")

  static let less = comparison(
    "<", ["less"], .less,
    "True when the left side is smaller or earlier; a date is the midnight that begins it.",
    "左边较小或较早则为真；日期按当天零点计。",
    [.init("'10' < '9'", gives: "true"), .init("2.5 < 2", gives: "false")], sql: "({0} < {1})")

  static let lessOrEqual = comparison(
    "<=", ["less_or_equal"], .lessOrEqual,
    "True when the left side is not greater.", "左边不大于右边则为真。",
    [.init("2 <= 2.0", gives: "true")], sql: "({0} <= {1})")

  static let greater = comparison(
    ">", ["greater"], .greater,
    "True when the left side is greater or later.", "左边较大或较晚则为真。",
    [.init("@2024-01-02 > @2024-01-01", gives: "true")], sql: "({0} > {1})")

  static let greaterOrEqual = comparison(
    ">=", ["greater_or_equal"], .greaterOrEqual,
    "True when the left side is not smaller.", "左边不小于右边则为真。",
    [.init("1 >= 1.01", gives: "false")], sql: "({0} >= {1})")

  static let isDistinct = Function(
    name: "is_distinct", group: .comparison,
    summary: "True when the values differ, with null as a value of its own; never null.",
    summaryChinese: "两值不同则为真，空值视为一个值；结果从不为空。",
    parameters: [.init("a", "Left side."), .init("b", "Right side.")],
    examples: [
      .init("1 is distinct from null", gives: "true"),
      .init("null is distinct from null", gives: "false"),
    ],
    sql: "({0} IS DISTINCT FROM {1})"
  ) { distinction($0, flip: 0) }

  static let isNotDistinct = Function(
    name: "is_not_distinct", group: .comparison,
    summary: "True when the values are the same, with null as a value of its own; never null.",
    summaryChinese: "两值相同则为真，空值视为一个值；结果从不为空。",
    parameters: [.init("a", "Left side."), .init("b", "Right side.")],
    examples: [
      .init("1 is not distinct from 1", gives: "true"),
      .init("1 is not distinct from null", gives: "false"),
    ],
    sql: "({0} IS NOT DISTINCT FROM {1})"
  ) { distinction($0, flip: 1) }

  private static func distinction(_ arguments: [Argument], flip: UInt8) -> Overload? {
    guard arguments.count == 2,
      let equality = Comparison.equal.overload(arguments[0].type, arguments[1].type)
    else { return nil }
    return Overload(equality.arguments, gives: .bool, nulls: .own) { arguments, count, memory in
      let equal = equality.kernel(arguments, count, memory).bools
      let first = arguments[0].valid
      let second = arguments[1].valid
      let out = memory.bools(count)
      for lane in 0..<count {
        let a = first?[lane] ?? 1
        let b = second?[lane] ?? 1
        // Distinct: only one is null, or both have values that differ.
        out[lane] = ((a ^ b) | (a & b & (equal[lane] ^ 1))) ^ flip
      }
      return Vector(.bools(out))
    }
  }
}
