import Syntax
import Testing

@Suite struct TextWidthTests {
  @Test func widthsAreThoseOfTheOracle() {
    for row in widthOracle {
      let name = row.text.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: " ")
      #expect(DisplayWidth.of(row.text) == row.width, "\(name)")
    }
  }

  @Test func truncationNeverSplitsACluster() {
    let family = "\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467}"
    #expect(DisplayWidth.truncated("ab" + family + "cd", to: 5) == "ab" + family + "…")
    #expect(DisplayWidth.truncated("ab" + family + "cd", to: 4) == "ab…")
    #expect(DisplayWidth.truncated("e\u{301}e\u{301}e\u{301}", to: 2) == "e\u{301}…")
    #expect(DisplayWidth.truncated("中文字", to: 5) == "中文…")
    #expect(DisplayWidth.truncated("中文字", to: 4) == "中…")
    #expect(DisplayWidth.truncated("中文字", to: 6) == "中文字")
    #expect(DisplayWidth.truncated("中文字", to: 1) == "…")
    #expect(DisplayWidth.truncated("中文字", to: 0) == "")
    #expect(DisplayWidth.truncated("abc", to: 3) == "abc")
    #expect(DisplayWidth.truncated("abcd", to: 3) == "ab…")
  }

  @Test func paddingCountsCellsNotCharacters() {
    #expect(DisplayWidth.padded("中", to: 4) == "中  ")
    #expect(DisplayWidth.padded("中", to: 4, .right) == "  中")
    #expect(DisplayWidth.padded("中文", to: 3) == "中文")
    #expect(DisplayWidth.fitted("中文字", to: 4) == "中… ")
  }

  @Test func anythingTruncatedFits() {
    for row in widthOracle {
      for width in 0...8 {
        #expect(DisplayWidth.of(DisplayWidth.truncated(row.text, to: width)) <= width)
      }
    }
  }
}
