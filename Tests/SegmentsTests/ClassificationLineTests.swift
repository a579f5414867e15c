import Engine
import Segments
import Syntax
import Testing

/// What is said of each class.
@Suite struct ClassificationLineTests {
  private static func isSaid(_ lines: [FittingLine], _ category: String?) -> ClassLine? {
    lines.first { line in
      line.others.isEmpty && line.own == Set([category].compactMap(\.self))
    }?.text
  }

  @Test func `Every class has a trait and a strategy in both languages`() throws {
    let definitions = try StandardRules.definitions()
    for entry in definitions.dimensions {
      let dimension = entry.definition
      let classes = dimension.categories.map { Optional($0.name) }
      for kind in ClassLine.Kind.allCases {
        let lines = definitions.lines(kind, about: dimension.name)
        for category in classes + (dimension.open == nil ? [] : [nil]) {
          let line = Self.isSaid(lines, category)
          let place: Comment = "\(kind) \(dimension.name).\(category ?? "")"
          #expect(line?.english?.isEmpty == false, place)
          #expect(
            line?.chinese?.contains { $0.unicodeScalars.contains { $0.value > 0x2E80 } } == true,
            place)
        }
      }
    }
  }

  @Test func `Chinese lines have Chinese punctuation`() throws {
    for entry in try StandardRules.definitions().lines {
      let chinese = entry.definition.chinese ?? ""
      #expect(!chinese.contains { ",;:?!()".contains($0) }, "\(chinese)")
    }
  }

  @Test func `Every line is about classes that there are`() throws {
    let definitions = try StandardRules.definitions()
    for entry in definitions.lines {
      #expect(throws: Never.self) { try RuleCheck.check(entry.definition, definitions) }
    }
  }

  @Test(.enabled(if: Taxonomy.isReadable, "needs ../shared/taxonomy.yaml and python3 with pyyaml"))
  func `Strategies are those of the taxonomy`() throws {
    let definitions = try StandardRules.definitions()
    var compared = 0
    for dimension in try Taxonomy.read().dimensions {
      let lines = definitions.lines(.strategy, about: dimension.key)
      for category in dimension.categories {
        let line = Self.isSaid(lines, category.isOpen ? nil : category.key)
        let place: Comment = "\(dimension.key).\(category.key)"
        // Where it has a dash there is a line all the same: see the first test.
        guard let english = category.strategy["en"], english != "-" else { continue }
        #expect(line?.english == english, place)
        #expect(Self.letters(line?.chinese) == Self.letters(category.strategy["zh"]), place)
        compared += 1
      }
    }
    #expect(compared > 170)
  }

  private static func letters(_ text: String?) -> String {
    (text ?? "").filter { !$0.isPunctuation }
  }

  /// The taxonomy's contradiction C15: a low value alone does not say what to do.
  @Test func `Low value asks for its potential`() throws {
    let lines = try StandardRules.definitions().lines(.strategy, about: "value_tier")
    for (potential, word) in [("high", "nurture"), ("low", "let go")] {
      let other = NamedClass(dimension: "potential_value", category: potential)
      let line = lines.first { $0.own == ["low"] && $0.others == [other] }
      #expect(line?.text.english?.contains(word) == true)
      #expect(line?.text.chinese != nil)
    }
    // The line of two classes is preferred to that of one.
    let own = lines.filter { $0.own == ["low"] }
    #expect(own.last?.others.isEmpty == true && own.count == 3)
  }
}
