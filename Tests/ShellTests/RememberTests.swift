import Engine
import Segments
import Shell
import Testing

@Suite struct RememberTests {
  @Test func whatWasSetOfParametersIsThereTheNextTime() throws {
    let folder = try TemporaryFolder()
    func session() throws -> Session {
      Session(
        output: Session.Output(
          line: { _ in }, complaint: { Issue.record("\($0)") }, note: { _ in },
          surface: { Surface(width: nil) }),
        workspace: try Workspace.locate(from: folder.path, explicit: folder.path),
        definitions: try StandardRules.definitions())
    }
    let first = try session()
    #expect(first.run("set value_hi = 90; set churn_days = 100; remember") == .done)
    let second = try session()
    #expect(second.openProject(quietly: true) == .done)
    #expect(second.parameters == ["value_hi": .int(90), "churn_days": .int(100)])
    #expect(second.run("metric m = 1; remember") == .done)
    #expect(second.run("rules reset m; set value_hi = default; remember") == .done)
    let third = try session()
    #expect(third.openProject(quietly: true) == .done)
    #expect(third.parameters == ["churn_days": .int(100)])
    #expect(third.definitions.metric("m") == nil)
  }
}
