import Foundation
import Testing

/// What the tests need of `../shared/taxonomy.yaml`, which is not part of the repository.
struct Taxonomy: Decodable {
  struct Dimension: Decodable {
    var key: String
    var en: String
    var zh: [String]
    var aliases: [String]
    var ordered: Bool
    /// Keys from low to high; empty without an order.
    var order: [String]
    var multi: Bool
    var categories: [Category]
    var variants: [Variant]
  }

  struct Category: Decodable {
    var key: String
    var en: String
    var zh: String
    /// The values themselves are the classes.
    var isOpen: Bool
    /// What to do, by language; a dash where there is nothing to say.
    var strategy: [String: String]
  }

  /// A shorter list of classes: for each key the label that the article has for it, nil for none.
  struct Variant: Decodable {
    var name: String
    var map: [String: String?]
  }

  var dimensions: [Dimension]
  /// Labels with more than one meaning: `spend_amount`, `value_tier=high`.
  var collisions: [String: [String]]
  var features: [String]
  var contradictions: [String]

  /// Beside the repository, or one folder further up for a clone.
  static let path: String? = {
    let parts = #filePath.split(separator: "/").dropLast(3)
    for up in 1...2 {
      let path = "/" + parts.dropLast(up).joined(separator: "/") + "/shared/taxonomy.yaml"
      if FileManager.default.isReadableFile(atPath: path) { return path }
    }
    print("SKIPPED: tests on the taxonomy: no ../shared/taxonomy.yaml beside the repository")
    return nil
  }()

  static let isReadable = path != nil && ClassificationOracle.hasPython("yaml")

  static func read() throws -> Taxonomy {
    let script = ClassificationOracle.script("taxonomy.py")
    let text = try ClassificationOracle.run([script, try #require(path)]).text
    return try JSONDecoder().decode(Taxonomy.self, from: Data(text.utf8))
  }
}

extension Taxonomy.Category {
  /// The label, and of one with two forms the first: `频繁/高频客户` is `频繁客户` too.
  var labels: [String] {
    let halves = zh.split(separator: "/").map(String.init)
    guard halves.count == 2 else { return [zh] }
    let ending = zh.hasSuffix("客户") && !halves[0].hasSuffix("客户") ? "客户" : ""
    return [zh, halves[0] + ending]
  }
}
