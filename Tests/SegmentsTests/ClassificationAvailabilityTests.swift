import Engine
import Segments
import Syntax
import Testing

@Suite("What dimensions make of the data that are there")
struct ClassificationAvailabilityTests {
  private func summary(_ key: String, _ catalog: Catalog) throws -> DimensionSummary {
    try #require(try Classification(catalog).summaries().first { $0.title.key == key })
  }

  @Test func `What stands in for lacking data is told in the words of the rules`() throws {
    let summary = try summary("retention", Classified.small())
    #expect(summary.availability == .available)
    let status = try #require(
      summary.proxies.first { $0.need == .column("status", table: "orders") })
    #expect(status.english == "every order counts as settled")
    #expect(status.chinese == "每个订单都算已付款")
    let demo = try Classified.demoClassification().summaries()
    #expect(demo.allSatisfy { $0.needs.isEmpty })
    #expect(
      demo.filter { !$0.proxies.isEmpty }.map(\.title.key) == [
        "decision_role", "sales_customer_type",
      ])
  }

  @Test func `A rule that there is not is told at its place`() throws {
    let binder = Binder(Catalog(dataset: .empty))
    let fault = #expect(throws: Diagnostic.self) {
      try binder.definition(key: "nonesuch", at: Span(6, 14))
    }
    #expect(fault?.code == "E203")
    #expect(fault?.span == Span(6, 14))
  }

  @Test func `All that is lacking is told at once`() throws {
    let scope = try summary("geo_scope", Classified.small())
    #expect(
      scope.needs.map(\.name) == ["customers.city", "customers.province", "customers.country"])
    let power = try summary("purchasing_power", Classified.small())
    #expect(power.needs.map(\.name).contains("orders.quantity"))
    #expect(power.coverage == nil && power.proxies.isEmpty)
  }

  /// An `optional` without words merely tries another name.
  @Test func `Another name of the same thing is no proxy`() throws {
    let catalog = try Classified.small(
      rules: """
        metric a = optional(customers.nothing, customers.id)
        metric b = optional(customers.nothing, customers.id, 'ids will do')
        dimension named one when a is not null otherwise none end
        dimension proxied one when b is not null otherwise none end
        """)
    #expect(try summary("named", catalog).proxies.isEmpty)
    #expect(try summary("proxied", catalog).proxies.map(\.english) == ["ids will do"])
  }

  @Test func `Who is in a class called unknown has no place, who is in another one has`() throws {
    let catalog = try Classified.small(
      rules: """
        dimension a one when n_orders = 1 otherwise unknown end
        dimension b one when n_orders = 1 otherwise none end
        dimension c multi one when n_orders = 1 end
        dimension d one when n_orders = 1 otherwise rest '未知' end
        """)
    #expect(try summary("a", catalog).coverage?.placed == 1)
    #expect(try summary("b", catalog).coverage?.placed == 2)
    #expect(try summary("c", catalog).coverage?.placed == 1)
    #expect(try summary("d", catalog).coverage?.share == 0.5)
    #expect(RuleCheck.check(catalog.definitions, catalog).isEmpty)
  }

  /// By the demo's files: 878 customers have an industry, 4,122 none.
  @Test func `The column for want of which customers have no place is named`() throws {
    let summaries = try Classified.demoClassification().summaries()
    let industry = try #require(summaries.first { $0.title.key == "industry" }?.coverage)
    #expect(industry.placed == 878 && industry.unplaced == 4_122)
    #expect(industry.lacks.map(\.name) == ["customers.industry"])
    #expect(industry.lacks.map(\.count) == [4_122] && industry.lacks[0].completeness == 0.1756)
  }
}

@Suite("Advice for goals")
struct ClassificationAdviceTests {
  @Test func `Every dimension helps with a goal`() throws {
    let definitions = try StandardRules.definitions()
    let advised = Set(definitions.goals.flatMap { $0.advice.map(\.dimension.name) })
    let all = definitions.dimensions.map(\.definition.name)
    #expect(all.filter { !advised.contains($0) } == [])
    for goal in definitions.goals {
      #expect(goal.description != nil && goal.descriptionZh != nil, "\(goal.name)")
      #expect(goal.advice.allSatisfy { $0.reason != nil && $0.reasonZh != nil }, "\(goal.name)")
    }
  }

  @Test func `Every query of the advice runs on the demo`() throws {
    let catalog = try Classified.demoCatalog()
    for goal in catalog.definitions.goals {
      for advice in goal.advice {
        let text = try #require(advice.query)
        let parsed = Parser.parse(text)
        #expect(parsed.diagnostics.isEmpty, "\(text)")
        guard case .query(let query)? = parsed.statements.first?.shape else {
          Issue.record("no query: \(text)")
          continue
        }
        do throws(Diagnostic) {
          _ = try Binder(catalog).plan(query)
        } catch {
          Issue.record("\(text): \(error.message.english)")
        }
      }
    }
  }

  @Test(arguments: [
    ("win back customers", "win_back"), ("挽回流失客户", "win_back"), ("挽回客戶", "win_back"),
    ("retention", "retention"), ("acquisition", "acquisition"),
    ("get new customers", "acquisition"),
    ("pricing", "pricing"), ("ＰＲＩＣＩＮＧ", "pricing"), ("service", "service"), ("growth", "growth"),
    ("cross-sell", "cross_sell"), ("交叉銷售", "cross_sell"), ("获客", "acquisition"),
    ("大客户", "key_accounts"),
  ])
  func `Goals are found by free words`(_ wish: String, _ goal: String) throws {
    let advice = try Classification(Classified.small()).advice(for: wish, at: Span(0, 0))
    #expect(advice.map(\.goal.name) == [goal])
  }

  @Test(arguments: [
    ("win back customers and set prices", ["win_back", "pricing"]),
    ("reduce churn in key accounts", ["retention", "key_accounts"]),
    ("挽回流失客户并交叉销售", ["win_back", "cross_sell"]),
    // What is left over names no goal.
    ("win back customers who left", ["win_back"]), ("loyalty programme", ["loyalty"]),
  ])
  func `Each goal of a wish is answered`(_ wish: String, _ goals: [String]) throws {
    let advice = try Classification(Classified.small()).advice(for: wish, at: Span(0, 0))
    #expect(advice.map(\.goal.name) == goals)
  }

  @Test func `What works comes first, then proxies, then what needs other data`() throws {
    let advice = try Classification(Classified.small()).advice(for: "win_back", at: Span(0, 0))
    let ranks = advice.flatMap(\.items).map { item in
      item.summary.availability == .available ? (item.summary.proxies.isEmpty ? 0 : 1) : 2
    }
    #expect(ranks == ranks.sorted() && ranks.contains(1) && ranks.contains(2))
  }

  @Test func `A goal declared again is added to`() throws {
    let catalog = try Classified.small(
      rules: """
        dimension mine one when n_orders = 1 otherwise none end
        goal win_back alias 'come home'
          mine 'why not' try 'group mine'
          retention 'another reason'
        end
        """)
    let goals = catalog.definitions.goals.filter { $0.name == "win_back" }
    let goal = try #require(goals.first)
    #expect(goals.count == 1 && goal.advice.last?.dimension.name == "mine")
    #expect(goal.advice.first { $0.dimension.name == "retention" }?.reason == "another reason")
    let found = try Classification(catalog).advice(for: "come home", at: Span(0, 0))
    #expect(found.map(\.goal.name) == ["win_back"])
  }

  @Test func `Unknown goals and unknown dimensions are faults with a place`() throws {
    let fault = #expect(throws: Diagnostic.self) {
      _ = try Classification(Classified.small()).advice(for: "pricin", at: Span(0, 0))
    }
    #expect(fault?.code == "E218" && fault?.hint?.english == "did you mean 'pricing'?")
    let rules = try Classified.rules("goal x retentio 'why' end")
    let faults = RuleCheck.check(rules.definitions, rules)
    #expect(faults.map(\.code) == ["E203"] && faults[0].marked == "retentio")
  }
}
