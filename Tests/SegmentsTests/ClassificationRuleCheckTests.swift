import Engine
import Segments
import Syntax
import Testing

@Suite("Rules are looked over")
struct ClassificationRuleCheckTests {
  private func faults(_ rules: String) throws -> [Diagnostic] {
    let catalog = try Classified.rules(rules)
    return RuleCheck.check(catalog.definitions, catalog)
  }

  @Test func `The standard rules have no fault, with data or without`() throws {
    let definitions = try StandardRules.definitions()
    for catalog in [Catalog(dataset: .empty), try Classified.small(), try Classified.demoCatalog()]
    {
      let faults = RuleCheck.check(definitions, catalog)
      #expect(faults.isEmpty, "\(faults.map(\.message.english))")
    }
  }

  @Test func `Without data every dimension says what it needs`() throws {
    let catalog = Catalog(dataset: .empty, definitions: try StandardRules.definitions())
    for summary in try Classification(catalog).summaries() {
      guard case .missing = summary.availability else {
        Issue.record("\(summary.title.key) is not missing anything")
        continue
      }
    }
  }

  @Test func `A cycle is found without data, through metrics, rows and dimensions`() throws {
    let rules = """
      metric a = b + 1
      metric b = sum(orders.c)
      metric orders.c = customers.a * 2
      """
    let fault = try #require(try faults(rules).first)
    #expect(fault.code == "E601")
    #expect(
      fault.message.english == "the definition of 'a' leads back to itself: a → b → orders.c → a")
    #expect(fault.marked == "customers.a")
    let dimension = "dimension d\n  x when d = y\n  otherwise y\nend"
    #expect(try faults(dimension).map(\.code) == ["E601"])
  }

  @Test(arguments: [
    ("dimension d\n  x when n > 0\nend", "E603", "d"),
    ("dimension d\n  x when n > 0\n  x when n > 1\n  otherwise y\nend", "E604", "x"),
    ("dimension d\n  x '高客户' when n > 0\n  y '高' when n > 1\n  otherwise z\nend", "E605", "y"),
    ("dimension d\n  x when n > 0\n  otherwise z alias 'X'\nend", "E605", "z"),
    ("dimension d ordered\n  x rank 1 when n > 0\n  otherwise z\nend", "E606", "z"),
    ("dimension d\n  x when n > :limt\n  otherwise z\nend\nparam limit = 3", "E206", ":limt"),
    ("metric m = lenght(name)", "E212", "lenght"),
    ("metric m = 'a' + @2025-01-01", "E301", "'a' + @2025-01-01"),
  ])
  func `A fault has its place`(_ rules: String, _ code: String, _ marked: String) throws {
    let found = try faults(rules)
    #expect(found.map(\.code) == [code])
    #expect(found.first?.marked == marked)
    #expect(found.first?.source?.name == "own.strata")
  }

  @Test func `A name that data may lack is no fault, one that is nearly another is a remark`()
    throws
  {
    #expect(try faults("metric m = coalesce(employees, 0) + shoe_size").isEmpty)
    let remark = try #require(
      try faults("metric recency = days_since(max(orders.time))\nmetric m = recencyy + 1").first)
    #expect(remark.code == "W601" && remark.severity == .warning)
    #expect(remark.hint?.english == "did you mean 'recency'?")
    #expect(remark.marked == "recencyy")
  }

  @Test func `A project's own rules take the place of standard ones of the same key`() throws {
    let own = try RuleFile.parse("param churn_days = 90\nmetric mine = 1", name: "own.strata")
    let definitions = try StandardRules.definitions().adding(own)
    #expect(definitions.parameter("churn_days")?.source.name == "own.strata")
    #expect(definitions.parameters.count == (try StandardRules.definitions().parameters.count))
    #expect(definitions.metric("mine") != nil)
  }

  @Test func `Only rules belong into a rule file`() throws {
    let fault = #expect(throws: Diagnostic.self) {
      _ = try RuleFile.parse("param a = 1\nload 'x.csv'", name: "own.strata")
    }
    #expect(fault?.code == "E602" && fault?.marked == "load 'x.csv'")
  }
}
