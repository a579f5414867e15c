import Engine
import Segments
import Syntax
import Testing

@Suite("Why a customer is in a class")
struct ClassificationExplainTests {
  private func stage(
    of id: Expression, rules: String = "", on dimension: String = "lifecycle_stage"
  ) throws -> DimensionExplanation {
    let classification = Classification(try Classified.small(rules: rules))
    let explanation = try classification.explain(
      id, on: [ColumnReference(dimension, at: Span(0, 0))])
    return try #require(explanation.dimensions.first)
  }

  @Test func `The rule that held and those before it stand with values and distances`() throws {
    let stage = try stage(of: .number(17850))
    #expect(stage.classes.map(\.key) == ["churned"])
    #expect(stage.classes.first?.chinese == "流失客户")
    #expect(stage.trials.map(\.title.key) == ["prospect", "churned"])
    #expect(stage.trials.map(\.held) == [false, true])
    let prospect = try #require(stage.trials[0].condition?.comparison)
    #expect(prospect.actual == .int(2) && prospect.sign == .equal && prospect.wanted == .int(0))
    #expect(prospect.distance == .int(2))
    let rule = try #require(stage.trials[1].condition)
    #expect(rule.connective == .any && rule.parts.map(\.held) == [true, false])
    let churned = rule.parts[0]
    #expect(churned.connective == .all && churned.parts.count == 2)
    #expect(churned.parts[0].text == "last_order_days > :churn_days")
    // From 10 February to 2 December 2024: 296 days.
    #expect(churned.parts[0].comparison?.actual == .int(296))
    #expect(churned.parts[0].comparison?.wanted == .int(180))
    #expect(churned.parts[0].comparison?.distance == .int(116))
    // Three gaps of 31 days.
    #expect(churned.parts[1].comparison?.wanted == .float(93))
    #expect(churned.parts[1].comparison?.distance == .float(203))
    let gap = try #require(churned.parts[1].facts.first { $0.name == "gap_med" })
    #expect(gap.kind == .metric && gap.value == .float(31))
    #expect(gap.meaning == "median days between valid orders; null below two")
    let parameter = try #require(churned.parts[0].facts.first { $0.kind == .parameter })
    #expect(parameter.name == "churn_days" && parameter.value == .int(180))
  }

  @Test func `A rule that did not hold says by how much it was missed`() throws {
    let stage = try stage(of: .text("12583"))
    #expect(stage.classes.map(\.key) == ["new"])
    let churned = try #require(
      stage.trials.first { $0.title.key == "churned" }?.condition?.parts.first)
    #expect(!churned.held)
    #expect(churned.parts.map(\.held) == [false, true])
    #expect(churned.parts[0].comparison?.distance == .int(179))
  }

  @Test func `Otherwise fires without a condition, and a parameter that was set counts`() throws {
    var catalog = try Classified.small()
    catalog.parameters["churn_days"] = .int(400)
    catalog.parameters["grow"] = .int(5)
    let explanation = try Classification(catalog).explain(
      .number(17850), on: [ColumnReference("生命周期", at: Span(0, 0))])
    let stage = try #require(explanation.dimensions.first)
    let last = try #require(stage.trials.last)
    #expect(stage.trials[1].condition?.parts[0].parts[0].comparison?.distance == .int(104))
    #expect(last.held)
    #expect(explanation.asOf == Int32(CivilCalendar.days(year: 2024, month: 12, day: 2)))
  }

  @Test func `A rank says among how many customers`() throws {
    let recency = try stage(of: .number(17850), on: "rfm_recency")
    let fact = try #require(recency.trials.first?.condition?.facts.first)
    #expect(fact.name == "r_score" && fact.rankedAmong == 2)
  }

  @Test func `A dimension that lacks data says what it needs and does not stop the others`() throws
  {
    let explanation = try Classification(Classified.small()).explain(.number(17850))
    let channel = try #require(explanation.dimensions.first { $0.title.key == "purchase_channel" })
    #expect(channel.availability == .missing(.column("channel", table: "orders")))
    #expect(channel.classes.isEmpty && channel.trials.isEmpty)
    let status = try #require(explanation.dimensions.first { $0.title.key == "customer_status" })
    #expect(status.classes.map(\.key) == ["current"])
  }

  @Test func `The part of optional that the data lack is named`() throws {
    let status = try stage(of: .number(17850), on: "customer_status")
    let churned = try #require(status.trials.first?.condition)
    let either = try #require(churned.parts.last)
    #expect(either.connective == .any)
    #expect(either.parts.last?.need == .column("contract_end", table: "customers"))
    #expect(either.parts.last?.value == .bool(false))
  }

  @Test func `Rules may count orders, compare classes and use between and not`() throws {
    let rules = """
      dimension engaged '活跃'
        fan when count(orders where amount >= 60) between 1 and 1 and lifecycle_stage = churned
        calm when not (sum(orders.amount) > 100)
        otherwise none
      end
      """
    let engaged = try stage(of: .number(17850), rules: rules, on: "活跃")
    #expect(engaged.classes.map(\.key) == ["fan"])
    let condition = try #require(engaged.trials.first?.condition)
    #expect(condition.parts[0].connective == .all)
    #expect(condition.parts[0].parts.map(\.comparison?.actual) == [.int(1), .int(1)])
    #expect(condition.parts[1].comparison?.actual == .string("churned"))
    #expect(condition.parts[1].comparison?.wanted == .string("churned"))
    let other = try stage(of: .number(12583), rules: rules, on: "engaged")
    #expect(other.classes.map(\.key) == ["none"])
    let not = try #require(other.trials[1].condition)
    #expect(not.connective == .not)
    #expect(not.parts[0].comparison?.actual == .decimal(300_00, scale: 2))
    #expect(not.parts[0].comparison?.distance == .decimal(200_00, scale: 2))
  }

  @Test(arguments: [
    ("17805", "did you mean '17850'?"), ("1785", "did you mean '17850'?"),
    ("99", "ids look like '12583'"),
  ])
  func `An unknown id is an error with the nearest one`(_ id: String, _ hint: String) throws {
    let catalog = try Classified.small()
    let fault = #expect(throws: Diagnostic.self) {
      _ = try Classification(catalog).explain(.text(id))
    }
    #expect(fault?.code == "E216")
    #expect(fault?.message.english == "no customer '\(id)'")
    #expect(fault?.hint?.english == hint)
  }

  @Test func `Something that is no id, and data without customers, are errors`() throws {
    let catalog = try Classified.small()
    let condition = Expression(
      .has(ActivitySource(name: "orders", span: Span(0, 0)), negated: false),
      at: Span(0, 0))
    #expect(throws: Diagnostic.self) { _ = try Classification(catalog).explain(condition) }
    let fault = #expect(throws: Diagnostic.self) {
      _ = try Classification(Catalog(dataset: .empty)).explain(.text("1"))
    }
    #expect(fault?.code == "E218")
  }
}
