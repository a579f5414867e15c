import Engine
import Syntax
import Testing

@testable import Shell

/// Everything that help shows as an example is run on the demo data.
@Suite struct ExamplesTests {
  /// Examples that need a file or end the session are read, not run.
  private static func isSelfContained(_ example: String) -> Bool {
    !example.contains("'")
      || !["load", "run", "export", "rules", "in file"].contains {
        example.contains($0 + " ") && example.contains(".")
      }
  }

  @Test func everyExampleRuns() throws {
    let fixture = try SessionFixture()
    #expect(fixture.run("demo").outcome == .done)
    #expect(fixture.run("where value_tier = high | save vip 'high value'").outcome == .done)
    let examples =
      Verb.all.flatMap { $0.examples.map(\.code) } + SpecialFunction.all.flatMap(\.examples)
      + Topic.all.flatMap(\.examples)
    for example in examples where Self.isSelfContained(example) {
      let parsed = Parser.parse(example)
      #expect(parsed.diagnostics.isEmpty, "\(example): \(parsed.diagnostics)")
      let needsMore = ["drop segment", "rename segment", "quit", "exit", "forget", "remember"]
      guard !needsMore.contains(where: { example.hasPrefix($0) }) else { continue }
      let (outcome, lines) = fixture.run(example)
      #expect(outcome == .done, "\(example): \(lines.joined(separator: "\n"))")
    }
  }
}
