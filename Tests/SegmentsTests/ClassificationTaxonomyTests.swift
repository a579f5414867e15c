import Engine
import Segments
import Syntax
import Testing

@Suite(
  "The taxonomy's dimensions are all there",
  .enabled(if: Taxonomy.isReadable, "needs ../shared/taxonomy.yaml and python3 with pyyaml"))
struct ClassificationTaxonomyTests {
  private func dimensions() throws -> [Taxonomy.Dimension] { try Taxonomy.read().dimensions }

  @Test func `It counts as the file says`() throws {
    let taxonomy = try Taxonomy.read()
    #expect(taxonomy.dimensions.count == 49)
    #expect(taxonomy.dimensions.reduce(0) { $0 + $1.categories.count } == 189)
    #expect(taxonomy.dimensions.reduce(0) { $0 + $1.variants.count } == 5)
    #expect(taxonomy.features.count == 69)
    #expect(taxonomy.contradictions.count == 23)
  }

  @Test func `Every dimension is found by key, name and alias`() throws {
    let definitions = try StandardRules.definitions()
    for dimension in try dimensions() {
      let definition = try #require(
        definitions.dimension(dimension.key)?.definition, "\(dimension.key)")
      #expect(definition.ordered == dimension.ordered, "\(dimension.key)")
      #expect(definition.multi == dimension.multi, "\(dimension.key)")
      for label in [dimension.key, dimension.en] + dimension.zh + dimension.aliases {
        let found = definitions.dimensions(called: label).map(\.definition.name)
        #expect(found.contains(dimension.key), "\(dimension.key): \(label)")
      }
    }
  }

  /// Three dimensions lack a class for the rest in the taxonomy; here every dimension has one but the
  /// one whose classes are sure to take everybody.
  @Test func `Every class is found by key, name and label, and no other is there`() throws {
    let definitions = try StandardRules.definitions()
    for dimension in try dimensions() {
      let definition = try #require(definitions.dimension(dimension.key)?.definition)
      let wanted = dimension.categories.filter { !$0.isOpen }
      let extra = Set(definition.categories.map(\.name)).subtracting(wanted.map(\.key))
      #expect(extra.isEmpty || dimension.multi && extra == ["none"], "\(dimension.key): \(extra)")
      let hasRest = definition.categories.contains { $0.condition == nil }
      #expect(hasRest || dimension.key == "sales_customer_type", "\(dimension.key)")
      for category in wanted {
        let found = definition.categories.filter { $0.name == category.key }
        #expect(found.count == 1, "\(dimension.key) \(category.key)")
        let words = found.flatMap { $0.labels.map(\.text) + $0.aliases }
          .map(LabelFolding.fold)
        for label in [category.en] + category.labels {
          #expect(words.contains(LabelFolding.fold(label)), "\(dimension.key): \(label)")
        }
      }
    }
  }

  @Test func `Ordered classes are ranked as written`() throws {
    let binder = Binder(try Classified.demoCatalog())
    for dimension in try dimensions() where dimension.ordered {
      let domain = try #require(try binder.definition(key: dimension.key).domain)
      #expect(domain.isOrdered)
      let ranked = domain.categories.sorted { $0.rank < $1.rank }.map(\.key)
      #expect(ranked == dimension.order, "\(dimension.key)")
    }
  }

  @Test func `Every class has members in the demo`() throws {
    let summaries = try Classified.demoClassification().summaries()
    for dimension in try dimensions() {
      let summary = try #require(summaries.first { $0.title.key == dimension.key })
      for category in dimension.categories where !category.isOpen {
        let size = summary.classes.first { $0.title.key == category.key }?.count ?? 0
        #expect(size > 0, "\(dimension.key) \(category.key)")
      }
      if dimension.categories.contains(where: \.isOpen) { #expect(summary.classes.count > 3) }
    }
  }

  /// A meaning without a class is a whole dimension: there is nothing to choose among classes.
  @Test func `Labels with several meanings list the classes`() throws {
    let catalog = try Classified.demoCatalog()
    let scope = Scope(catalog.dataset.customers, subject: .customers)
    for (label, meanings) in try Taxonomy.read().collisions {
      let classes = meanings.compactMap { meaning -> String? in
        let parts = meaning.split(separator: "=")
        return parts.count == 2 ? "\(parts[0]) = \(label)" : nil
      }
      let word = Expression(.name(Name(label)), at: Span(0, 0))
      do throws(Diagnostic) {
        _ = try Binder(catalog).condition(word, in: scope)
        #expect(classes.count <= 1, "\(label) is taken for one of \(meanings)")
      } catch {
        #expect(error.code == "E209", "\(label): \(error.message.english)")
        // 购买行为 is a name of dimensions too, and then they are what is listed.
        if !catalog.definitions.dimensions(called: label).isEmpty { continue }
        for wanted in classes { #expect(error.message.english.contains(wanted), "\(label)") }
      }
    }
  }

  @Test func `Labels with several meanings list them wherever a name is expected`() throws {
    let catalog = try Classified.demoCatalog()
    for (label, meanings) in try Taxonomy.read().collisions {
      let classes = meanings.filter { $0.contains("=") }.map { $0.replacing("=", with: " = ") }
      let isDimension = !catalog.definitions.dimensions(called: label).isEmpty
      guard classes.count > 1, !isDimension else { continue }
      for text in ["\(label) | count", "group : count(\(label))", "where in \(label)"] {
        guard case .query(let query)? = Parser.parse(text).statements.first?.shape else {
          Issue.record("\(text) is no query")
          continue
        }
        let fault = #expect(throws: Diagnostic.self, "\(text)") {
          _ = try Binder(catalog).plan(query)
        }
        #expect(fault?.code == "E209", "\(text)")
        for wanted in classes.compactMap({ $0.split(separator: " ").first }) {
          #expect(fault?.message.english.contains("\(wanted) = \(label)") == true, "\(text)")
        }
      }
    }
  }

  @Test func `Every feature is a metric, or a column that rules read`() throws {
    let definitions = try StandardRules.definitions()
    let columns: Set = [
      "kind", "country", "province", "city", "industry", "employees", "is_household", "points",
      "territory",
    ]
    let named = [
      "contract_ended": "contract_over", "open_lead": "open_leads", "fit_score": "lead_fit",
      "interest": "interest_shown",
    ]
    for feature in try Taxonomy.read().features where !columns.contains(feature) {
      #expect(definitions.metric(named[feature] ?? feature) != nil, "\(feature)")
    }
  }

  @Test(
    arguments: [
      ("purchase_frequency", "frequency_scheme"), ("value_tier", "value_scheme"),
      ("loyalty_stage", "loyalty_scheme"),
    ])
  func `The shorter lists put classes together as written`(
    key: String, parameter: String
  ) throws {
    let dimension = try #require(try Taxonomy.read().dimensions.first { $0.key == key })
    let whole = try classes(of: key, where: [:])
    for variant in dimension.variants {
      let binder = Binder(try Classified.demoCatalog())
      let domain = try #require(try binder.definition(key: key).domain)
      let short = try classes(of: key, where: [parameter: .string(variant.name)])
      // Who has no class in the article stays in the one for the rest.
      let wanted = variant.map.mapValues { label in
        label.flatMap { domain.index(of: $0) }.map { domain.categories[$0].key } ?? "none"
      }
      #expect(zip(whole, short).allSatisfy { wanted[$0] == $1 }, "\(variant.name)")
      #expect(whole != short)
    }
  }

  private func classes(
    of key: String, where parameters: [String: Value]
  ) throws -> [String] {
    var catalog = try Classified.demoCatalog()
    catalog.parameters = parameters
    let column = try Executor(catalog).definitionColumn(key)
    return (0..<column.count).map { row in
      guard case .string(let text) = column.value(row) else { return "" }
      return text
    }
  }

  @Test func `The rules that DuckDB is asked are the taxonomy's`() throws {
    let arguments = [
      ClassificationOracle.script("demo_classes.py"), "--taxonomy", try #require(Taxonomy.path),
    ]
    let answer = try ClassificationOracle.run(arguments)
    #expect(answer.status == 0, "\(answer.text)")
  }
}
