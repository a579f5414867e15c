import Engine
import Foundation
import Segments
import Shell
import Syntax
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

  @Test func aProjectIsReadWholeBeforeLimitsAreLookedAt() throws {
    let folder = try TemporaryFolder()
    func open(_ text: String) throws -> [String] {
      try FileManager.default.createDirectory(
        atPath: folder.path + "/.strata", withIntermediateDirectories: true)
      try text.write(
        toFile: folder.path + "/.strata/project.strata", atomically: true, encoding: .utf8)
      var complaints: [String] = []
      let session = Session(
        output: Session.Output(
          line: { _ in }, complaint: { complaints.append($0) }, note: { _ in },
          surface: { Surface(width: nil) }),
        workspace: try Workspace.locate(from: folder.path, explicit: folder.path),
        definitions: try StandardRules.definitions())
      #expect(session.openProject(quietly: true) == .done)
      return complaints
    }
    #expect(try open("set value_hi = 40\n\nset value_lo = 30\n") == [])
    #expect(
      try open("set value_hi = 40\n") == [
        "warning[W704]: parameter ':value_lo' lies between 0 and :value_hi",
        "  hint: for example value_lo = 40",
      ])
  }

  @Test func whatWasSaidOfClassesIsTakenBackWithTheirRule() throws {
    let folder = try TemporaryFolder()
    func open() throws -> Session {
      let session = Session(
        output: Session.Output(
          line: { _ in }, complaint: { Issue.record("\($0)") }, note: { _ in },
          surface: { Surface(width: nil) }),
        workspace: try Workspace.locate(from: folder.path, explicit: folder.path),
        definitions: try StandardRules.definitions())
      #expect(session.openProject(quietly: true) == .done)
      return session
    }
    func plan(_ session: Session) -> String? {
      session.definitions.lines(.strategy, about: "value_tier").first { $0.own == ["high"] }?
        .text.english
    }
    let standard = plan(try open())
    let first = try open()
    #expect(first.run("strategy 客户价值.高价值客户 'Own'; remember") == .done)
    let second = try open()
    #expect(plan(second) == "Own")
    #expect(second.run("rules reset value_tier; remember") == .done)
    let third = try open()
    #expect(plan(third) == standard)
    #expect(third.run("strategy value_tier.high 'Own'; remember") == .done)
    #expect(plan(try open()) == "Own")
  }

  @Test func whatWasSetBeforeADefinitionIsGone() throws {
    let folder = try TemporaryFolder()
    func open(_ script: String) throws -> [String: Value] {
      let session = Session(
        output: Session.Output(
          line: { _ in }, complaint: { Issue.record("\($0)") }, note: { _ in },
          surface: { Surface(width: nil) }),
        workspace: try Workspace.locate(from: folder.path, explicit: folder.path),
        definitions: try StandardRules.definitions())
      #expect(session.openProject(quietly: true) == .done)
      #expect(session.run(script) == .done)
      return session.parameters
    }
    _ = try open("set churn_days = 90; remember; param churn_days = 100; remember")
    #expect(try open("set churn_days = 90; remember") == ["churn_days": .int(90)])
    #expect(try open("param churn_days = 80; remember") == [:])
    #expect(try open("") == [:])
  }
}
