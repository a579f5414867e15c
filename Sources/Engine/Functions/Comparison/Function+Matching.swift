extension Function {
  static let matching: [Function] = [
    contains, containsFolded, like, ilike, startsWith, endsWith, hasTag,
  ]

  /// Takes `count` texts and gives whether they match.
  private static func match(
    _ arguments: [Argument], count: ClosedRange<Int> = 2...2, kernel: @escaping Kernel
  ) -> Overload? {
    let types = arguments.types(nullAs: .string)
    guard count.contains(types.count), types.allSatisfy(\.isText) else { return nil }
    return Overload(types.map { _ in .string }, gives: .bool, kernel: kernel)
  }

  static let contains = Function(
    name: "contains", aliases: ["包含"], group: .text,
    summary: "True when the text contains the other, letter for letter.",
    summaryChinese: "文本包含另一文本则为真，逐字比较。",
    parameters: [.init("text", "Where to look."), .init("part", "What to look for.")],
    examples: [
      .init("contains('abcd', 'bc')", gives: "true"), .init("contains('abc', 'B')", gives: "false"),
    ],
    sql: "contains({0}, {1})"
  ) { match($0, kernel: Matching.contains) }

  static let containsFolded = Function(
    name: "~", aliases: ["contains_any_case", "模糊包含"], group: .text,
    summary: "True when the text contains the other; case and full-width forms make no difference.",
    summaryChinese: "文本包含另一文本则为真，不分大小写和全半角。",
    parameters: [.init("text", "Where to look."), .init("part", "What to look for.")],
    examples: [
      .init("'Acme Trading' ~ 'TRAD'", gives: "true"), .init("'ＶＩＰ客户' ~ 'vip'", gives: "true"),
    ],
    sql: "contains(lower(\(sqlNarrow("{0}"))), lower(\(sqlNarrow("{1}"))))"
  ) { match($0, kernel: Matching.containsFolded) }

  static let like = Function(
    name: "like", group: .text,
    summary:
      "True when the whole text fits the pattern: % is any text, _ one character, \\ escapes.",
    summaryChinese: "整个文本符合模式则为真：% 代表任意文本，_ 代表一个字符，\\ 用于转义。",
    parameters: [.init("text", "The text."), .init("pattern", "The pattern.")],
    examples: [
      .init("'abc' like 'a%'", gives: "true"), .init("'张三丰' like '张_'", gives: "false"),
      .init("'100%' like '%\\%'", gives: "true"),
    ],
    sql: "({0} LIKE {1} ESCAPE '\\')"
  ) { match($0, kernel: Matching.like) }

  static let ilike = Function(
    name: "ilike", group: .text,
    summary: "As `like`, without regard to case.",
    summaryChinese: "同 like，但不分大小写。",
    parameters: [.init("text", "The text."), .init("pattern", "The pattern.")],
    examples: [.init("ilike('ABC', 'a_c')", gives: "true")],
    sql: "({0} ILIKE {1} ESCAPE '\\')"
  ) { match($0, kernel: Matching.likeFolded) }

  static let startsWith = Function(
    name: "starts_with", aliases: ["开头是"], group: .text,
    summary: "True when the text begins with the other.",
    summaryChinese: "文本以另一文本开头则为真。",
    parameters: [.init("text", "The text."), .init("prefix", "How it should begin.")],
    examples: [.init("starts_with('abc', 'ab')", gives: "true")],
    sql: "starts_with({0}, {1})"
  ) { match($0, kernel: Matching.startsWith) }

  static let endsWith = Function(
    name: "ends_with", aliases: ["结尾是"], group: .text,
    summary: "True when the text ends with the other.",
    summaryChinese: "文本以另一文本结尾则为真。",
    parameters: [.init("text", "The text."), .init("suffix", "How it should end.")],
    examples: [.init("ends_with('上海市', '市')", gives: "true")],
    sql: "ends_with({0}, {1})"
  ) { match($0, kernel: Matching.endsWith) }

  static let hasTag = Function(
    name: "has_tag", aliases: ["list_contains", "含标签"], group: .text,
    summary: "True when one of the tags listed in the text is the one given.",
    summaryChinese: "文本中列出的标签里有给定的一个则为真。",
    parameters: [
      .init("text", "Tags in one text, such as 'vip|new'."), .init("tag", "The tag to look for."),
      .init("separator", "What stands between tags, '|' if left out."),
    ],
    examples: [
      .init("has_tag('vip | new', 'new')", gives: "true"),
      .init("has_tag('vip,new', 'ne', ',')", gives: "false"),
    ],
    sql: "list_contains(list_transform(string_split({0}, {2:'|'}), lambda x: trim(x)), {1})"
  ) { match($0, count: 2...3, kernel: Matching.hasTag) }
}
