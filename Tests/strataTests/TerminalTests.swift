import Glibc
import Testing

@testable import strata

@Suite(.serialized, .timeLimit(.minutes(3)))
struct TerminalTests {
  let home: TemporaryFolder

  init() throws {
    setlocale(LC_CTYPE, "C.UTF-8")
    home = try TemporaryFolder()
  }

  @Test func aLineTypedIsRunAndCtrlDLeaves() throws {
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.type("set rows\r")
    try terminal.see("rows = 20\nstrata>")
    terminal.type("\u{4}")
    #expect(try terminal.exitCode() == 0)
    #expect(terminal.screen.text == "strata> set rows\nrows = 20\nstrata>")
    #expect(terminal.screen.column == 0)
  }

  @Test func aBareWordQuits() throws {
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.type("quit\r")
    #expect(try terminal.exitCode() == 0)
  }

  @Test func aRuleThatMovesCustomersIsAskedAboutBeforeItChanges() throws {
    try home.writeOrders(to: "orders.csv")
    let terminal = try PseudoTerminal(rows: 40, columns: 80, home: home)
    try terminal.see("strata>")
    terminal.type("load 'orders.csv'\r")
    try terminal.see("amount 524.50\nstrata>")
    func define(_ least: Int) {
      terminal.type("dimension big\rlarge when n_orders >= \(least)\rotherwise none\rend\r")
    }
    define(1)
    try terminal.see("defined big\nstrata>")
    define(2)
    try terminal.see(
      "large → none 3: bound moved: n_orders >= 2 (was n_orders >= 1)\naccept the change? [y/N]")
    terminal.type("n\r")
    try terminal.see("nothing was changed\nstrata>")
    define(2)
    try terminal.wait("a second question") {
      $0.text.ranges(of: "accept the change").count == 2
    }
    terminal.type("\u{3}")
    try terminal.see("nothing was changed\nstrata>")
    define(2)
    try terminal.wait("a third question") {
      $0.text.ranges(of: "accept the change").count == 3
    }
    terminal.type("y\r")
    try terminal.see("[y/N] y\ndefined big\nstrata>")
  }

  @Test func anOwnDimensionIsAskedAboutBeforeItGoes() throws {
    try home.writeOrders(to: "orders.csv")
    let terminal = try PseudoTerminal(rows: 40, columns: 80, home: home)
    try terminal.see("strata>")
    terminal.type("load 'orders.csv'\r")
    try terminal.see("amount 524.50\nstrata>")
    terminal.type("dimension big large when n_orders >= 1 otherwise none end\r")
    try terminal.see("defined big\nstrata>")
    terminal.type("rules reset big\r")
    try terminal.see("  large → ∅ 3\naccept the change? [y/N]")
    terminal.type("n\r")
    try terminal.see("nothing was changed\nstrata>")
    terminal.type("rules reset big\r")
    try terminal.wait("a second question") {
      $0.text.ranges(of: "accept the change").count == 2
    }
    terminal.type("y\r")
    try terminal.see("[y/N] y\nbig is no longer defined\nstrata>")
  }

  @Test func ctrlCClearsTheLineAndTheStatement() throws {
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.type("from customers |\rwhere")
    try terminal.see("strata> from customers |\n   ...> where")
    terminal.type("\u{3}")
    try terminal.see("where^C\nstrata>")
    terminal.type("set rows\r")
    try terminal.see("rows = 20\nstrata>")
  }

  @Test func aDefinitionGivenUpComesBackWithTheUpKey() throws {
    let terminal = try PseudoTerminal(rows: 40, columns: 80, home: home)
    try terminal.see("strata>")
    terminal.type("dimension big\r  large when n_orders >= 5\r  otherwise")
    try terminal.see("otherwise")
    terminal.type("\u{3}")
    try terminal.see("otherwise^C\nstrata>")
    terminal.type("\u{1B}[A")
    try terminal.wait("the lines given up") {
      $0.text.ranges(of: "large when n_orders >= 5").count == 2
    }
    terminal.type(" none\rend\r")
    try terminal.see("defined big\nstrata>")
  }

  @Test func ctrlCCancelsWhatRunsAndTheSizeIsAskedAnew() throws {
    try home.writeManyOrders(to: "big.csv")
    let terminal = try PseudoTerminal(rows: 10, columns: 80, home: home)
    try terminal.see("strata>")
    terminal.type("load 'big.csv'\r")
    // Whatever it is at by then.
    try terminal.wait("progress") { $0.text.contains("░") }
    terminal.resize(rows: 10, columns: 20)
    let pressed = ContinuousClock.now
    terminal.type("\u{3}")
    try terminal.see("interrupted\nstrata>")
    #expect(ContinuousClock.now - pressed < .seconds(2))
    terminal.type("where one two three")
    try terminal.see("strata> where one tw\no three")
    terminal.type("\u{3}")
    try terminal.see("^C\nstrata>")
    terminal.type("set rows\r")
    try terminal.see("rows = 20\nstrata>")
  }

  @Test func aStatementOfSeveralLinesIsOneUnitOfHistory() throws {
    try home.makeProject()
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.type("set rows =\r7\r")
    try terminal.see("strata> set rows =\n   ...> 7\nstrata>")
    terminal.type("\u{1B}[A")
    try terminal.see("strata> set rows =\n7")
    terminal.type("8\r")
    try terminal.see("\n78\nstrata>")
    terminal.type("set rows\r")
    try terminal.see("rows = 78\nstrata>")
    terminal.type("\u{4}")
    #expect(try terminal.exitCode() == 0)
    #expect(
      try home.read(".strata/history") == "set rows =\\n7\nset rows =\\n78\nset rows\n")
    var about = stat()
    #expect(stat(home.path + "/.strata/history", &about) == 0 && about.st_mode & 0o777 == 0o600)
  }

  @Test func historyBeginsWithTheProject() throws {
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.type("set rows\r")
    try terminal.see("rows = 20\nstrata>")
    #expect(!home.holds(".strata"))
    terminal.type("metric twice = 2 * spend\r")
    try terminal.see("defined twice\nstrata>")
    terminal.type("remember\r")
    try terminal.wait("the answer") {
      $0.text.contains("remembered in") && $0.text.hasSuffix("strata>")
    }
    terminal.type("\u{4}")
    #expect(try terminal.exitCode() == 0)
    #expect(
      try home.read(".strata/history") == "set rows\nmetric twice = 2 * spend\nremember\n")
  }

  @Test func whatIsNotRememberedIsToldOnLeaving() throws {
    let lost = "definitions or parameters were not remembered: 'remember' before leaving keeps them"
    let first = try PseudoTerminal(rows: 24, columns: 100, home: home)
    try first.see("strata>")
    first.type("metric twice = 2 * spend_total; set churn_days = 90; set freq_hi = 9\r")
    try first.see("freq_hi = 9\nstrata>")
    first.type("set freq_hi = default; set rows = 5\r")
    try first.see("freq_hi = 6\nstrata>")
    first.type("quit\r")
    #expect(try first.exitCode() == 0)
    #expect(first.screen.text.hasSuffix("strata> quit\n2 \(lost)"))
    let second = try PseudoTerminal(rows: 24, columns: 100, home: home)
    try second.see("strata>")
    second.type("set churn_days = 90; remember; set churn_days = 91; set churn_days = 90\r")
    try second.wait("the last answer") { $0.text.hasSuffix("churn_days = 90\nstrata>") }
    second.type("\u{4}")
    #expect(try second.exitCode() == 0)
    #expect(second.screen.text.hasSuffix("churn_days = 90\nstrata>"))
  }

  @Test func historyIsThereTheNextDay() throws {
    try home.makeProject()
    try home.write("first\nset rows =\\n  9 -- a\\\\b\n", to: ".strata/history")
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.type("\u{12}a\\b")
    try terminal.wait("the search") { $0.text.contains("9 -- a\\b") }
    terminal.type("\rset rows\r")
    try terminal.see("rows = 9\nstrata>")
  }

  @Test func ctrlCLeavesASearch() throws {
    try home.makeProject()
    try home.write("first\n", to: ".strata/history")
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.type("\u{12}fir")
    try terminal.wait("the search") { $0.text.contains("`fir': first") }
    terminal.type("\u{3}")
    try terminal.see("^C\nstrata>")
    terminal.type("set rows\r")
    try terminal.see("strata> set rows\nrows = 20\nstrata>")
  }

  @Test func ctrlZStopsAndTheLineIsThereAgainAfterwards() throws {
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.type("set ro")
    try terminal.see("set ro")
    terminal.type("\u{1A}")
    #expect(terminal.stops())
    terminal.signal(SIGCONT)
    terminal.type("ws\r")
    try terminal.see("rows = 20\nstrata>")
  }

  @Test func aPasteOfSeveralLinesWaitsForEnter() throws {
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.paste("set rows =\n1 +\n2")
    try terminal.see("strata> set rows =\n1 +\n2")
    terminal.type("\rset rows\r")
    try terminal.see("rows = 3\nstrata>")
  }

  @Test func chineseTextIsEditedByCharacters() throws {
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.type("筛选客户\u{1B}[D\u{1B}[D老\u{1B}[D\u{7F}")
    try terminal.wait("the edited line") { $0.text.hasSuffix("strata> 筛老客户") && $0.column == 10 }
    terminal.type("\r")
    try terminal.wait("the complaint") { $0.text.contains("\n  筛老客户\n  ^^^^^^^^\n") }
  }

  @Test func chineseTextIsEditedWithoutALocale() throws {
    let terminal = try PseudoTerminal(home: home, environment: ["LC_ALL": "C"])
    try terminal.see("strata>")
    terminal.type("客户\u{7F}'\r")
    try terminal.wait("the line") { $0.text.contains("strata> 客'\n") }
  }

  @Test func tabInsertsWhatCandidatesShareAndListsThem() throws {
    try home.writeOrders(to: "orders.csv")
    let terminal = try PseudoTerminal(["orders.csv"], home: home)
    try terminal.see("strata>")
    terminal.type("where value_tier = '\t")
    // Of three buyers percent_rank puts one each at 0, 50 and 100; the cuts are 50 and 80.
    try terminal.see(
      """
      high     1  medium   1  low      1  negative 0  none     0
      strata> where value_tier = '
      """)
    terminal.type("hi\t")
    try terminal.see("strata> where value_tier = 'high'")
    terminal.type("| cou\t\r")
    try terminal.wait("the count") { $0.text.contains("| count") && $0.text.contains("\n     1\n") }
  }

  @Test func keywordsAreColouredWhileTyping() throws {
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.type("where 客户")
    try terminal.wait("colour") {
      $0.text == "strata> where 客户" && $0.text(styled: "1;34") == "where" && $0.column == 18
    }
    terminal.type("\u{1}x")
    try terminal.wait("no colour") {
      $0.text == "strata> xwhere 客户" && $0.text(styled: "1;34").isEmpty && $0.column == 9
    }
  }

  @Test func colourFollowsALineOverSeveralRows() throws {
    let terminal = try PseudoTerminal(rows: 8, columns: 20, home: home)
    try terminal.see("strata>")
    terminal.type("where x一二三 = 四五六七八 and x")
    let shown = "strata> where x一二\n三 = 四五六七八 and\nx"
    try terminal.wait("three rows") {
      $0.text == shown && $0.text(styled: "1;34") == "where" && $0.row == 2 && $0.column == 1
    }
    terminal.type("\u{1}")
    try terminal.wait("the line's start") { $0.row == 0 && $0.column == 8 && $0.text == shown }
  }

  @Test func colourFollowsALineThatFillsItsRow() throws {
    let terminal = try PseudoTerminal(rows: 8, columns: 20, home: home)
    try terminal.see("strata>")
    terminal.type("where 一二三")
    try terminal.wait("the next row") {
      $0.text == "strata> where 一二三" && $0.text(styled: "1;34") == "where" && $0.row == 1
    }
    terminal.type("四\u{7F}\u{7F}")
    try terminal.wait("the row before") {
      $0.text == "strata> where 一二" && $0.row == 0 && $0.column == 18
    }
  }

  @Test func noColourWhenAskedForNone() throws {
    let terminal = try PseudoTerminal(home: home, environment: ["NO_COLOR": "1"])
    try terminal.see("strata>")
    terminal.type("set rows\r")
    try terminal.see("rows = 20\nstrata>")
    #expect(!terminal.output.contains("\u{1B}[1m") && !terminal.output.contains("34m"))
  }

  @Test func theLineSurvivesAResize() throws {
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.type("where one two three")
    try terminal.see("strata> where one two three")
    terminal.resize(rows: 24, columns: 60)
    terminal.type(" four")
    try terminal.wait("the line once") { $0.text == "strata> where one two three four" }
  }

  @Test func aLineOfSeveralRowsSurvivesANarrowerScreen() throws {
    let terminal = try PseudoTerminal(rows: 10, columns: 40, home: home)
    try terminal.see("strata>")
    terminal.type("set rows = 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8")
    try terminal.wait("two rows") { $0.row == 1 && $0.text.hasSuffix("8") }
    terminal.resize(rows: 10, columns: 30)
    terminal.type("\r")
    try terminal.see("\nstrata>")
    terminal.type("set rows\r")
    try terminal.see("rows = 36\nstrata>")
  }

  @Test func viModeComesFromInputrc() throws {
    let inputrc = try home.write("set editing-mode vi\n", to: "inputrc")
    let terminal = try PseudoTerminal(home: home, environment: ["INPUTRC": inputrc])
    try terminal.see("strata>")
    terminal.type("abc\u{1B}0iz\r")
    try terminal.wait("the complaint") { $0.text.contains("\n  zabc\n  ^^^^\n") }
  }

  @Test func resultsMayGoElsewhereWhileTheTerminalTalks() throws {
    let terminal = try PseudoTerminal(home: home, standardOutput: home.path + "/results")
    try terminal.see("strata>")
    terminal.type("set rows\r")
    try terminal.see("strata> set rows\nstrata>")
    terminal.type("\u{4}")
    #expect(try terminal.exitCode() == 0)
    #expect(try home.read("results") == "rows = 20\n")
  }

  @Test func terminationLeavesTheTerminalInOrder() throws {
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.signal(SIGTERM)
    #expect(try terminal.exitCode() == -SIGTERM)
    #expect(terminal.output.contains("\u{1B}[?2004l"))
  }
}
