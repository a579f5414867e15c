import Testing

@testable import Shell

@Suite struct TextSanitizerTests {
  /// Sequences that clear, retitle, write the clipboard, ask back, hide or reorder.
  static let hostile = [
    "\u{1B}[2J\u{1B}[H", "\u{1B}]0;owned\u{7}", "\u{1B}]52;c;cm0gLXJmIH4=\u{7}", "\u{1B}[6n",
    "\u{1B}P$qm\u{1B}\\", "\u{1B}]8;;http://x.invalid\u{1B}\\click\u{1B}]8;;\u{1B}\\",
    "\u{9B}31mC1", "\u{9D}0;t\u{9C}", "a\rb", "\u{8}\u{8}\u{8}hidden",
    "\u{1B}[8mhidden\u{1B}[0m", "\u{1B}[?1049h", "\u{1B}[?25l", "\u{7}\u{7}", "\u{1B}[21t",
    "\u{1B}c", "\u{E}\u{F}", "\u{202E}abc", "\u{2066}x", "\u{7F}", "\u{1B}[1000D\u{1B}[K",
    "\u{1B}[20;20H", "\u{1B}]1337;File=inline=1:AAAA\u{7}", "\u{1B}_Gf=100;AAAA\u{1B}\\",
    "\u{0}x", "a\r\nb", "\u{2028}\u{2029}\u{85}", "\u{200B}\u{FEFF}\u{2060}\u{AD}",
    "\u{61C}\u{200E}\u{200F}", "\u{E0041}\u{E007F}", "\u{FFF9}\u{FFFF}",
  ]

  @Test(arguments: hostile) func nothingHostileReachesTheTerminal(text: String) {
    for glyphs in [Glyphs.unicode, .ascii] {
      for scalar in Sanitizer.visible(text, glyphs: glyphs).unicodeScalars {
        let properties = scalar.properties
        #expect(properties.generalCategory != .control)
        #expect(properties.generalCategory != .format)
        #expect(properties.generalCategory != .lineSeparator)
        #expect(properties.generalCategory != .paragraphSeparator)
        #expect(!properties.isDefaultIgnorableCodePoint)
      }
    }
  }

  @Test(arguments: [
    ("\u{1B}[2J", "␛[2J"), ("a\nb", "a⏎b"), ("a\tb", "a␉b"), ("a\r\nb", "a␍⏎b"),
    ("\u{7F}\u{0}", "␡␀"), ("\u{9B}31m", "⟨U+009B⟩31m"), ("\u{202E}abc", "⟨U+202E⟩abc"),
    ("a\u{200B}b", "a⟨U+200B⟩b"), ("\u{E0041}", "⟨U+E0041⟩"), ("a\u{200D}b", "a⟨U+200D⟩b"),
    ("\u{2028}", "⟨U+2028⟩"), ("\u{301}a", "◌\u{301}a"), ("a\u{FE0F}", "a⟨U+FE0F⟩"),
  ])
  func whatIsHiddenIsShown(text: String, shown: String) {
    #expect(Sanitizer.visible(text) == shown)
  }

  @Test(arguments: [
    "", "plain", "客户（上海）", "José", "e\u{301}", "שלום", "مرحبا", "می\u{200C}خواهم", "हिन्दी",
    "க்ஷ", "ไทยน้ำ", "👩\u{200D}👩\u{200D}👧", "🏳\u{FE0F}\u{200D}🌈", "1\u{FE0F}\u{20E3}",
    "👍🏽", "🇨🇳", "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", "葛\u{E0100}",
    "a\u{A0}b", "张三\u{3000}李四", "ｶﾞ", "한글",
  ])
  func writingOfAllScriptsStays(text: String) {
    #expect(Sanitizer.visible(text) == text)
  }

  @Test func towersOfMarksAreCutDown() {
    let tower = "a" + String(repeating: "\u{301}", count: 8)
    let kept = "a" + String(repeating: "\u{301}", count: 6)
    #expect(Sanitizer.visible(tower) == kept + "⟨U+0301⟩⟨U+0301⟩")
  }

  @Test func bytesThatAreNoTextAreShown() {
    #expect(Sanitizer.visible(bytes: [0x61, 0xFF, 0x62]) == "a⟨FF⟩b")
    #expect(Sanitizer.visible(bytes: [0xED, 0xA0, 0x80]) == "⟨ED⟩⟨A0⟩⟨80⟩")
    #expect(Sanitizer.visible(bytes: [0xE4, 0xB8, 0xAD, 0xE4, 0xB8]) == "中⟨E4⟩⟨B8⟩")
    #expect(Sanitizer.visible(bytes: [0xC0, 0x9B]) == "⟨C0⟩⟨9B⟩")
    #expect(Sanitizer.visible(bytes: [0x1B, 0x5B]) == "␛[")
  }

  @Test func asciiPicturesAreAscii() {
    #expect(Sanitizer.visible("\u{1B}[1m\n\u{7F}\u{202E}", glyphs: .ascii) == "^[[1m^J^?<U+202E>")
  }
}
