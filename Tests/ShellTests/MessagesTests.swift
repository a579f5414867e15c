import Engine
import Segments
import Syntax
import Testing

@testable import Shell

@Suite struct MessagesTests {
  @Test func everyMessageHasChinese() throws {
    let templates = try MessagesSources.templates()
    #expect(templates.count > 5)
    for template in templates.sorted(by: { $0.place < $1.place })
    where Catalogue.chinese[template.text] == nil {
      Issue.record("no Chinese for \"\(template.text)\" in \(template.place)")
    }
  }

  @Test func noTemplateIsBuiltByInterpolation() throws {
    for template in try MessagesSources.templates() where template.text.contains("\\(") {
      Issue.record("\"\(template.text)\" in \(template.place) can't be a key")
    }
  }

  @Test func translationsTakeTheSameArguments() {
    for (english, chinese) in Catalogue.chinese {
      // An argument in English words may have its Chinese counterpart beyond those of the English.
      #expect(arguments(english).count == arguments(chinese).count, "\(english)")
    }
  }

  @Test func everyParameterOfAFunctionHasChinese() {
    for function in FunctionRegistry.standard.functions {
      for parameter in function.parameters {
        #expect(Catalogue.chinese[parameter.summary] != nil, "\(function.name): \(parameter.name)")
      }
    }
  }

  @Test func everyRuleParameterAndMetricHasChinese() throws {
    let definitions = try StandardRules.definitions()
    for entry in definitions.parameters { #expect(entry.definition.descriptionZh != nil) }
    for entry in definitions.metrics { #expect(entry.definition.descriptionZh != nil) }
  }

  @Test func noTemplateIsInTwoAreas() {
    let all = Catalogue.areas.flatMap(\.keys)
    #expect(all.count == Set(all).count)
  }

  @Test func messagesSpeakTheLanguageAskedFor() {
    let rows = "{0} {0|row|rows}"
    #expect(Catalogue.translate(Message(template: rows, arguments: ["94"]), .en) == "94 rows")
    #expect(Catalogue.translate(Message(template: rows, arguments: ["94"]), .zh) == "94 行")
    #expect(Catalogue.translate(Message("unheard of {0}", "x"), .zh) == "unheard of x")
  }

  @Test func whatIsCountedHasTheFormForOne() {
    let belong = "{0} {0|row belongs|rows belong} to {1} {1|customer|customers}"
    func text(_ arguments: String...) -> String {
      Message(template: belong, arguments: arguments).english
    }
    #expect(text("1", "1") == "1 row belongs to 1 customer")
    #expect(text("0", "1,001") == "0 rows belong to 1,001 customers")
    #expect(text("1") == "1 row belongs to {1} {1|customer|customers}")
    let braces = Message(template: "{0|a} {a} {} {0|a|b|c} {", arguments: ["1"])
    #expect(braces.english == "{0|a} {a} {} {0|a|b|c} {")
  }

  @Test func wordsInMessagesAreTranslatedUnlessQuoted() {
    let types = Message("expected {0}, found {1}", "date", "whole number")
    #expect(Catalogue.translate(types, .zh) == "应为 日期，得到 整数")
    #expect(Catalogue.translate(Message("no function '{0}'", "date"), .zh) == "没有函数 'date'")
  }

  @Test func sourcesAreReadAsWritten() {
    let source = """
      /// Message("a comment")
      let a = Message("one \\"{0}\\"", f("no"))
      throw fault(Message(n == 1 ? "row" : "rows", n), MyMessage("no"))
      Message(
        "first half "
          + "second half")
      """
    let found = MessagesSources.templates(in: source)
    #expect(found == ["one \"{0}\"", "row", "rows", "first half second half"])
  }

  private func arguments(_ template: String) -> Set<Substring> {
    Set(template.matches(of: /\{\d+\}/).map { template[$0.range] })
  }
}
