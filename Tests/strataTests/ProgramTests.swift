import Testing

@testable import strata

@Suite(.serialized, .timeLimit(.minutes(3)))
struct ProgramTests {
  let home: TemporaryFolder

  init() throws {
    home = try TemporaryFolder()
  }

  @Test func statementsOfTheCommandLineAreRun() throws {
    let result = try Program.run(["-c", "hello"], home: home)
    #expect(result.output == "[hello]\n" && result.errors == "" && result.exitCode == 0)
  }

  @Test func standardInputIsAScript() throws {
    let result = try Program.run([], input: "hello\nworld\n", home: home)
    #expect(result.output == "[hello⏎world]\n" && result.exitCode == 0)
  }

  @Test func aFaultInAStatementIsExitCode1() throws {
    #expect(try Program.run(["-c", "fail"], home: home).exitCode == 1)
  }

  @Test(arguments: [
    ["--nonsense"], ["--threads", "none"], ["--threads", "0"], ["run"], ["run", "a.strata", "x"],
    ["run", "a.strata", "-c", "x"], ["a.strata"], ["--demo", "a.csv"],
  ])
  func aFaultInTheCommandLineIsExitCode2(arguments: [String]) throws {
    let result = try Program.run(arguments, home: home)
    #expect(result.exitCode == 2 && result.output == "")
    #expect(result.errors.hasPrefix("Error: "))
  }

  @Test func ctrlCEndsAScriptWithExitCode130() throws {
    let terminal = try PseudoTerminal(["-c", "wait"], home: home)
    try terminal.see("waiting")
    terminal.type("\u{3}")
    #expect(try terminal.exitCode() == 130)
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
