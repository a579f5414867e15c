import Shell
import Testing

/// What `explain QUERY` prints for people.
@Suite struct PlanTests {
  @Test func linesBelowAnOperatorStandFurtherToTheRight() throws {
    let fixture = try SessionFixture()
    #expect(fixture.run("demo").outcome == .done)
    let first = fixture.run("explain where n_orders > 3 | group city").lines
    #expect(first.contains { $0.hasPrefix(" where ") && $0.contains("n_orders > 3") })
    #expect(first.contains { $0.hasPrefix("   worked out ") && $0.contains("n_orders") })
    #expect(first.contains { $0.hasPrefix("   one pass ") && $0.contains("orders: ") })
    #expect(first.last?.hasPrefix(" total ") == true)
    let second = fixture.run("explain where n_orders > 3 | group city").lines
    #expect(second.contains { $0.hasPrefix("   kept ") && $0.contains("n_orders") })
    #expect(!second.contains { $0.contains("worked out") })
  }

  @Test func theResultIsNotKept() throws {
    let fixture = try SessionFixture()
    #expect(fixture.run("demo").outcome == .done)
    #expect(fixture.run("explain take 1").outcome == .done)
    #expect(fixture.run("from out[1]").outcome == .failed)
  }
}
