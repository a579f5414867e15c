import Shell
import Testing

/// What is printed about saved and loaded texts draws them and never obeys them.
@Suite struct SessionTextTests {
  private static let odd = "a\u{1B}]0;owned\u{7}b\u{9B}31m\u{202E}c"

  @Test(arguments: [
    "describe odd", "rules", "rules odd_rule", "describe odd_metric", "history",
  ])
  func controlsInTextsAreShownNotObeyed(command: String) throws {
    let fixture = try SessionFixture()
    #expect(fixture.run("demo").outcome == .done)
    let prepared = fixture.run(
      """
      dimension odd_rule '\(Self.odd)'
        aa '\(Self.odd)' when n_orders = 0
        otherwise bb
      end
      metric odd_metric '\(Self.odd)' = if(name = '\(Self.odd)', 1, 0)
      where name = '\(Self.odd)'
      where name = '\(Self.odd)' | save odd '\(Self.odd)'
      """)
    #expect(prepared.outcome == .done, "\(prepared.lines)")
    let (outcome, lines) = fixture.run(command)
    #expect(outcome == .done, "\(lines)")
    #expect(lines.contains { $0.contains("␛]0;owned␇") }, "\(lines)")
    let controls = lines.joined().unicodeScalars.filter {
      $0.properties.generalCategory == .control || $0.value == 0x202E
    }
    #expect(controls.isEmpty)
  }
}
