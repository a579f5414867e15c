import Engine
import Segments
import Syntax
import Testing

@testable import Shell

@Suite struct HelpTests {
  @Test(arguments: Keyword.allCases) func everyKeywordIsExplained(_ keyword: Keyword) throws {
    let fixture = try SessionFixture()
    for language in [Syntax.Language.english, .chinese] {
      let (outcome, lines) = fixture.run("help \(keyword.spelling(in: language))")
      #expect(outcome == .done, "\(keyword): \(lines)")
    }
  }

  @Test func dimensionsMetricsParametersAndClassesAreExplained() throws {
    let fixture = try SessionFixture()
    #expect(fixture.run("demo").outcome == .done)
    for topic in ["lifecycle_stage", "客户价值", "n_orders", "churn_days", "value_tier.high", "orders"]
    {
      #expect(fixture.run("help \(topic)").outcome == .done, "\(topic)")
    }
    // Several dimensions have it: which ones are named.
    #expect(fixture.run("help churned").lines.first?.hasPrefix("'churned' names 3") == true)
  }

  @Test func everyWordOfTheRulesIsExplained() throws {
    let fixture = try SessionFixture()
    let rules = try StandardRules.definitions()
    var words = rules.parameters.map(\.definition.name)
    words += rules.metrics.flatMap { [$0.definition.name] + $0.definition.aliases }
    words += rules.goals.flatMap { [$0.name] + $0.aliases }
    for dimension in rules.dimensions.map(\.definition) {
      words += [dimension.name] + dimension.labels.map(\.text) + dimension.aliases
      for category in dimension.categories {
        words += [dimension.name + "." + category.name]
        words += category.labels.map(\.text) + category.aliases
      }
    }
    for word in Set(words).sorted() {
      let (outcome, lines) = fixture.run("help \(word)")
      // Several things that are called so are named.
      #expect(outcome == .done || lines[0].hasPrefix("error[E209]"), "\(word): \(lines)")
    }
  }
}
