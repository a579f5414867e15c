import Engine
import Segments
import Shell
import Syntax

/// A session whose answers are gathered, in a workspace of its own that goes with it.
final class SessionFixture {
  let session: Session
  private let folder: TemporaryFolder
  private let lines: Lines

  final class Lines {
    var text: [String] = []
  }

  init(width: Int? = nil) throws {
    let folder = try TemporaryFolder()
    let lines = Lines()
    self.folder = folder
    self.lines = lines
    let output = Session.Output(
      line: { lines.text.append($0) }, complaint: { lines.text.append($0) },
      note: { lines.text.append($0) }, surface: { Surface(width: width) })
    session = Session(
      output: output, workspace: try Workspace.locate(from: folder.path),
      definitions: try StandardRules.definitions())
  }

  /// What `text` prints.
  func run(_ text: String) -> (outcome: Session.Outcome, lines: [String]) {
    lines.text = []
    let outcome = session.run(text)
    return (outcome, lines.text)
  }
}
