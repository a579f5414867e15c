extension Function {
  static let texts: [Function] = letters + parts + building

  static let text = Parameter("text", "The text.")

  /// Checks the kinds of arguments: the first `required` of `types` must be there.
  static func signature(
    _ arguments: [Argument], _ types: [ColumnType], required: Int, gives result: ColumnType,
    kernel: @escaping Kernel
  ) -> Overload? {
    guard (required...types.count).contains(arguments.count) else { return nil }
    let wanted = Array(types.prefix(arguments.count))
    for (argument, type) in zip(arguments, wanted) {
      guard
        argument.type.isNull || argument.type == type || (type == .string && argument.type.isText)
      else { return nil }
    }
    return Overload(wanted, gives: result, kernel: kernel)
  }

  private static let letters: [Function] = [
    lower, upper, capitalize, foldWidth, length, position, reverse,
  ]

  static let lower = Function(
    name: "lower", aliases: ["小写"], group: .text,
    summary: "The text in lower case.",
    summaryChinese: "转为小写。",
    parameters: [text], examples: [.init("lower('ABC É')", gives: "abc é")],
    sql: "lower({0})"
  ) { signature($0, [.string], required: 1, gives: .string, kernel: FoldedText.lower) }

  static let upper = Function(
    name: "upper", aliases: ["大写"], group: .text,
    summary: "The text in upper case.",
    summaryChinese: "转为大写。",
    parameters: [text], examples: [.init("upper('abc é')", gives: "ABC É")],
    sql: "upper({0})"
  ) { signature($0, [.string], required: 1, gives: .string, kernel: FoldedText.upper) }

  static let capitalize = Function(
    name: "initcap", aliases: ["首字母大写"], group: .text,
    summary: "The text with each word's first letter in upper case and the others in lower case.",
    summaryChinese: "每个单词首字母大写，其余小写。",
    parameters: [text], examples: [.init("initcap('ACME trading co.')", gives: "Acme Trading Co.")],
    sql: "array_to_string(list_transform(string_split({0}, ' '), lambda w: "
      + "upper(left(w, 1)) || lower(substr(w, 2))), ' ')"
  ) { signature($0, [.string], required: 1, gives: .string, kernel: Building.capitalize) }

  static let foldWidth = Function(
    name: "fold_width", aliases: ["半角"], group: .text,
    summary: "The text with full-width letters, digits, signs and spaces as their ASCII forms.",
    summaryChinese: "全角字母、数字、符号和空格转为半角。",
    parameters: [text], examples: [.init("fold_width('ＶＩＰ（１）')", gives: "VIP(1)")],
    sql: sqlNarrow("{0}")
  ) { signature($0, [.string], required: 1, gives: .string, kernel: FoldedText.narrow) }

  /// DuckDB's words for text with full-width forms made ASCII.
  static func sqlNarrow(_ text: String) -> String {
    "translate(\(text), "
      + "'　！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"
      + "［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～', "
      + "' !\"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ"
      + "[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~')"
  }

  static let length = Function(
    name: "length", aliases: ["len", "长度"], group: .text,
    summary: "How many characters (Unicode scalars) the text has.",
    summaryChinese: "文本的字符数（按 Unicode 标量计）。",
    parameters: [text], examples: [.init("length('张三')", gives: "2")],
    sql: "length({0})"
  ) {
    signature($0, [.string], required: 1, gives: .int) { arguments, count, memory in
      let texts = memory.texts(of: arguments[0], count: count)
      return Vector(.ints(memory.mapLanes(texts, count) { Int64($0.scalarCount) }))
    }
  }

  static let position = Function(
    name: "strpos", aliases: ["position", "instr", "位置"], group: .text,
    summary: "Where the part begins in the text, from 1; 0 when it is not there.",
    summaryChinese: "子串在文本中的起始位置，从 1 起；没有则为 0。",
    parameters: [text, .init("part", "What to look for.")],
    examples: [.init("strpos('hello', 'l')", gives: "3"), .init("strpos('a', 'x')", gives: "0")],
    sql: "strpos({0}, {1})"
  ) {
    signature($0, [.string, .string], required: 2, gives: .int) { arguments, count, memory in
      let texts = memory.texts(of: arguments[0], count: count)
      let parts = memory.texts(of: arguments[1], count: count)
      return Vector(
        .ints(
          memory.zipLanes(texts, parts, count) { text, part in
            text.offset(of: part).map { Int64(text.slice(0, $0).scalarCount + 1) } ?? 0
          }))
    }
  }

  static let reverse = Function(
    name: "reverse", aliases: ["反转"], group: .text,
    summary: "The text from its end to its beginning.",
    summaryChinese: "文本反转。",
    parameters: [text], examples: [.init("reverse('张三')", gives: "三张")],
    sql: "reverse({0})"
  ) { signature($0, [.string], required: 1, gives: .string, kernel: Building.reverse) }
}
