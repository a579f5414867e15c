import Glibc
import Segments
import Syntax
import Testing

@testable import Shell

/// Completion on three orders of three customers; `‸` marks the cursor.
@Suite struct CompletionTests {
  let folder: String
  let session: Session

  init() throws {
    var template = Array("/tmp/strata-completion-XXXXXX".utf8CString)
    folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    let rows = """
      customer,order_id,time,amount,channel
      A,1,2025-03-01,500.00,online
      B,2,2025-03-02,20.00,online
      C,3,2025-03-03,4.50,o'shop
      C,4,2025-03-04,4.50,wechat\u{7}

      """
    let file = try #require(fopen(folder + "/orders.csv", "w"))
    fputs(rows, file)
    fclose(file)
    try #require(mkdir(folder + "/deep", 0o700) == 0)
    let output = Session.Output(
      line: { _ in }, complaint: { _ in }, note: { _ in },
      surface: { Surface(isTerminal: false, width: 80, environment: { _ in nil }) })
    let workspace = try Workspace.locate(from: folder)
    session = Session(
      output: output, workspace: workspace, definitions: try StandardRules.definitions())
    #expect(session.run("load '\(folder)/orders.csv'") == .done)
  }

  private func complete(_ marked: String) -> [Completion] {
    let parts = marked.split(separator: "‸", omittingEmptySubsequences: false)
    let cursor = parts[0].utf8.count
    return Completer.complete(parts.joined(), cursor: cursor, in: session).candidates
  }

  private func texts(_ marked: String) -> [String] { complete(marked).map(\.text) }

  @Test func verbsAndStages() {
    #expect(texts("wher‸") == ["where"])
    #expect(texts("customers | gro‸") == ["group"])
    #expect(texts("customers | loa‸").isEmpty)
    #expect(texts("‸").contains("load") && texts("‸").contains("orders"))
    #expect(texts("from ‸").contains("customers") && texts("from ‸").contains("orders"))
  }

  @Test func idsOfCustomers() {
    #expect(texts("explain customer ‸") == ["A", "B", "C"])
    #expect(texts("explain customer B‸") == ["B"])
    #expect(texts("explain customer 'C‸") == ["C"])
    #expect(texts("解释 客户 A‸") == ["A"])
    #expect(texts("explain customer X‸").isEmpty)
  }

  @Test func whatIsDescribedAndAdvised() {
    #expect(
      texts("describe ‸").contains("lifecycle_stage") && texts("describe ‸").contains("orders"))
    #expect(texts("advise ‸").contains("win_back"))
    #expect(texts("export '\(folder)/ord‸") == ["\(folder)/orders.csv"])
  }

  @Test func dimensionsAndMetrics() {
    #expect(texts("where val‸").contains("value_tier"))
    #expect(texts("where val‸").contains("value_12m"))
    #expect(texts("group lifec‸") == ["lifecycle_stage"])
    #expect(texts("分组 生‸") == ["生命周期"])
    // The data hold no leads.
    #expect(!texts("where lead‸").contains("lead_fit"))
  }

  @Test func columnsAreThoseOfTheStageBefore() {
    #expect(texts("from orders | derive twice = amount * 2 | where tw‸") == ["twice"])
    #expect(texts("from orders | group channel : count() as n | sort ‸").contains("n"))
    #expect(!texts("from orders | group channel : count() as n | sort ‸").contains("amount"))
    #expect(texts("from orders | select amount | drop ‸") == ["amount"])
  }

  @Test func activitiesInsideACount() {
    #expect(texts("where count(ord‸").contains("orders"))
    let inside = texts("where count(orders where ‸")
    #expect(inside.contains("amount") && inside.contains("channel"))
    #expect(texts("where count(orders where chan‸").first == "channel")
    #expect(texts("where max(orders.ti‸").first == "time")
  }

  @Test func classesWithTheirCounts() {
    let bare = complete("where value_tier = ‸")
    #expect(Set(bare.map(\.text)) == ["high", "medium", "low", "negative", "none"])
    // percent_rank of three buyers, 500, 20 and 9: 1, 0.5, 0; the cuts are 80 and 50.
    let counts = Dictionary(uniqueKeysWithValues: bare.map { ($0.text, $0.note) })
    #expect(counts["high"] == "1" && counts["medium"] == "1" && counts["low"] == "1")
    #expect(counts["negative"] == "0")
    #expect(complete("where value_tier = 'h‸").map(\.suffix) == ["' "])
    #expect(texts("where value_tier = '高‸") == ["高价值客户"])
    #expect(texts("where value_tier in (low, hi‸") == ["high"])
  }

  @Test func classesAfterADot() {
    #expect(texts("strategy value_t‸") == ["value_tier"])
    #expect(texts("strategy value_tier.hi‸") == ["high"])
    #expect(texts("strategy value_tier.low, lifecycle_stage.ch‸") == ["churned"])
    #expect(texts("策略 客户价值.低‸") == ["低价值客户"])
    // The data hold no predictions, and still the classes have names.
    #expect(texts("trait potential_value.hi‸") == ["high"])
    #expect(texts("describe value_tier.me‸") == ["medium"])
    #expect(texts("describe orders.chan‸") == ["channel"])
    #expect(texts("set churn_scheme = ‸") == ["'each", "'shared"])
    #expect(texts("set churn_scheme = 'sh‸") == ["shared"])
  }

  @Test func valuesOfAColumn() {
    let values = complete("from orders | where channel = '‸")
    // A value with a control character is not offered: it could not be edited.
    #expect(values.map(\.text) == ["online", "o''shop"])
    #expect(values.map(\.note) == ["2", "1"])
    #expect(texts("from orders | where channel = onl‸") == ["'online"])
    #expect(texts("where count(orders where channel = 'on‸") == ["online"])
  }

  @Test func files() {
    #expect(texts("load '\(folder)/‸") == ["\(folder)/deep/", "\(folder)/orders.csv"])
    #expect(texts("load '\(folder)/or‸") == ["\(folder)/orders.csv"])
    #expect(texts("run '\(folder)/‸") == ["\(folder)/deep/"])
  }

  @Test func functionsAndParameters() {
    #expect(complete("where days_si‸").map(\.text) == ["days_since("])
    #expect(complete("where days_si‸").map(\.suffix) == [""])
    #expect(texts("where amount > :churn_d‸") == ["churn_days"])
    #expect(texts("from orders | group channel : ‸").contains("sum("))
  }

  @Test func whatCanBeDefined() {
    let all = ["dimension", "goal", "metric", "param", "strategy", "trait"]
    #expect(texts("define ‸").sorted() == all)
    #expect(texts("define met‸") == ["metric"])
    #expect(texts("定义 维‸") == ["维度"])
  }

  @Test func commands() {
    #expect(texts("set lang‸") == ["language"])
    #expect(texts("set language ‸") == ["en", "zh"])
    #expect(texts("set churn_d‸") == ["churn_days"])
    #expect(texts("format js‸") == ["json", "jsonl"])
    #expect(texts("help days_si‸") == ["days_since"])
    #expect(texts("describe value_t‸") == ["value_tier"])
    #expect(texts("explain customer 'A' on value_t‸") == ["value_tier"])
    #expect(texts("explain customer 'A' not value_t‸") == ["value_tier"])
    #expect(texts("explain customer 'A' not value_tier.me‸") == ["medium"])
    #expect(texts("explain customer 'A' not ‸").contains("lifecycle_stage"))
    #expect(
      texts("explain customer 'A' not lifecycle_stage.‸")
        == ["prospect", "churned", "new", "growing", "stable"])
    #expect(texts("load 'x.csv' using enc‸") == ["encoding"])
  }

  @Test func chineseNamesHaveTheValuesOfTheirColumns() {
    let counted = complete("从 订单 | 筛选 渠道 = '‸").map { [$0.text, $0.note] }
    #expect(counted == [["online", "2"], ["o''shop", "1"]])
    #expect(texts("从 订单 | 筛选 渠‸") == ["渠道"])
    #expect(texts("从 订‸") == ["订单"])
    #expect(texts("筛选 消费总‸") == ["消费总额"])
  }

  @Test func labelsOfClassesAreConditions() {
    #expect(texts("where 高价‸") == ["高价值", "高价值客户"])
    #expect(texts("筛选 流失‸").contains("流失客户"))
  }

  @Test func nothingInsideAComment() {
    #expect(complete("where x -- val‸").isEmpty)
  }
}
