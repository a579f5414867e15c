import Syntax
import Testing

/// The context at the cursor, which is marked ‸.
private func context(_ marked: String) -> CompletionContext {
  let parts = marked.split(separator: "‸", omittingEmptySubsequences: false)
  return Parser.context(parts.joined(), cursor: parts[0].utf8.count)
}

@Suite struct CompletionTests {
  @Test(arguments: [
    ("‸", CompletionKind.statement), ("whe‸", .statement), ("take 5\n‸", .statement),
    ("take 5; wh‸", .statement), ("customers |‸", .stage), ("customers | gr‸", .stage),
    ("where x > 1\n| ‸", .stage), ("from ‸", .source), ("from vi‸", .source),
    ("where ‸", .operand), ("where ti‸", .operand), ("where a = 1 and ti‸", .operand),
    ("where tier = ‸", .value(Name("tier"))), ("where tier = '‸", .value(Name("tier"))),
    ("where tier = 'V‸", .value(Name("tier"))), ("where tier in ('a', '‸", .value(Name("tier"))),
    ("where orders.channel != o‸", .value(Name("channel", qualifier: "orders"))),
    ("where 城市 ＝ “北‸", .value(Name("城市"))), ("where orders.‸", .member(of: "orders")),
    ("where sum(orders.am‸", .member(of: "orders")), ("load '‸", .file), ("load 'da‸", .file),
    ("load orders from 'da‸", .file), ("run '‸", .file), ("customers | export 'x‸", .file),
    ("where id in file 'i‸", .file), ("rules load '‸", .file), ("where in ‸", .segment),
    ("where id in vi‸", .segment), ("drop segment ‸", .segment), ("drop segment v‸", .segment),
    ("union ‸", .source), ("where has ‸", .activity), ("where count(‸", .activity),
    ("explain customer 'C1' on ‸", .dimension), ("explain ‸", .dimension),
    ("explain where ‸", .operand), ("explain vip | ‸", .stage), ("set ‸", .setting),
    ("set lan‸", .setting),
    ("set language ‸", .settingValue("language")), ("help ‸", .topic), ("describe ‸", .topic),
    ("group a | show ‸", .display), ("drop ‸", .column), ("rename ‸", .column),
    ("export 'x.csv' columns a, ‸", .column), ("group ‸", .operand), ("group city, ‸", .operand),
    ("group city : ‸", .operand), ("sort ‸", .operand), ("derive x = ‸", .operand),
    ("top 10 by ‸", .operand), ("where x > :‸", .parameter), ("save ‸", .newName),
    ("rules ‸", .definition), ("rejects ‸", .table), ("pivot a by ‸", .operand),
    ("where x in (‸", .value(Name("x"))), ("metric m = ‸", .operand), ("expect ‸", .operand),
    ("expect tier of ‸", .customer), ("explain customer ‸", .customer),
    ("expect tier of 'C1' = ‸", .value(Name("tier"))),
    ("expect count(‸", .activity), ("rules check '‸", .file), ("rules diff ‸", .segment),
    ("rules diff '‸", .file), ("set param ‸", .setting),
  ])
  func whatIsExpected(_ marked: String, _ expected: CompletionKind) {
    #expect(context(marked).kind == expected, "\(context(marked))")
  }

  @Test(arguments: ["where x > 1 -- note ‸", "# ‸", "where x = 5‸", "where x = 'abc'‸"])
  func nothingIsOfferedWhereNothingHelps(_ marked: String) {
    let found = context(marked)
    #expect(found.expected.isEmpty || !found.partial.isEmpty)
  }

  @Test func whatIsTypedAndWhatIsReplaced() {
    let word = context("where ti‸er = 1")
    #expect(word.partial == "ti" && word.span == Span(6, 8) && word.quote == nil)
    let quoted = context("where tier = 'VI‸P'")
    #expect(quoted.partial == "VI" && quoted.span == Span(14, 16) && quoted.quote == "'")
    let wide = context("筛选 城市 = “北‸")
    #expect(wide.partial == "北" && wide.span == Span(19, 22) && wide.quote == "“")
    let name = context("where `unit pr‸")
    #expect(name.partial == "unit pr" && name.quote == "`" && name.kind == .operand)
    let member = context("where orders.am‸")
    #expect(member.partial == "am")
  }

  @Test func theStagesBeforeGiveTheScope() {
    func scope(_ marked: String) -> String? {
      context(marked).query.map { Formatter.format($0) }
    }
    #expect(
      scope("from orders | derive x = 1 | where ‸ | take 3") == "from orders | derive x = 1")
    #expect(scope("derive x = 1 | group ‸") == "derive x = 1")
    #expect(scope("let a = from orders | select b | sort ‸") == "from orders | select b")
    #expect(scope("take 1\nfrom orders | where ‸") == "from orders")
    #expect(context("where ‸").query?.source.kind == .implied)
    #expect(context("| where ‸").query?.source.kind == .last)
    #expect(context("help ‸").query == nil)
    #expect(context("where count(orders where ch‸").activity == "orders")
    #expect(context("where sum(orders.amount where ch‸").activity == "orders")
    #expect(context("where count(orders where a) > ‸").activity == nil)
    #expect(context("a | group ‸").stageVerb == .group)
  }

  @Test func keywordsThatCanFollow() {
    #expect(context("where a = 1 a‸").keywords.contains(.and))
    #expect(context("sort a ‸").keywords.contains(.desc))
    #expect(context("where a is ‸").keywords.contains(.null))
    #expect(context("top 3 ‸").keywords.contains(.by))
    #expect(context("from orders ‸").keywords.contains(.asOf))
    #expect(context("where time within ‸").keywords.contains(.previous))
    #expect(!context("where ‸").keywords.contains(.and))
    #expect(context("expect tier ‸").keywords.contains(.of))
    #expect(!context("where tier ‸").keywords.contains(.of))
    #expect(context("rules ‸").keywords == [.check, .diff, .reset])
  }
}

@Suite struct HighlighterTests {
  /// Each piece with its kind.
  private func pieces(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return Highlighter.spans(text).map { span, kind in
      String(decoding: bytes[span.start..<span.end], as: UTF8.self) + " \(kind)"
    }
  }

  @Test func everyPieceHasItsKind() {
    #expect(
      pieces("where count(orders) > 5k and tier = 'VIP' | sort x desc -- note") == [
        "where verb", "count function", "( sign", "orders name", ") sign", "> sign", "5k number",
        "and keyword", "tier name", "= sign", "'VIP' string", "| sign", "sort verb", "x name",
        "desc keyword", "-- note comment",
      ])
    #expect(
      pieces("筛选 城市 ＝ “北京” 且 :p < @2025 $") == [
        "筛选 verb", "城市 name", "＝ sign", "“北京” string", "且 keyword", ": parameter",
        "p parameter", "< sign", "@2025 date", "$ error",
      ])
  }

  @Test func verbsAreVerbsOnlyInTheirPlace() {
    #expect(
      pieces("where top = 1\ntake 5").filter { $0.hasSuffix("verb") } == [
        "where verb", "take verb",
      ])
    #expect(pieces("group city:count()").contains("count function"))
    #expect(pieces("x | y").contains("x name"))
    let rule = "dimension d\n  top '前' when x > 1\n  otherwise b\nend\ntake 1"
    #expect(pieces(rule).filter { $0.hasSuffix("verb") } == ["dimension verb", "take verb"])
  }
}
