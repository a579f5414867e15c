import Segments
import Shell
import Testing

/// What `rules diff` says of segments saved under other standard rules: those of this program cannot be
/// changed, so the store is written to directly.
@Suite struct RuleDiffTests {
  private func answer(rules: String, parameters: String = "") throws -> [String] {
    let fixture = try SessionFixture()
    _ = try SegmentStore(fixture.session.workspace).save(
      SegmentDraft(
        name: "vip", query: "where true", rules: rules, parameters: parameters, asOf: 0,
        fingerprint: "", members: MemberList(["C1"]), savedAt: 0))
    return fixture.run("rules diff vip").lines
  }

  @Test func aStoreOfAnEarlierProgramDoesNotSayWhichStandardRules() throws {
    #expect(
      try answer(rules: "param quiet = 3", parameters: "set churn_days = 90") == [
        "  param churn_days 90 -> 180", "- param quiet = 3", "0 added, 1 removed, 1 changed",
        "vip@1 does not say which standard rules it was saved under",
      ])
  }

  @Test func otherStandardRulesAreTold() throws {
    #expect(
      try answer(rules: "-- standard rules 12ab\n") == [
        "no difference", "the standard rules of the program have changed since vip@1",
      ])
  }

  @Test func theSameStandardRulesNeedNoWord() throws {
    #expect(try answer(rules: StandardRules.marked("")) == ["no difference"])
    #expect(try answer(rules: StandardRules.marked("metric m = 1")).count == 2)
  }
}
