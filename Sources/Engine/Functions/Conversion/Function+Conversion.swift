extension Function {
  static let conversions: [Function] = [
    toInt, toDecimal, toFloat, toText, toDate, toTimestamp, toBool,
  ]

  private static let value = Parameter("x", "What to convert.")

  static let toInt = Function(
    name: "int", aliases: ["to_int", "整数"], group: .conversion,
    summary:
      "A whole number: rounded from a number, read from text; null (and counted) if unreadable.",
    summaryChinese: "转为整数：数字四舍五入，文本须为整数；无法读取时为空并计数提示。",
    parameters: [value],
    examples: [
      .init("int(-2.5)", gives: "-3"), .init("int(' 12 ')", gives: "12"),
      .init("int('12x')", gives: "null"),
    ],
    sql: "TRY_CAST({0} AS BIGINT)"
  ) { $0.count == 1 ? Casting.int($0[0].type) : nil }

  static let toDecimal = Function(
    name: "decimal", aliases: ["to_decimal", "money", "金额"], group: .conversion,
    summary: "An exact decimal, for money: rounded half away from zero to digits after the point.",
    summaryChinese: "转为精确小数（金额），按指定小数位四舍五入。",
    parameters: [
      value, .init("digits", "Digits after the point, 0 to 9; 2 if left out."),
    ],
    examples: [
      .init("decimal('1.005')", gives: "1.01"), .init("decimal(2.5, 0)", gives: "3"),
      .init("decimal('￥1,234.50')", gives: "1234.50"), .init("decimal('1,5')", gives: "null"),
    ],
    sql: "TRY_CAST({0} AS DECIMAL(18, {1:2}))"
  ) { arguments in
    guard (1...2).contains(arguments.count) else { return nil }
    if arguments.count == 1 { return Casting.decimal(arguments[0].type, scale: 2) }
    guard case .int(let digits) = arguments[1].constant, (0...9).contains(digits),
      let cast = Casting.decimal(arguments[0].type, scale: Int(digits))
    else { return nil }
    return Overload(cast.arguments + [.int], gives: cast.result, kernel: cast.kernel)
  }

  static let toFloat = Function(
    name: "float", aliases: ["to_float", "to_number", "number", "数字"], group: .conversion,
    summary: "A number with a fraction, as computers have them; null (and counted) if unreadable.",
    summaryChinese: "转为浮点数；无法读取时为空并计数提示。",
    parameters: [value],
    examples: [
      .init("float('1e3')", gives: "1000.0"), .init("float('n/a')", gives: "null"),
    ],
    sql: "TRY_CAST({0} AS DOUBLE)"
  ) { $0.count == 1 ? Casting.float($0[0].type) : nil }

  static let toText = Function(
    name: "text", aliases: ["to_text", "string", "文本"], group: .conversion,
    summary: "The value as text, exactly: dates as ISO, decimals with all their digits.",
    summaryChinese: "转为文本：日期用 ISO 格式，小数保留全部位数。",
    parameters: [value],
    examples: [
      .init("text(1.50)", gives: "1.50"), .init("text(@2024-02-29) || '!'", gives: "2024-02-29!"),
    ],
    sql: "CAST({0} AS VARCHAR)"
  ) { arguments in
    guard arguments.count == 1 else { return nil }
    // Writing is the conversion to the argument's type; nothing is left to do.
    return Overload([.string], gives: .string) { arguments, _, _ in arguments[0] }
  }

  static let toDate = Function(
    name: "date", aliases: ["to_date", "日期"], group: .conversion,
    summary:
      "The day of a timestamp, or a date read from text, year first; null (and counted) if not one.",
    summaryChinese: "取时间戳的日期，或读取年在前的日期文本；无法读取时为空并计数提示。",
    parameters: [value],
    examples: [
      .init("date('2024-1-5')", gives: "2024-01-05"),
      .init("date(@2024-01-05T10:00:00)", gives: "2024-01-05"),
      .init("date('2024年3月5日')", gives: "2024-03-05"),
      .init("date('2023-02-29')", gives: "null"),
    ],
    sql: "TRY_CAST({0} AS DATE)"
  ) { $0.count == 1 ? Casting.date($0[0].type) : nil }

  static let toTimestamp = Function(
    name: "timestamp", aliases: ["to_timestamp", "时间戳"], group: .conversion,
    summary: "A date's midnight, or a time read from ISO text; null (and counted) if unreadable.",
    summaryChinese: "日期的零点，或读取 ISO 格式的时间；无法读取时为空并计数提示。",
    parameters: [value],
    examples: [
      .init("timestamp('2024-01-05 10:00:00')", gives: "2024-01-05 10:00:00"),
      .init("timestamp('2024-06-30 23:59:60')", gives: "null"),
    ],
    sql: "TRY_CAST({0} AS TIMESTAMP)"
  ) { $0.count == 1 ? Casting.timestamp($0[0].type) : nil }

  static let toBool = Function(
    name: "bool", aliases: ["to_bool", "真假"], group: .conversion,
    summary:
      "True or false, from 1 and 0 or words such as yes, no, 是, 否; null (and counted) if unreadable.",
    summaryChinese: "转为真假：1、0 或 yes、no、是、否等；无法读取时为空并计数提示。",
    parameters: [value],
    examples: [
      .init("bool('yes')", gives: "true"), .init("bool(0)", gives: "false"),
      .init("bool('maybe')", gives: "null"),
    ],
    sql: "TRY_CAST({0} AS BOOLEAN)"
  ) { $0.count == 1 ? Casting.bool($0[0].type) : nil }
}
