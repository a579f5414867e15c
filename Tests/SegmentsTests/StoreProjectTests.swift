import Glibc
import Segments
import Syntax
import Testing

@Suite struct StoreProjectTests {
  @Test func rememberedStatementsAreAnOrdinaryScript() throws {
    let folder = try StoreFolder()
    let file = ProjectFile(try folder.workspace)
    #expect(try file.read() == nil)
    try file.remember([
      "load orders from 'a.csv'\n  with customer = CustomerID", "set asof @2011-12-10",
    ])
    let expected = """
      -- remembered
      load orders from 'a.csv'
        with customer = CustomerID

      set asof @2011-12-10

      """
    #expect(try file.read()?.text == expected)
    #expect(try file.read()?.name == folder.path + "/.strata/project.strata")
  }

  @Test func rememberingAgainAddsOnlyWhatIsNew() throws {
    let folder = try StoreFolder()
    let file = ProjectFile(try folder.workspace)
    try file.remember(["load 'a.csv'"])
    #expect(try file.remember(["load 'a.csv'", "load 'b.csv'"]) == ["load 'b.csv'"])
    #expect(try file.remember(["load 'a.csv'"]).isEmpty)
    #expect(
      try file.read()?.text == "-- remembered\nload 'a.csv'\n\n-- remembered\nload 'b.csv'\n")
  }

  @Test func whatAnotherStatementHasOverruledIsNewAgain() throws {
    let folder = try StoreFolder()
    let file = ProjectFile(try folder.workspace)
    try file.remember(["set a = 1", "metric m = 1"])
    #expect(try file.remember(["set a = 1", "metric m = 1"]).isEmpty)
    #expect(try file.remember(["set a = 2", "rules reset m"]) == ["set a = 2", "rules reset m"])
    #expect(try file.remember(["set a = 1", "metric m = 1"]) == ["set a = 1", "metric m = 1"])
    // Nothing to take back.
    #expect(try file.remember(["set b = default", "rules reset n"]).isEmpty)
    // A file of rules may have defined it.
    let rules = ["rules load 'r.strata'", "rules reset n"]
    #expect(try file.remember(rules) == rules)
  }

  @Test func forgettingUndoesTheLastEntryAndKeepsWhatWasWrittenByHand() throws {
    let folder = try StoreFolder()
    let workspace = try folder.workspace
    let file = ProjectFile(workspace)
    try workspace.create()
    try StoreFolder.write(Array("-- my project\r\nset language zh\r\n".utf8), to: workspace.project)
    try file.remember(["load 'a.csv'"])
    try file.remember(["load 'b.csv'"])
    #expect(try file.forget() == "load 'b.csv'")
    #expect(try file.forget() == "load 'a.csv'")
    #expect(try file.forget() == nil)
    #expect(try file.read()?.text == "-- my project\r\nset language zh\n")
    try file.forgetAll()
    #expect(try file.read() == nil)
  }

  @Test func aProjectFileThatIsNotTextOrNotAFileIsRefused() throws {
    let folder = try StoreFolder()
    let workspace = try folder.workspace
    try workspace.create()
    let file = ProjectFile(workspace)
    try StoreFolder.write([0x6C, 0xFF, 0xFE], to: workspace.project)
    #expect(code { () throws(Diagnostic) in _ = try file.read() } == "E519")
    unlink(workspace.project)
    mkfifo(workspace.project, 0o600)
    #expect(code { () throws(Diagnostic) in _ = try file.read() } == "E511")
  }

  @Test func theNearestWorkspaceUpwardIsFound() throws {
    let folder = try StoreFolder()
    let inner = folder.path + "/inner"
    mkdir(inner, 0o700)
    defer { rmdir(inner) }
    #expect(try Workspace.locate(from: inner).folder == inner + "/.strata")
    try folder.workspace.create()
    #expect(try Workspace.locate(from: inner).folder == folder.path + "/.strata")
    let itself = try Workspace.locate(from: inner, explicit: folder.path + "/.strata")
    #expect(itself.folder == folder.path + "/.strata")
  }
}
