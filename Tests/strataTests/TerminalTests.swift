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
    terminal.type("hello\r")
    try terminal.see("[hello]\nstrata>")
    terminal.type("\u{4}")
    #expect(try terminal.exitCode() == 0)
    #expect(terminal.screen.text == "strata> hello\n[hello]\nstrata>")
    #expect(terminal.screen.column == 0)
  }

  @Test func aBareWordQuits() throws {
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.type("quit\r")
    #expect(try terminal.exitCode() == 0)
  }

  @Test func ctrlCClearsTheLineAndTheStatement() throws {
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.type("from customers |\rwhere")
    try terminal.see("strata> from customers |\n   ...> where")
    terminal.type("\u{3}")
    try terminal.see("where^C\nstrata>")
    terminal.type("next\r")
    try terminal.see("[next]\nstrata>")
  }

  @Test func ctrlCCancelsWhatRunsAtOnce() throws {
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.type("wait\r")
    try terminal.see("waiting")
    let pressed = ContinuousClock.now
    terminal.type("\u{3}")
    try terminal.see("cancelled\nstrata>")
    #expect(ContinuousClock.now - pressed < .milliseconds(500))
    terminal.type("alive\r")
    try terminal.see("[alive]\nstrata>")
  }

  @Test func aStatementOfSeveralLinesIsOneUnitOfHistory() throws {
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.type("customers |\rtake 3\r")
    try terminal.see("[customers |⏎take 3]\nstrata>")
    terminal.type("\u{1B}[A")
    try terminal.see("strata> customers |\ntake 3")
    terminal.type("\r")
    try terminal.see("[customers |⏎take 3]\nstrata>")
    terminal.type("\u{4}")
    #expect(try terminal.exitCode() == 0)
    #expect(try home.read(".strata_history") == "customers |\\ntake 3\n")
    var about = stat()
    #expect(stat(home.path + "/.strata_history", &about) == 0 && about.st_mode & 0o777 == 0o600)
  }

  @Test func historyIsThereTheNextDay() throws {
    try home.write("first\nfrom x |\\n  take '\\\\'\n", to: ".strata_history")
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.type("\u{12}take")
    try terminal.wait("the search") { $0.text.contains("take '\\'") }
    terminal.type("\r")
    try terminal.see("[from x |⏎  take '\\']\nstrata>")
  }

  @Test func ctrlCLeavesASearch() throws {
    try home.write("first\n", to: ".strata_history")
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.type("\u{12}fir")
    try terminal.wait("the search") { $0.text.contains("`fir': first") }
    terminal.type("\u{3}")
    try terminal.see("^C\nstrata>")
    terminal.type("where\r")
    try terminal.see("strata> where\n[where]\nstrata>")
  }

  @Test func ctrlZStopsAndTheLineIsThereAgainAfterwards() throws {
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.type("where one")
    try terminal.see("where one")
    terminal.type("\u{1A}")
    #expect(terminal.stops())
    terminal.signal(SIGCONT)
    terminal.type(" two\r")
    try terminal.see("[where one two]\nstrata>")
  }

  @Test func theSizeIsAskedAnewAfterAStatement() throws {
    let terminal = try PseudoTerminal(rows: 10, columns: 80, home: home)
    try terminal.see("strata>")
    terminal.type("wait\r")
    try terminal.see("waiting")
    terminal.resize(rows: 10, columns: 20)
    terminal.type("\u{3}")
    try terminal.see("cancelled\nstrata>")
    terminal.type("where one two three")
    try terminal.see("strata> where one tw\no three")
  }

  @Test func aPasteOfSeveralLinesWaitsForEnter() throws {
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.paste("customers\n| where tier = 'VIP'\n| take 3")
    try terminal.see("strata> customers\n| where tier = 'VIP'\n| take 3")
    terminal.type("\r")
    try terminal.see("[customers⏎| where tier = 'VIP'⏎| take 3]\nstrata>")
  }

  @Test func chineseTextIsEditedByCharacters() throws {
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.type("筛选客户\u{1B}[D\u{1B}[D老\u{1B}[D\u{7F}")
    try terminal.wait("the edited line") { $0.text.hasSuffix("strata> 筛老客户") && $0.column == 10 }
    terminal.type("\r")
    try terminal.see("[筛老客户]\nstrata>")
  }

  @Test func chineseTextIsEditedWithoutALocale() throws {
    let terminal = try PseudoTerminal(home: home, environment: ["LC_ALL": "C"])
    try terminal.see("strata>")
    terminal.type("客户\u{7F}\r")
    try terminal.see("strata> 客\n[客]\nstrata>")
  }

  @Test func tabInsertsWhatCandidatesShareAndListsThem() throws {
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.type("show 客\t")
    try terminal.see("客户   6  客单价 9\nstrata> show 客")
    terminal.type("户\t")
    try terminal.see("strata> show 客户")
    terminal.type("ch\t")
    try terminal.see("channel 7  churn   5\nstrata> show 客户 ch")
    terminal.type("u\tx\r")
    try terminal.see("[show 客户 churn x]\nstrata>")
  }

  @Test func keywordsAreColouredWhileTyping() throws {
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.type("where 客户")
    try terminal.wait("colour") {
      $0.text == "strata> where 客户" && $0.text(styled: "34") == "where" && $0.column == 18
    }
    terminal.type("\u{1}x")
    try terminal.wait("no colour") {
      $0.text == "strata> xwhere 客户" && $0.text(styled: "34").isEmpty && $0.column == 9
    }
  }

  @Test func colourFollowsALineOverSeveralRows() throws {
    let terminal = try PseudoTerminal(rows: 8, columns: 20, home: home)
    try terminal.see("strata>")
    terminal.type("where x一二三 = 四五六七八 and x")
    let shown = "strata> where x一二\n三 = 四五六七八 and\nx"
    try terminal.wait("three rows") {
      $0.text == shown && $0.text(styled: "34") == "where" && $0.row == 2 && $0.column == 1
    }
    terminal.type("\u{1}")
    try terminal.wait("the line's start") { $0.row == 0 && $0.column == 8 && $0.text == shown }
  }

  @Test func colourFollowsALineThatFillsItsRow() throws {
    let terminal = try PseudoTerminal(rows: 8, columns: 20, home: home)
    try terminal.see("strata>")
    terminal.type("where 一二三")
    try terminal.wait("the next row") {
      $0.text == "strata> where 一二三" && $0.text(styled: "34") == "where" && $0.row == 1
    }
    terminal.type("四\u{7F}\u{7F}")
    try terminal.wait("the row before") {
      $0.text == "strata> where 一二" && $0.row == 0 && $0.column == 18
    }
  }

  @Test func noColourWhenAskedForNone() throws {
    let terminal = try PseudoTerminal(home: home, environment: ["NO_COLOR": "1"])
    try terminal.see("strata>")
    terminal.type("where\r")
    try terminal.see("[where]\nstrata>")
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
    terminal.type("\r")
    try terminal.see("[where one two three four]\nstrata>")
  }

  @Test func aLineOfSeveralRowsSurvivesANarrowerScreen() throws {
    let terminal = try PseudoTerminal(rows: 10, columns: 40, home: home)
    try terminal.see("strata>")
    terminal.type("where a = 1 and b = 2 and c = 3 and d")
    try terminal.wait("two rows") { $0.row == 1 && $0.text.hasSuffix("d") }
    terminal.resize(rows: 10, columns: 30)
    terminal.type("\r")
    try terminal.see("[where a = 1 and b = 2 and c =\n 3 and d]\nstrata>")
  }

  @Test func viModeComesFromInputrc() throws {
    let inputrc = try home.write("set editing-mode vi\n", to: "inputrc")
    let terminal = try PseudoTerminal(home: home, environment: ["INPUTRC": inputrc])
    try terminal.see("strata>")
    terminal.type("abc\u{1B}0iz\r")
    try terminal.see("[zabc]\nstrata>")
  }

  @Test func resultsMayGoElsewhereWhileTheTerminalTalks() throws {
    let terminal = try PseudoTerminal(home: home, standardOutput: home.path + "/results")
    try terminal.see("strata>")
    terminal.type("hello\r")
    try terminal.see("strata> hello\nstrata>")
    terminal.type("\u{4}")
    #expect(try terminal.exitCode() == 0)
    #expect(try home.read("results") == "[hello]\n")
  }

  @Test func terminationLeavesTheTerminalInOrder() throws {
    let terminal = try PseudoTerminal(home: home)
    try terminal.see("strata>")
    terminal.signal(SIGTERM)
    #expect(try terminal.exitCode() == -SIGTERM)
    #expect(terminal.output.contains("\u{1B}[?2004l"))
  }
}
