import Foundation
import Shell
import Testing

@Suite struct ExpectationListTests {
  @Test func theRulesSayWhichFileExpectsWhat() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/own.strata"
    try "expect count() > 0\nexpect share(lifecycle_stage = churned) < 20%\n"
      .write(toFile: path, atomically: true, encoding: .utf8)
    let fixture = try SessionFixture()
    #expect(fixture.run("rules load '\(path)'").outcome == .done)
    let expected = ["-- " + path, "expect count() > 0"]
    #expect(
      fixture.run("rules").lines.suffix(3)
        == expected + ["expect share(lifecycle_stage = churned) < 20%"])
    _ = fixture.run("rules reset lifecycle_stage")
    #expect(fixture.run("rules").lines.suffix(2) == expected)
  }
}
