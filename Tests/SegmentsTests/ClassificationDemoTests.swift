import Engine
import Foundation
import Segments
import Syntax
import Testing

@Suite("Classes of the demo's customers")
struct ClassificationDemoTests {
  /// Counted by DuckDB from the taxonomy's rules: see `ClassificationOracle`.
  static let sizes: [String: [String: Int]] = [
    "rfm_recency": ["r5": 800, "r4": 829, "r3": 837, "r2": 830, "r1": 825, "none": 879],
    "rfm_frequency": ["f5": 816, "f4": 735, "f3": 901, "f2": 733, "f1": 936, "none": 879],
    "rfm_monetary": ["m5": 824, "m4": 824, "m3": 824, "m2": 824, "m1": 825, "none": 879],
    "purchase_recurrence": ["repeat": 3389, "new": 195, "one_time": 537, "none": 879],
    "order_size": ["large": 1360, "medium": 1405, "small": 1356, "none": 879],
    "purchase_channel": ["hybrid": 1145, "online": 1942, "offline": 1034, "none": 879],
    "purchase_frequency": [
      "high": 1201, "low": 558, "occasional": 1636, "lapsed": 726, "none": 879,
    ],
    "spend_amount": ["high": 701, "low": 2694, "none": 1605],
    "value_tier": ["high": 679, "medium": 1019, "low": 1697, "negative": 26, "none": 1579],
    "importance": ["vip": 196, "important": 505, "ordinary": 3420, "none": 879],
    "lifecycle_stage": [
      "prospect": 879, "churned": 1131, "new": 270, "growing": 1523, "stable": 1197,
    ],
    "tenure": ["new": 1047, "old": 3132, "unknown": 821],
    "customer_status": [
      "churned": 752, "current": 3369, "target": 295, "potential": 372, "non_customer": 212,
    ],
    "loyalty_stage": ["loyal": 872, "established": 1948, "new": 1301, "potential": 879],
    "geo_market": ["domestic": 4203, "international": 727, "unknown": 70],
  ]

  @Test func `Every dimension is available and its sizes add up to the population`() throws {
    let summaries = try Classified.demoClassification().summaries()
    #expect(summaries.map(\.title.key) == ClassificationOracle.dimensions)
    for summary in summaries {
      #expect(summary.availability == .available, "\(summary.title.key)")
      #expect(summary.population == 5_000)
      #expect(summary.classes.reduce(0) { $0 + $1.count } == 5_000, "\(summary.title.key)")
      #expect(abs(summary.classes.reduce(0) { $0 + $1.share } - 1) < 1e-9)
    }
  }

  @Test func `Sizes are those that DuckDB counts`() throws {
    for summary in try Classified.demoClassification().summaries() {
      guard let wanted = Self.sizes[summary.title.key] else { continue }
      let found = Dictionary(uniqueKeysWithValues: summary.classes.map { ($0.title.key, $0.count) })
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
    let wanted = try ClassificationOracle.classes(of: DemoDataset.files())
    let catalog = try Classified.demoCatalog()
    let executor = Executor(catalog, cache: Classified.cache)
    let columns = try ClassificationOracle.dimensions.map { try executor.definitionColumn($0) }
    let ids = try #require(catalog.dataset.customer(.customer))
    #expect(wanted.count == ids.count)
    var differing: [String] = []
    for (row, id) in ids.enumerated() {
      guard case .string(let text) = id, let expected = wanted[text] else {
        differing.append("\(id)")
        continue
      }
      for (place, column) in columns.enumerated()
      where column.value(row) != .string(expected[place]) {
        let dimension = ClassificationOracle.dimensions[place]
        differing.append("\(text) \(dimension): \(column.value(row)), not \(expected[place])")
      }
    }
    #expect(differing.isEmpty, "\(differing.prefix(10))")
  }

  @Test func `The rule that is said to have fired is that of the customer's class`() throws {
    let catalog = try Classified.demoCatalog()
    let classification = try Classified.demoClassification()
    let executor = Executor(catalog, cache: Classified.cache)
    let ids = try #require(catalog.dataset.customer(.customer))
    for row in stride(from: 3, to: ids.count, by: 199) {
      guard case .string(let id) = ids[row] else { continue }
      for dimension in try classification.explain(.text(id)).dimensions {
        let value = try executor.definitionColumn(dimension.title.key).value(row)
        #expect(dimension.classes.map { .string($0.key) } == [value], "\(id)")
        guard dimension.values == nil else { continue }
        #expect(dimension.trials.last?.held == true)
        #expect(dimension.trials.dropLast().allSatisfy { !$0.held })
      }
    }
  }
}
