import Engine
import Segments
import Shell
import Testing

/// What other programs read holds the table alone; what is said beside it goes where remarks go.
@Suite struct MachineFormatTests {
  private final class Screen {
    var lines: [String] = []
    var notes: [String] = []
  }

  private static let scripts = [
    "describe value_tier", "describe churn_reason", "describe geo_region", "describe industry",
    "describe orders.channel", "describe churned", "explain value_tier", "explain geo_region",
    "dimensions",
  ]

  @Test func theTableIsAllThatIsAnswered() throws {
    let folder = try TemporaryFolder()
    let screen = Screen()
    let session = Session(
      output: Session.Output(
        line: { screen.lines.append($0) }, complaint: { Issue.record("\($0)") },
        note: { screen.notes.append($0) }, surface: { Surface(width: nil) }),
      workspace: try Workspace.locate(from: folder.path, explicit: folder.path),
      definitions: try StandardRules.definitions())
    #expect(session.run("demo; format json") == .done)
    for script in Self.scripts {
      screen.lines = []
      screen.notes = []
      #expect(session.run(script) == .done)
      #expect(screen.lines.first == "[" && screen.lines.last == "]", "\(script)")
      #expect(screen.lines.count { $0 == "[" || $0 == "]" } == 2, "\(script)")
      #expect(screen.notes.isEmpty == (script == "dimensions"), "\(script)")
    }
  }
}
