extension Function {
  static let building: [Function] = [
    append, concat, concatSeparated, replace, `repeat`, padStart, padEnd,
  ]

  /// Arguments of any type, written as text.
  private static func anyTexts(_ arguments: [Argument]) -> [ColumnType] {
    arguments.map { _ in .string }
  }

  static let append = Function(
    name: "||", aliases: ["append"], group: .text,
    summary: "Joins two values as text; null when either is null (unlike `concat`).",
    summaryChinese: "连接两个值为文本；任一为空则结果为空（与 concat 不同）。",
    parameters: [.init("a", "What comes first."), .init("b", "What follows.")],
    examples: [
      .init("'a' || 'b'", gives: "ab"), .init("'no ' || 7", gives: "no 7"),
      .init("5 || 4 || 1", gives: "541"),
    ],
    sql: "(CAST({0} AS VARCHAR) || {1})"
  ) { arguments in
    guard arguments.count == 2 else { return nil }
    return Overload(anyTexts(arguments), gives: .string, kernel: Building.concat)
  }

  static let concat = Function(
    name: "concat", aliases: ["连接"], group: .text,
    summary: "Joins values as text; nulls are left out.",
    summaryChinese: "依次连接各值为文本，忽略空值。",
    parameters: [.init("values…", "One or more values of any type.")],
    examples: [.init("concat('a', null, 'b', 1)", gives: "ab1")],
    sql: "concat({*})"
  ) { arguments in
    if arguments.isEmpty { return nil }
    return Overload(anyTexts(arguments), gives: .string, nulls: .own, kernel: Building.concat)
  }

  static let concatSeparated = Function(
    name: "concat_ws", aliases: ["分隔连接"], group: .text,
    summary: "Joins values as text with a separator between them; nulls are left out.",
    summaryChinese: "用分隔符连接各值为文本，忽略空值。",
    parameters: [
      .init("separator", "What to put between."), .init("values…", "One or more values."),
    ],
    examples: [.init("concat_ws('-', 'a', null, 'b')", gives: "a-b")],
    sql: "concat_ws({*})"
  ) { arguments in
    guard arguments.count >= 2, let first = arguments.first, first.type.isText || first.type.isNull
    else { return nil }
    return Overload(
      anyTexts(arguments), gives: .string, nulls: .own, kernel: Building.concatSeparated)
  }

  static let replace = Function(
    name: "replace", aliases: ["替换"], group: .text,
    summary: "The text with every occurrence of one text replaced by another.",
    summaryChinese: "把文本中出现的某段全部替换为另一段。",
    parameters: [
      text, .init("old", "What to replace; nothing happens when it is empty."),
      .init("new", "What to put there."),
    ],
    examples: [
      .init("replace('1,234,567', ',', '')", gives: "1234567"),
      .init("replace('abc', '', 'x')", gives: "abc"),
    ],
    sql: "replace({0}, {1}, {2})"
  ) {
    signature(
      $0, [.string, .string, .string], required: 3, gives: .string, kernel: Building.replace)
  }

  static let `repeat` = Function(
    name: "repeat", aliases: ["重复"], group: .text,
    summary: "The text over and over.",
    summaryChinese: "把文本重复若干次。",
    parameters: [text, .init("times", "How often; empty text for 0 and less.")],
    examples: [.init("repeat('ab', 3)", gives: "ababab")],
    sql: "repeat({0}, {1})"
  ) { signature($0, [.string, .int], required: 2, gives: .string, kernel: Building.repeat) }

  private static let padded: [Parameter] = [
    text, .init("size", "Characters of the result; a longer text is cut."),
    .init("fill", "What to fill with, blanks if left out."),
  ]

  static let padStart = Function(
    name: "lpad", aliases: ["左补齐"], group: .text,
    summary: "The text filled up at its beginning to a number of characters.",
    summaryChinese: "在文本左侧填充到指定长度。",
    parameters: padded, examples: [.init("lpad('7', 3, '0')", gives: "007")],
    sql: "lpad({0}, CAST({1} AS INTEGER), {2:' '})"
  ) {
    // Whole numbers too: ids that a spreadsheet has read as such.
    let arguments = $0.first?.type == .int ? [Argument(.string)] + $0.dropFirst() : $0
    return signature(
      arguments, [.string, .int, .string], required: 2, gives: .string,
      kernel: Building.pad(left: true))
  }

  static let padEnd = Function(
    name: "rpad", aliases: ["右补齐"], group: .text,
    summary: "The text filled up at its end to a number of characters.",
    summaryChinese: "在文本右侧填充到指定长度。",
    parameters: padded, examples: [.init("rpad('ab', 5, '-+')", gives: "ab-+-")],
    sql: "rpad({0}, CAST({1} AS INTEGER), {2:' '})"
  ) {
    signature(
      $0, [.string, .int, .string], required: 2, gives: .string, kernel: Building.pad(left: false))
  }
}
