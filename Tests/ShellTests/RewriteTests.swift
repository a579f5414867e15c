import Engine
import Segments
import Syntax
import Testing

@testable import Shell

/// A rewritten plan gives what the plain plan gives, for queries put together at random.
@Suite struct RewriteTests {
  private static let conditions = [
    "kind = 'individual'", "n_orders >= 3", "value_tier >= medium", "province is not null",
    "name ~ '有限'", "count(orders where channel = 'online') >= 2", "no orders within 90d",
    "lifecycle_stage in (growing, stable)", "gender != 'F'", "spend_total > 1000",
    "percent_rank(n_orders) > 0.3",
  ]
  private static let endings = [
    "", "| group kind : count(), sum(spend_total)", "| top 7 by spend_total",
    "| derive twice = n_orders * 2, thrice = twice + n_orders | select id, thrice",
    "| derive unused = lower(name) | group lifecycle_stage",
    "| sort spend_total desc, id | take 11 | select id, kind", "| distinct province, kind",
  ]

  @Test func rewrittenEqualsPlain() throws {
    let fixture = try SessionFixture()
    #expect(fixture.run("demo").outcome == .done)
    var random = SplitMix64(seed: 11)
    for _ in 0..<60 {
      var text = "from customers"
      for _ in 0..<Int(random.next() % 4) {
        text += " | where " + Self.conditions[Int(random.next() % UInt64(Self.conditions.count))]
      }
      text += " " + Self.endings[Int(random.next() % UInt64(Self.endings.count))]
      try expectSame(text, fixture.session.catalog)
    }
  }

  private func expectSame(_ text: String, _ catalog: Catalog) throws {
    guard case .query(let query)? = Parser.parse(text).statements.first?.shape else {
      Issue.record("not a query: \(text)")
      return
    }
    let plan = try Binder(catalog).plan(query)
    let plain = try Executor(catalog).run(plan)
    let rewritten = try Executor(catalog).run(Rewrites.apply(plan))
    #expect(Self.cells(plain) == Self.cells(rewritten), "\(text)")
  }

  private static func cells(_ relation: Relation) -> [[Value]] {
    let shown = relation.fields.indices.filter { !relation.fields[$0].name.isEmpty }
    return relation.rowList.map { row in
      shown.map { relation.columns[$0].value(Int(row)) }
    }
  }
}

/// A fixed sequence, so that a failure can be repeated. Steele, Lea, Flood 2014.
private struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
