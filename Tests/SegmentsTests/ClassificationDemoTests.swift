import Engine
import Foundation
import Segments
import Syntax
import Testing

@Suite("Classes of the demo's customers")
struct ClassificationDemoTests {
  @Test func `Every dimension is available and its sizes add up to the population`() throws {
    let summaries = try Classified.demoClassification().summaries()
    for summary in summaries {
      #expect(summary.availability == .available, "\(summary.title.key)")
      #expect(summary.population == 5_000)
      let sum = summary.classes.reduce(0) { $0 + $1.count }
      #expect(summary.isMultiple ? sum >= 5_000 : sum == 5_000, "\(summary.title.key)")
    }
  }

  @Test func `Sizes that were interrupted are not kept`() throws {
    let (catalog, cache) = (try Classified.demoCatalog(), ColumnCache())
    _ = try Executor(catalog, cache: cache).definitionColumn("value_tier")
    let cancellation = Cancellation()
    cancellation.cancel()
    let interrupted = Executor(
      catalog, context: ExecutionContext(cancellation: cancellation), cache: cache)
    #expect(throws: Diagnostic.self) { try interrupted.sizes(of: "value_tier") }
    let sizes = try Executor(catalog, cache: cache).sizes(of: "value_tier")
    #expect(sizes.reduce(0) { $0 + $1.count } == 5_000)
    #expect(sizes.count > 1)
  }

  @Test func `Sizes are those that DuckDB counts`() throws {
    for summary in try Classified.demoClassification().summaries() {
      guard let wanted = ClassificationSizes.sizes[summary.title.key] else { continue }
      let members = summary.classes.filter { $0.count > 0 }
      let found = Dictionary(uniqueKeysWithValues: members.map { ($0.title.key, $0.count) })
      #expect(found == wanted, "\(summary.title.key)")
    }
  }

  @Test func `Ordered classes stand from the highest rank to the lowest`() throws {
    let summaries = try Classified.demoClassification().summaries()
    let tier = try #require(summaries.first { $0.title.key == "value_tier" })
    #expect(tier.classes.map(\.title.key) == ["high", "medium", "low", "none", "negative"])
    let channel = try #require(summaries.first { $0.title.key == "purchase_channel" })
    #expect(channel.classes.map(\.title.key) == ["hybrid", "online", "offline", "none"])
    let region = try #require(summaries.first { $0.title.key == "geo_region" })
    #expect(region.classes.map(\.count) == region.classes.map(\.count).sorted(by: >))
  }

  @Test(
    .enabled(
      if: ClassificationOracle.isInstalled,
      "needs python3 with the package duckdb: pip install duckdb"))
  func `Every customer is in the class where DuckDB finds it`() throws {
    let oracle = try ClassificationOracle(of: DemoDataset.files())
    let catalog = try Classified.demoCatalog()
    let executor = Executor(catalog, cache: Classified.cache)
    let known = Set(catalog.definitions.dimensions.map(\.definition.name))
    #expect(known == Set(oracle.dimensions))
    let ids = try #require(catalog.dataset.customer(.customer))
    #expect(oracle.classes.count == ids.count)
    for (place, dimension) in oracle.dimensions.enumerated() where known.contains(dimension) {
      let column = try executor.definitionColumn(dimension)
      var differing: [String] = []
      for (row, id) in ids.enumerated() {
        guard case .string(let text) = id, let expected = oracle.classes[text]?[place],
          case .string(let found) = column.value(row)
        else {
          differing.append("\(id)")
          continue
        }
        if found != expected { differing.append("\(text): \(found), not \(expected)") }
      }
      #expect(differing.isEmpty, "\(dimension) \(differing.count): \(differing.prefix(5))")
    }
  }

  @Test func `The rule that is said to have fired is that of the customer's class`() throws {
    let catalog = try Classified.demoCatalog()
    let classification = try Classified.demoClassification()
    let executor = Executor(catalog, cache: Classified.cache)
    let ids = try #require(catalog.dataset.customer(.customer))
    for row in stride(from: 3, to: ids.count, by: 499) {
      guard case .string(let id) = ids[row] else { continue }
      for dimension in try classification.explain(.text(id)).dimensions {
        let value = try executor.definitionColumn(dimension.title.key).value(row)
        let keys = dimension.classes.map(\.key).joined(separator: ", ")
        #expect(value == .string(keys), "\(id)")
        guard dimension.values == nil else { continue }
        let held = dimension.trials.filter(\.held).map(\.title.key)
        #expect(held == dimension.classes.map(\.key), "\(id) \(dimension.title.key)")
        if !dimension.isMultiple { #expect(dimension.trials.last?.held == true) }
      }
    }
  }
}
