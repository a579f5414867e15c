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
    #expect(fixture.run("help churned").lines.first?.hasPrefix("error[E209]") == true)
  }
}
