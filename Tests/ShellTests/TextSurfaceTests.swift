import Testing

@testable import Shell

@Suite struct TextSurfaceTests {
  @Test func languageFollowsTheFirstVariableThatIsSet() {
    #expect(Language(lcAll: nil, lcMessages: nil, lang: "zh_CN.UTF-8") == .zh)
    #expect(Language(lcAll: "", lcMessages: "zh_TW", lang: "en_US.UTF-8") == .zh)
    #expect(Language(lcAll: "C.UTF-8", lcMessages: "zh_CN", lang: "zh_CN") == .en)
    #expect(Language(lcAll: nil, lcMessages: nil, lang: nil) == .en)
    #expect(Language(named: "中文") == .zh)
    #expect(Language(named: "fr") == nil)
  }

  @Test func signsAreAsciiWhereTheLocaleSaysSo() {
    #expect(Glyphs(lcAll: nil, lcCtype: nil, lang: "de_DE.UTF-8") == .unicode)
    #expect(Glyphs(lcAll: nil, lcCtype: nil, lang: "C.utf8") == .unicode)
    #expect(Glyphs(lcAll: "C", lcCtype: nil, lang: "de_DE.UTF-8") == .ascii)
    #expect(Glyphs(lcAll: nil, lcCtype: nil, lang: "zh_CN.GB18030") == .ascii)
    #expect(Glyphs(lcAll: nil, lcCtype: nil, lang: nil) == .unicode)
  }

  @Test func colourNeedsATerminalThatWantsIt() {
    #expect(Style(isTerminal: true, term: "xterm", noColor: nil).isColoured)
    #expect(Style(isTerminal: true, term: "xterm", noColor: "").isColoured)
    #expect(!Style(isTerminal: true, term: "xterm", noColor: "1").isColoured)
    #expect(!Style(isTerminal: true, term: "dumb", noColor: nil).isColoured)
    #expect(!Style(isTerminal: false, term: "xterm", noColor: nil).isColoured)
    #expect(Style.plain.paint("a", .error) == "a")
    #expect(Style.coloured.paint("a", .header) == "\u{1B}[1ma\u{1B}[0m")
  }

  @Test func surfaceTakesWhatTheEnvironmentSays() {
    let values = ["LANG": "zh_CN.UTF-8", "TERM": "xterm", "NO_COLOR": "1"]
    let surface = Surface(isTerminal: true, width: 120) { values[$0] }
    #expect(surface == Surface(width: 120, style: .plain, glyphs: .unicode, language: .zh))
    #expect(Surface(isTerminal: false, width: 120) { values[$0] }.width == nil)
    #expect(Surface(isTerminal: true, width: nil) { values[$0] }.width == 80)
  }
}
