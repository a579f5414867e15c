import Syntax
import Testing

@Suite struct FormatterTests {
  @Test(arguments: Corpus.statements)
  func whatIsParsedFromCanonicalTextIsTheSameTree(_ text: String) {
    let first = Parser.parse(text)
    #expect(first.diagnostics.isEmpty, "\(first.diagnostics.map(\.message.english))")
    for language in Language.allCases {
      let printed = Formatter.format(first.statements, language: language)
      let second = Parser.parse(printed)
      #expect(second.diagnostics.isEmpty, "\(printed)")
      #expect(treeText(second.statements) == treeText(first.statements), "\(printed)")
      #expect(Formatter.format(second.statements, language: language) == printed)
    }
  }

  @Test func aWholeScriptIsTheSameTree() {
    let script = Corpus.statements.joined(separator: ";\n")
    let first = Parser.parse(script)
    #expect(first.diagnostics.isEmpty)
    let printed = Formatter.format(first.statements)
    #expect(treeText(Parser.parse(printed).statements) == treeText(first.statements))
  }

  @Test(arguments: [
    ("where a==1 and (b<>2)", "where a = 1 and b != 2"),
    ("where ((a or b)) and c", "where (a or b) and c"),
    ("where not (a = 1)", "where not a = 1"),
    ("where a - (b - c) > (a - b) - c", "where a - (b - c) > a - b - c"),
    ("limit 5", "take 5"),
    ("summarize sum(x) by city", "group city : sum(x)"),
    ("customers | count", "from customers | group : count()"),
    ("where x in (1,2)", "where x in (1, 2)"),
    ("where x = \"it's\"", "where x = 'it''s'"),
    ("where `order` = `unit price`", "where `order` = `unit price`"),
    ("where x = 1.2m", "where x = 1200000"),
    ("where x > 12.50%", "where x > 12.50%"),
    ("where x = 5万 且 非 y 属于 （1，2）", "where x = 50000 and not y in (1, 2)"),
    ("where x > ago(18mo)", "where x > ago(18mo)"),
    ("where x > ago(24mo)", "where x > ago(2y)"),
    ("where id in vip", "where in vip"),
    ("exit", "quit"),
  ])
  func canonicalText(_ text: String, _ expected: String) {
    #expect(Formatter.format(Parser.parse(text).statements) == expected)
  }

  @Test func chineseText() {
    let text = "where city = 'x' and not a is null | group tier : count() | top 5 by n"
    let printed = Formatter.format(Parser.parse(text).statements, language: .chinese)
    #expect(printed == "筛选 city = 'x' 且 非 a 为空 | 分组 tier : count() | 前 5 按 n")
  }

  @Test func aLongQueryHasOneLineForEachStage() {
    let text =
      "from customers | where lifecycle_stage = churned and value_tier >= medium | sort n_orders desc"
    #expect(
      Formatter.format(Parser.parse(text).statements) == """
        from customers
        | where lifecycle_stage = churned and value_tier >= medium
        | sort n_orders desc
        """)
  }

  @Test func statementsThatWouldRunTogetherAreParted() {
    let script = "select a;\nfrom b;\n-- why\n| take 5;\n| take 3"
    let printed = Formatter.format(Parser.parse(script).statements)
    #expect(printed == "select a;\nfrom b;\n-- why\n| take 5;\n| take 3")
  }

  @Test func commentsAboveAStatementStay() {
    let text = "-- kept first\n# kept second\nwhere x > 1 | save vip\n\n-- not above\n\ntake 3"
    let statements = Parser.parse(text).statements
    #expect(statements.map(\.comment) == ["kept first\nkept second", nil])
    #expect(
      Formatter.format(statements)
        == "-- kept first\n-- kept second\nwhere x > 1 | save vip\ntake 3")
  }
}
