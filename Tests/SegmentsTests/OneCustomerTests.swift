import Syntax
import Testing

@testable import Engine
@testable import Segments

@Suite("Values of one customer")
struct OneCustomerTests {
  /// What an explanation works out for a customer alone is what stands in the column of all.
  @Test func `Metrics and dimensions are those of the columns`() throws {
    let catalog = try Classified.demoCatalog()
    let everybody = Executor(catalog, cache: Classified.cache)
    let alone = Executor(catalog, cache: ColumnCache())
    let keys =
      catalog.definitions.metrics.map(\.definition.name).filter { !$0.contains(".") }
      + catalog.definitions.dimensions.map(\.definition.name)
    var compared = 0
    for key in keys {
      guard case .available = alone.binder.availability(of: key) else { continue }
      let type = try alone.binder.definition(key: key).expression.type
      let column = try everybody.definitionColumn(key)
      for row in [0, 17, 400, 2_500, 4_999] {
        let value = try alone.value(of: .definition(key), type: type, customer: row)
        #expect(value == column.value(row), "\(key) \(row)")
        compared += 1
      }
    }
    #expect(compared > 500)
  }
}
