import Testing

@testable import Shell

@Suite struct TextWrapTests {
  @Test func wordsStayWhole() {
    #expect(
      TextWrap.hanging("no column of that name is there", width: 16, first: "", rest: "  ")
        == ["no column of", "  that name is", "  there"])
  }

  @Test func chineseBreaksAnywhereButBeforeWhatCloses() {
    // Eight cells: four characters, of which the comma may not begin a line.
    #expect(
      TextWrap.lines("客户类别，客户", width: 8) == ["客户类", "别，客户"])
    #expect(TextWrap.lines("共（三位）", width: 4) == ["共", "（三", "位）"])
  }

  @Test func withoutAWidthNothingBreaks() {
    #expect(TextWrap.hanging("a b", width: nil, first: " ", rest: "  ") == [" a b"])
  }
}
