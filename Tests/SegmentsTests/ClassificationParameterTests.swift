import Engine
import Segments
import Syntax
import Testing

@Suite("Parameters choose among rules")
struct ClassificationParameterTests {
  private func classes(
    of key: String, in catalog: Catalog, where parameters: [String: Value] = [:]
  ) throws -> [Value] {
    var catalog = catalog
    catalog.parameters = parameters
    let column = try Executor(catalog).definitionColumn(key)
    return (0..<column.count).map { column.value($0) }
  }

  /// 17850 ordered twice, on 10 January and 10 February 2024; 12583 on 1 December. As of 2 December.
  @Test func `What a parameter rules out needs no data`() throws {
    let catalog = try Classified.small()
    #expect(try classes(of: "tenure_days", in: catalog) == [.int(1), .int(327)])
    let rules = Classification(try withParameter("tenure_start", .string("created")))
    #expect(rules.availability(of: "tenure") == .missing(.column("signup", table: "customers")))
    let margin = Classification(try withParameter("value_basis", .string("margin")))
    #expect(margin.availability(of: "value_tier") == .missing(.column("margin", table: "orders")))
    #expect(Classification(catalog).availability(of: "value_tier") == .available)
  }

  private func withParameter(_ name: String, _ value: Value) throws -> Catalog {
    var catalog = try Classified.small()
    catalog.parameters = [name: value]
    return catalog
  }

  @Test func `Created dates begin the relation where they are asked to`() throws {
    let catalog = try Classified.demoCatalog()
    let start: [String: Value] = ["tenure_start": .string("created")]
    let days = try classes(of: "tenure_days", in: catalog, where: start)
    let signup = try #require(catalog.dataset.customer(.signup))
    for (value, created) in zip(days, signup) {
      guard case .date(let day) = created else { continue }
      #expect(value == .int(Int64(catalog.asOf - day)))
    }
  }

  /// 17850 bought one piece of each of two products.
  @Test func `Repeated may mean of one product`() throws {
    let same: [String: Value] = ["same_product": .bool(true)]
    let small = try Classified.small(
      rules: "metric orders.product = if(orders.amount > 60, 'a', 'b')")
    #expect(
      try classes(of: "purchase_recurrence", in: small) == [.string("new"), .string("repeat")])
    #expect(
      try classes(of: "purchase_recurrence", in: small, where: same)
        == [.string("new"), .string("one_time")])
  }

  @Test func `Dimensions named like their column say that it is missing`() throws {
    let rules = Classification(try Classified.small())
    for (key, column) in [
      ("industry", "industry"), ("geo_region", "province"),
      // Of several names the first one.
      ("churn_reason", "churn_tag"), ("sales_territory", "sales_territory"),
      ("lifetime_value", "ltv"),
    ] {
      #expect(
        rules.availability(of: key) == .missing(.column(column, table: "customers")), "\(key)")
    }
  }
}
