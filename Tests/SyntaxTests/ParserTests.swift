import Syntax
import Testing

private func shapes(_ text: String) -> String { treeText(Parser.parse(text).statements) }

@Suite struct ParserTests {
  @Test(arguments: [
    ("a or b and c", "a or (b and c)"), ("not a and b", "(not a) and b"),
    ("not a = b", "not (a = b)"), ("a = b + c || d", "a = ((b + c) || d)"),
    ("a + b * c - d", "(a + (b * c)) - d"), ("-a * b", "(-a) * b"), ("a - b - c", "(a - b) - c"),
    ("a // b % c", "(a // b) % c"),
    ("a between b + 1 and c and d", "(a between (b + 1) and c) and d"),
    ("a in (b) or c", "(a in (b)) or c"), ("a is null and b", "(a is null) and b"),
    ("x within 90d before ago(1y) + 1d and b", "(x within 90d before (ago(1y) + 1d)) and b"),
    ("no orders within 90d and b", "(no orders within 90d) and b"),
    ("has orders where a and b", "has orders where (a and b)"),
    ("not in v and b", "(not in v) and b"), ("a or b or c", "(a or b) or c"),
    ("a like b || c", "a like (b || c)"),
    ("a is distinct from b + 1", "a is distinct from (b + 1)"),
    ("id in v@2 or a", "(in v@2) or a"), ("a ~ 'x' and b", "(a ~ 'x') and b"),
  ])
  func precedence(_ text: String, _ bracketed: String) {
    #expect(Parser.parse("where \(text)").diagnostics.isEmpty)
    #expect(shapes("where \(text)") == shapes("where \(bracketed)"))
  }

  @Test(arguments: [
    (
      "筛选 年龄 介于 20 且 30 或 非 城市 属于 （‘北京’，‘上海’）",
      "where 年龄 between 20 and 30 or not 城市 in ('北京', '上海')"
    ),
    ("从 客户｜分组 城市：计数（）｜前 5 按 消费", "from 客户 | group 城市 : 计数() | top 5 by 消费"),
    ("filter x == 1 |> limit 5", "where x = 1 | take 5"), ("order by x desc", "sort x desc"),
    ("project a, b", "select a, b"), ("extend a = 1", "derive a = 1"),
    ("add a = 1", "derive a = 1"), ("where a <> 1", "where a != 1"),
    ("customers | count", "customers | group : count()"),
    ("summarize count() by city", "group city : count()"),
    ("show segments", "segments"), ("exit", "quit"),
    ("从 订单 截至 @2024年1月1日", "from 订单 as of @2024-01-01"),
    ("ＷＨＥＲＥ　ｘ＞１", "where x > 1"),
  ])
  func synonyms(_ text: String, _ plain: String) {
    let stripped = { (text: String) in shapes(text) }
    #expect(Parser.parse(text).diagnostics.isEmpty)
    #expect(stripped(text) == stripped(plain))
  }

  @Test(arguments: [
    ("where x > 1\n| take 5", 1), ("where x >\n1", 1), ("where x > 1 and\ny", 1),
    ("where x in (1,\n2\n)", 1), ("where x > 1\ntake 5", 2), ("where x > 1; take 5", 2),
    ("sort a,\nb", 1), ("select *\ntake 5", 2), ("where x = 'a\nb'\ntake 5", 2),
    ("where case\nwhen a then b\nend = 1\ntake 5", 2), ("demo\n| take 5", 2),
    ("dimension d\n a 'x' when y > 1\n  or z\n otherwise b\nend\ntake 5", 2),
    ("where x > 1 -- note |\ntake 5", 2), ("# only a comment", 0), (";;", 0), ("", 0),
    ("help |\ntake 5", 2), ("\\d\ntake 5", 2), ("where x > 1\r\n| take 5\r\ndemo", 2),
  ])
  func statementsEndWithTheirLine(_ text: String, _ count: Int) {
    let parsed = Parser.parse(text)
    #expect(parsed.diagnostics.isEmpty)
    #expect(parsed.statements.count == count)
  }

  @Test(arguments: [
    ("where x > 1 |", true), ("where x >", true), ("where x > 1 and", true), ("where (x", true),
    ("where x = 'a", true), ("select a,", true), ("where case when a then b", true),
    ("dimension d", true), ("dimension d\n a when x > 1", true), ("group city :", true),
    ("where x in (1, 2", true), ("count(orders", false), ("derive a =", true), ("x |", true),
    ("where not", true), ("let a =", true), ("where count(orders where", true),
    ("where", false), ("take 5", false), ("wher x |", false), ("where x = $ |", false),
    ("", false), ("select *", false), ("where x > 1 -- |", false), ("sort", false),
  ])
  func thePromptKnowsWhenMoreIsNeeded(_ text: String, _ incomplete: Bool) {
    #expect(Parser.parse(text).isIncomplete == incomplete)
  }

  @Test(arguments: [
    ("wher x > 1", "E123 [wher] no verb 'wher'"),
    ("where x > 1 | gruop y", "E123 [gruop] no verb 'gruop'"),
    ("where x > 1 | load 'x'", "E123 [load] 'load' is no stage"),
    ("where x > 1 y", "E122 [y] unexpected 'y'"),
    ("where a = b = c", "E131 [=] comparisons cannot be chained"),
    ("where (a > 1", "E120 [(] the bracket that begins here is not closed"),
    ("where a > 1)", "E122 [)] unexpected ')'"),
    ("where", "E120 [] the statement ends too early"),
    ("where order in", "E120 [] the statement ends too early"),
    ("waterfall a when b", "E124 [waterfall] 'waterfall' is not available yet"),
    ("where a | split x 10%", "E124 [split] 'split' is not available yet"),
    ("group a | show heat", "E124 [heat] 'show heat' is not available yet"),
    ("group a | show pie", "E126 [pie] 'pie' is no way to show a result"),
    ("derive a + 1", "E125 [a + 1] a derived column has no name"),
    ("load data/orders.csv", "E127 [data] the name of a file stands between quotes"),
    ("top 10 spend", "E121 [spend] unexpected 'spend'"),
    ("where case = 1", "E121 [=] unexpected '='"),
    (
      "where case case a when 1 then 2 end when 1 then 2 end",
      "E132 [case] a case cannot be the subject of another one"
    ),
    ("select a, | take 5", "E121 [|] unexpected '|'"),
    ("筛选 城市 ＝ ｜ 取 5", "E121 [｜] unexpected '｜'"),
    ("pivot a : count()", "E121 [:] unexpected ':'"),
    ("dimension d\n a 'x' y > 1\nend", "E121 [y] unexpected 'y'"),
    ("rules export x", "E127 [x] the name of a file stands between quotes"),
  ])
  func faultsNameTheExactPlace(_ text: String, _ expected: String) {
    #expect(faults(text) == [expected])
  }

  @Test func oneFaultDoesNotHideOthers() {
    let text = "where a = | take 5\nwher b\nwhere c > 1 | sortt x | take 3\ntake 2"
    let parsed = Parser.parse(text, name: "f.strata")
    #expect(parsed.diagnostics.map(\.code) == ["E121", "E123", "E123"])
    #expect(parsed.diagnostics.allSatisfy { $0.source?.name == "f.strata" })
    #expect(parsed.statements.count == 3)
  }

  @Test func misspeltVerbsAreSuggested() {
    func hint(_ text: String) -> String? { Parser.parse(text).diagnostics.first?.hint?.english }
    #expect(hint("wher x > 1") == "did you mean 'where'?")
    #expect(hint("x | gruop y") == "did you mean 'group'?")
    #expect(hint("dimenson x") == "did you mean 'dimension'?")
    #expect(hint("spend > 5") == "write 'where spend …' to filter")
    #expect(hint("load data/orders.csv") == "write 'data/orders.csv'")
    #expect(hint("select a, count(orders) where x") == "write '| where' to begin a stage")
  }

  @Test func foreignShellsAreRecognised() {
    for text in [
      "\\d", "\\timing on", ".tables", ".quit", "%history", "select a, b from t where c",
    ] {
      #expect(Parser.parse(text).statements.map(\.shape) == [.foreign(text)])
    }
    guard case .query? = Parser.parse("select a, b").statements.first?.shape else {
      Issue.record("a selection without FROM is a stage")
      return
    }
    #expect(Parser.parse("select a is distinct from b").diagnostics.isEmpty)
    #expect(Parser.parse("select a, b\nfrom orders | take 3").statements.count == 2)
  }

  @Test func activitiesAndColumnsInCount() {
    func call(_ text: String) -> Call? {
      guard case .query(let query)? = Parser.parse("derive n = \(text)").statements.first?.shape,
        case .derive(let columns)? = query.stages.first?.shape,
        case .call(let call)? = columns.first?.value.shape
      else { return nil }
      return call
    }
    #expect(call("count(orders)")?.activity?.name == "orders")
    #expect(call("count(orders where a = 1)")?.activity?.filter != nil)
    #expect(call("count(orders within 90d)")?.activity?.window != nil)
    #expect(call("count(orders.amount)")?.activity == nil)
    #expect(call("count(distinct orders.category)")?.distinct == true)
    #expect(call("sum(orders.amount where a = 1)")?.filter != nil)
    #expect(call("first(orders.category by time)")?.by != nil)
    let sequence = call("sequence(events: kind = 'a' then kind = 'b' within 7d)")
    #expect(sequence?.activity?.name == "events")
    #expect(sequence?.arguments.count == 2)
    #expect(sequence?.activity?.window == .last(Duration(days: 7), before: nil))
  }

  @Test func spansAreThoseTyped() {
    let text = "筛选　城市 ＝ ‘北京’ 且 消费 ＞ 5万"
    guard case .query(let query)? = Parser.parse(text).statements.first?.shape,
      case .filter(let condition)? = query.stages.first?.shape,
      case .binary(.and, let left, let right) = condition.shape
    else {
      Issue.record("not read")
      return
    }
    func typed(_ span: Span) -> String {
      String(decoding: Array(text.utf8)[span.start..<span.end], as: UTF8.self)
    }
    #expect(typed(left.span) == "城市 ＝ ‘北京’")
    #expect(typed(right.span) == "消费 ＞ 5万")
    #expect(typed(query.span) == text)
    #expect(query.stages.first.map { typed($0.verbSpan) } == "筛选")
  }
}
