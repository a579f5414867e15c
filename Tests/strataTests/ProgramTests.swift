import Glibc
import Testing

@testable import strata

@Suite(.serialized, .timeLimit(.minutes(3)))
struct ProgramTests {
  let home: TemporaryFolder

  init() throws {
    home = try TemporaryFolder()
  }

  @Test func statementsOfTheCommandLineAreRun() throws {
    let result = try Program.run(["--format", "csv", "-c", "demo; customers | count"], home: home)
    #expect(result.output == "count\n5000\n" && result.exitCode == 0)
    #expect(result.errors.hasPrefix("demo data: 5,000 customers"))
  }

  @Test func standardInputIsAScript() throws {
    let result = try Program.run([], input: "set rows\nset format\n", home: home)
    #expect(result.output == "rows = 20\nformat = table\n")
    #expect(result.errors == "" && result.exitCode == 0)
    // A pipe by name is read once.
    let named = try Program.run(
      ["run", "/dev/stdin", "most=3"], input: "param most = 5\necho :most\n", home: home)
    #expect(named.output == "3\n" && named.exitCode == 0, "\(named.errors)")
  }

  @Test func aScriptTakesValues() throws {
    let orders = try home.writeOrders(to: "orders.csv")
    let script = try home.write(
      """
      param least = 100
      load 'orders.csv'
      from orders | where amount >= :least | count
      """, to: "spenders.strata")
    let result = try Program.run(["--format", "csv", "run", script, "least=20"], home: home)
    #expect(result.output == "count\n2\n" && result.exitCode == 0, "\(result.errors)")
    let query = "from orders | sort amount | select amount"
    let files = try Program.run([orders, "--format", "csv", "-c", query], home: home)
    #expect(files.output == "amount\n4.50\n20.00\n500.00\n" && files.exitCode == 0)
  }

  @Test func aFaultInAStatementIsExitCode1AndEndsTheScript() throws {
    let result = try Program.run(["-c", "set rows; customers; set rows"], home: home)
    #expect(result.output == "rows = 20\n" && result.exitCode == 1)
    #expect(result.errors.hasPrefix("error[E215]: no data are loaded\n"))
  }

  /// Expectations do not end a script; one that is not met makes it fail in the end, `quit` or not.
  @Test(arguments: [
    ("expect count() = 3; set rows", 0, "1 expectation, met\n"),
    ("expect count() = 2; set rows", 1, "1 expectation, not met\n"),
    ("expect count() = 2; expect count() = 3; set rows; quit", 1, "2 expectations, 1 not met\n"),
    (
      "expect count(nobody) = 3; expect n_orders of 'A' > 0; set rows", 1,
      "2 expectations, 1 not met\n"
    ),
  ])
  func anExpectationThatIsNotMetIsExitCode1(
    statements: String, code: Int32, summary: String
  ) throws {
    let orders = try home.writeOrders(to: "orders.csv")
    let result = try Program.run([orders, "-c", statements], home: home)
    #expect(result.exitCode == code && result.output == "rows = 20\n", "\(result.errors)")
    #expect(result.errors.hasSuffix(summary), "\(result.errors)")
  }

  @Test(arguments: [
    ("dimension d\n  x when n_orders > 0\n  otherwise y\nend\nexpect count(d = x) = 3", 0),
    ("dimension d\n  x when n_orders > 0\n  otherwise y\nend\nexpect count(d = x) = 2", 1),
    ("dimension d\n  x when n_orders > 0\nend", 1),
    ("dimension d\n  x when true\n  otherwise y\nend", 0),
  ])
  func aCheckOfRulesIsATestForABuild(rules: String, code: Int32) throws {
    let orders = try home.writeOrders(to: "orders.csv")
    let file = try home.write(rules, to: "own.strata")
    let result = try Program.run([orders, "-c", "rules check '\(file)'"], home: home)
    #expect(result.exitCode == code, "\(result.output)\(result.errors)")
  }

  /// The expectations of a project wait until they are asked for.
  @Test func aProjectKeepsItsExpectations() throws {
    let orders = try home.writeOrders(to: "orders.csv")
    try #require(mkdir(home.path + "/.strata", 0o700) == 0)
    _ = try home.write("expect count() = 3\nexpect count() = 2\n", to: ".strata/project.strata")
    let opened = try Program.run(["-c", "set rows"], home: home)
    #expect(opened.exitCode == 0 && opened.errors == "", "\(opened.errors)")
    let empty = try Program.run(["-c", "rules check"], home: home)
    #expect(empty.exitCode == 0 && empty.output.hasSuffix("expectations that wait for data: 2\n"))
    let loaded = "load '\(orders)'; rules check"
    let checked = try Program.run(["-c", loaded], home: home)
    #expect(checked.exitCode == 1 && checked.output.hasSuffix("2 expectations, 1 not met\n"))
  }

  @Test func answersThatCannotBeWrittenAreAFault() throws {
    let errors = home.path + "/errors"
    let process = try Program.spawn(
      ["-c", "set rows"], standardOutput: "/dev/full", standardError: errors, folder: home.path,
      environment: ["HOME": home.path])
    var status: Int32 = 0
    try #require(waitpid(process, &status, 0) == process)
    #expect(Program.code(of: status) == 1)
    #expect(
      try home.read("errors").hasPrefix("error[E709]: cannot write 'stdout': the disk is full"))
  }

  @Test func statementsThatCannotBeReadAreAFault() throws {
    let errors = home.path + "/errors"
    let process = try Program.spawn(
      [], standardInput: home.path, standardOutput: home.path + "/stdout", standardError: errors,
      folder: home.path, environment: ["HOME": home.path])
    var status: Int32 = 0
    try #require(waitpid(process, &status, 0) == process)
    #expect(Program.code(of: status) == 1)
    #expect(try home.read("errors").hasPrefix("error[E401]: cannot read 'stdin': it is a folder"))
  }

  /// Without filling, the pipe of the signals takes the numbers 0 and 1, and what is printed is
  /// obeyed as signals.
  @Test func closedStreamsDoNotStopAScript() throws {
    let statements = "demo; take 5; where id = 'none' | save first; take 5; take 1 | save second"
    let status = system(
      "cd '\(home.path)' && exec '\(try Program.path())' -c \"\(statements)\" <&- >&- 2>errors")
    #expect(Program.code(of: status) == 1)
    let errors = try home.read("errors")
    #expect(errors.contains("saved second@1: 1 customer\n"))
    #expect(errors.contains("error[E709]: cannot write 'stdout'"))
  }

  @Test func aCurrentFolderThatWasRemovedIsNoProject() throws {
    let status = system(
      "mkdir '\(home.path)/gone' && cd '\(home.path)/gone' && rmdir '\(home.path)/gone' && "
        + "exec timeout 60 '\(try Program.path())' -c 'set rows' >'\(home.path)/stdout'")
    #expect(Program.code(of: status) == 0)
    #expect(try home.read("stdout") == "rows = 20\n")
  }

  @Test func aReaderThatLeavesEarlyEndsTheProgramQuietly() throws {
    let pipe = home.path + "/pipe"
    try #require(mkfifo(pipe, 0o600) == 0)
    let reader = open(pipe, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    try #require(reader >= 0)
    // Far more than a pipe holds.
    let script = try home.write(String(repeating: "help\n", count: 200), to: "script")
    let process = try Program.spawn(
      [], standardInput: script, standardOutput: pipe, standardError: home.path + "/errors",
      folder: home.path, environment: ["HOME": home.path])
    var end = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
    #expect(poll(&end, 1, 20_000) == 1)
    close(reader)
    var status: Int32 = 0
    try #require(waitpid(process, &status, 0) == process)
    #expect(Program.code(of: status) == -SIGPIPE)
    #expect(try home.read("errors") == "")
  }

  @Test(arguments: [
    ["--nonsense"], ["--threads", "none"], ["--threads", "0"], ["run"], ["run", "a.strata", "x"],
    ["run", "a.strata", "-c", "x"], ["a.strata"], ["--demo", "a.csv"], ["--format", "nonsense"],
  ])
  func aFaultInTheCommandLineIsExitCode2(arguments: [String]) throws {
    let result = try Program.run(arguments, home: home)
    #expect(result.exitCode == 2 && result.output == "")
    #expect(result.errors.hasPrefix("Error: "))
  }

  @Test(arguments: ["lesat=20", "since=@2024-13-01"])
  func anArgumentThatAScriptDoesNotTakeIsExitCode2(argument: String) throws {
    let script = try home.write(
      "param least = 1\nparam since = @2024-01-01\nset rows", to: "s.strata")
    let result = try Program.run(["run", script, argument], home: home)
    #expect(result.exitCode == 2 && result.output == "", "\(result.errors)")
    #expect(result.errors.hasPrefix("error["))
  }

  @Test func ctrlCEndsAScriptWithExitCode130() throws {
    try home.writeManyOrders(to: "big.csv")
    let terminal = try PseudoTerminal(["-c", "load 'big.csv'; set rows"], home: home)
    // Whatever it is at by then.
    try terminal.wait("progress") { $0.text.contains("░") }
    terminal.type("\u{3}")
    #expect(try terminal.exitCode() == 130)
    #expect(!terminal.output.contains("rows = 20"))
  }

  @Test func theVersionIsOneLine() throws {
    let result = try Program.run(["--version"], home: home)
    #expect(result.output == "strata \(Options.version)\n" && result.exitCode == 0)
  }

  @Test func helpNamesEveryOption() throws {
    let result = try Program.run(["--help"], home: home)
    for option in [
      "-c", "--demo", "--workspace", "--threads", "--format", "--no-color", "--version",
    ] {
      #expect(result.output.contains(option))
    }
    #expect(result.exitCode == 0 && result.errors == "")
  }
}
