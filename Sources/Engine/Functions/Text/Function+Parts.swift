extension Function {
  static let parts: [Function] = [
    trim, trimStart, trimEnd, left, right, substring, splitPart,
  ]

  private static let trimmed: [Parameter] = [
    text, .init("characters", "What to take away, white space if left out."),
  ]

  private static func trimming(_ arguments: [Argument], start: Bool, end: Bool) -> Overload? {
    signature(
      arguments, [.string, .string], required: 1, gives: .string,
      kernel: Slices.trim(start: start, end: end))
  }

  /// White space in DuckDB's `trim`: its own default is the blank alone.
  private static let sqlSpaces =
    "chr(9)||chr(10)||chr(11)||chr(12)||chr(13)||' '||chr(133)||chr(160)||chr(8195)||chr(12288)"

  static let trim = Function(
    name: "trim", aliases: ["去空格"], group: .text,
    summary: "The text without white space, the Chinese full-width kind too, at both ends.",
    summaryChinese: "去掉两端的空白（含全角空格）或指定字符。",
    parameters: trimmed,
    examples: [
      .init("trim('  a b　')", gives: "a b"), .init("trim('xxaxx', 'x')", gives: "a"),
    ],
    sql: "trim({0}, {1:\(sqlSpaces)})"
  ) { trimming($0, start: true, end: true) }

  static let trimStart = Function(
    name: "ltrim", aliases: ["去左空格"], group: .text,
    summary: "The text without white space at its beginning.",
    summaryChinese: "去掉开头的空白或指定字符。",
    parameters: trimmed, examples: [.init("ltrim('007', '0')", gives: "7")],
    sql: "ltrim({0}, {1:\(sqlSpaces)})"
  ) { trimming($0, start: true, end: false) }

  static let trimEnd = Function(
    name: "rtrim", aliases: ["去右空格"], group: .text,
    summary: "The text without white space at its end.",
    summaryChinese: "去掉末尾的空白或指定字符。",
    parameters: trimmed, examples: [.init("rtrim('1.500', '0')", gives: "1.5")],
    sql: "rtrim({0}, {1:\(sqlSpaces)})"
  ) { trimming($0, start: false, end: true) }

  static let left = Function(
    name: "left", aliases: ["左取"], group: .text,
    summary: "The first characters of the text; a negative count leaves out the last ones.",
    summaryChinese: "文本最前面的若干字符；负数表示去掉末尾若干字符。",
    parameters: [text, .init("count", "How many characters.")],
    examples: [
      .init("left('广东省广州市', 3)", gives: "广东省"), .init("left('abc', -1)", gives: "ab"),
    ],
    sql: "left({0}, {1})"
  ) { signature($0, [.string, .int], required: 2, gives: .string, kernel: Slices.left) }

  static let right = Function(
    name: "right", aliases: ["右取"], group: .text,
    summary: "The last characters of the text; a negative count leaves out the first ones.",
    summaryChinese: "文本最后面的若干字符；负数表示去掉开头若干字符。",
    parameters: [text, .init("count", "How many characters.")],
    examples: [
      .init("right('13800138000', 4)", gives: "8000"), .init("right('abc', -1)", gives: "bc"),
    ],
    sql: "right({0}, {1})"
  ) { signature($0, [.string, .int], required: 2, gives: .string, kernel: Slices.right) }

  static let substring = Function(
    name: "substr", aliases: ["substring", "mid", "截取"], group: .text,
    summary: "A part of the text: from a position counted from 1, or from the end when negative.",
    summaryChinese: "截取文本：位置从 1 起，负数从末尾数。",
    parameters: [
      text, .init("start", "Position of the first character; -1 is the last one."),
      .init("length", "How many characters, all that follow if left out."),
    ],
    examples: [
      .init("substr('hello', 2, 3)", gives: "ell"), .init("substr('hello', -3, 2)", gives: "ll"),
      .init("substr('张三丰', 2)", gives: "三丰"),
    ],
    sql: "substr({*})"
  ) { signature($0, [.string, .int, .int], required: 2, gives: .string, kernel: Slices.substring) }

  static let splitPart = Function(
    name: "split_part", aliases: ["拆分取段"], group: .text,
    summary: "One of the parts between separators, from 1, or from the end when negative.",
    summaryChinese: "按分隔符拆分后取第几段，从 1 起，负数从末尾数。",
    parameters: [
      text, .init("separator", "What stands between the parts."),
      .init("n", "Which part; empty text when there are fewer."),
    ],
    examples: [
      .init("split_part('ann@acme.com', '@', 2)", gives: "acme.com"),
      .init("split_part('a-b-c', '-', -1)", gives: "c"),
    ],
    sql: "split_part({0}, {1}, {2})"
  ) {
    signature($0, [.string, .string, .int], required: 3, gives: .string, kernel: Slices.part)
  }
}
