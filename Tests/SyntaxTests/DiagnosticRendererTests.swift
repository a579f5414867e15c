import Syntax
import Testing

@Suite struct DiagnosticRendererTests {
  private func rendered(_ text: String, name: String? = nil) -> String {
    guard let fault = Parser.parse(text, name: name).diagnostics.first else { return "" }
    return DiagnosticRenderer.render(fault, source: SourceText(name: name, text: text))
  }

  @Test func theFormOfTheHouse() {
    let text = "where tierr = 'VIP'"
    let fault = Diagnostic(
      "E201", Message("no column '{0}' in {1}", "tierr", "customers"), at: Span(6, 11),
      label: Message("not a column"), hint: Message("did you mean '{0}'?", "tier"))
    #expect(
      DiagnosticRenderer.render(fault, source: SourceText(text: text)) == """
        error[E201]: no column 'tierr' in customers
          where tierr = 'VIP'
                ^^^^^ not a column
          hint: did you mean 'tier'?
        """)
  }

  @Test func aFileIsNamedWithLineAndColumn() {
    #expect(
      rendered("take 5\n\nwhere a = | take 5", name: "a.strata") == """
        error[E121]: unexpected '|'
          a.strata:3:11
          where a = | take 5
                    ^ expected an expression
        """)
    #expect(rendered("take 5\r\n\r\nwhere a = | take 5", name: "b").contains("b:3:11"))
    #expect(rendered("take 5\r\rwhere a = | take 5", name: "b").contains("b:3:11"))
  }

  /// Each Chinese character and full-width sign takes two columns.
  @Test func caretsStandUnderWideCharacters() {
    #expect(
      rendered("筛选 城市 属于 北京") == """
        error[E121]: unexpected '北京'
          筛选 城市 属于 北京
                         ^^^^ expected '(', 'file' or a range of dates
          hint: lists stand between brackets: in (a, b)
        """)
    #expect(
      rendered("筛选 “👨‍👩‍👧é” ＝ ＄") == """
        error[E101]: unexpected character '＄'
          筛选 “👨‍👩‍👧é” ＝ ＄
                        ^^ means nothing here
        """)
  }

  @Test func endsAreMarkedAfterTheLastCharacter() {
    #expect(
      rendered("where a =") == """
        error[E120]: the statement ends too early
          where a =
                   ^ expected an expression
        """)
  }

  @Test func longLinesAreWindowed() {
    let text =
      "where " + (0..<60).map { "column_\($0) = 1 and " }.joined() + "x = $ and "
      + (0..<60).map { "column_\($0) = 1" }.joined(separator: " and ")
    guard let fault = Parser.parse(text).diagnostics.first else {
      Issue.record("no fault")
      return
    }
    let lines = DiagnosticRenderer.render(fault, source: SourceText(text: text), width: 60)
      .split(separator: "\n").map(String.init)
    #expect(lines.count == 3)
    #expect(lines[1].count == 60)
    #expect(lines[1].hasPrefix("  …") && lines[1].hasSuffix("…"))
    let caret = lines[2].firstIndex(of: "^").map {
      lines[2].distance(from: lines[2].startIndex, to: $0)
    }
    let sign = lines[1].firstIndex(of: "$").map {
      lines[1].distance(from: lines[1].startIndex, to: $0)
    }
    #expect(caret != nil && caret == sign)
  }

  @Test func controlCharactersAreShownNotObeyed() {
    let text = rendered("where x = \u{1B}[31m \u{202E} \u{7}")
    #expect(text.contains("␛"))
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && $0 != "\u{202E}") })
    let tabs = rendered("\twhere x =\t$")
    #expect(tabs.contains("    where x =  $\n               ^"))
  }

  @Test func wordsComeFromTheReadersLanguage() {
    let fault = Diagnostic(
      "E120", Message("the statement ends too early"), at: Span(5, 5),
      label: Message("expected an expression"), hint: Message("did you mean '{0}'?", "x"))
    let words = [
      "error": "错误", "hint": "提示", "the statement ends too early": "语句不完整",
      "expected an expression": "此处应为表达式", "did you mean '{0}'?": "是否要输入“{0}”？",
    ]
    let text = DiagnosticRenderer.render(fault, source: SourceText(text: "where")) { message in
      message.filled(words[message.template] ?? message.template)
    }
    #expect(
      text == """
        错误[E120]: 语句不完整
          where
               ^ 此处应为表达式
          提示: 是否要输入“x”？
        """)
  }

  @Test func spansOutsideTheTextDoNoHarm() {
    for span in [Span(0, 0), Span(3, 900), Span(900, 901), Span(2, 1), Span(-5, 2)] {
      let fault = Diagnostic("E999", Message("x"), at: span)
      _ = DiagnosticRenderer.render(fault, source: SourceText(text: "ab\ncd"))
      _ = DiagnosticRenderer.render(fault, source: SourceText(text: ""))
    }
  }
}
