import Engine
import Segments
import Syntax
import Testing

/// What `advise` prints can be typed.
@Suite struct AdviceQueryTests {
  @Test func `Every query that advice suggests runs over the demo data`() throws {
    let faults = try faults(Classified.demoCatalog())
    #expect(faults.suggested > 50 && faults.leftOut == 0)
  }

  /// Their names, why they left and what they are worth: no orders.
  @Test func `What needs orders is left out where there are none`() throws {
    let file = TestFile.result(
      "customers.csv",
      [
        ("id", .texts(["a", "b", "c"])), ("churn_reason", .texts(["price", "quality", "price"])),
        ("ltv", .decimals([100_00, 50_00, 300_00], scale: 2)),
        ("industry", .texts(["retail", "retail", "finance"])),
      ])
    let request = LoadRequest(files: [FileReference("customers.csv", at: Span(0, 0))])
    let data = try Loader(evaluation: Classified.evaluation).load(
      [LoadSource(request: request, files: [file])], onto: .empty
    ).data
    let faults = try faults(
      Catalog(
        dataset: data.dataset, definitions: try StandardRules.definitions(), asOf: 20_000))
    #expect(faults.suggested > 0 && faults.leftOut > 0)
  }

  /// Runs what is suggested for every goal.
  private func faults(_ catalog: Catalog) throws -> (suggested: Int, leftOut: Int) {
    var (suggested, leftOut) = (0, 0)
    let cache = ColumnCache()
    let classification = Classification(catalog, cache: cache)
    for goal in catalog.definitions.goals {
      let advice = try classification.advice(for: goal.name, at: Span(0, 0))
      #expect(advice.map(\.goal.name) == [goal.name])
      for item in advice.flatMap(\.items) where item.summary.availability == .available {
        guard case .query(let query)? = item.query?.shape else { continue }
        if item.fault != nil {
          leftOut += 1
          continue
        }
        suggested += 1
        let plan = try Binder(catalog, cache: cache).plan(query)
        _ = try Executor(catalog, cache: cache).run(plan)
      }
    }
    return (suggested, leftOut)
  }
}
