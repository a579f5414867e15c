import Syntax
import Testing

@Suite struct VerbTests {
  @Test(arguments: Verb.all)
  func everyVerbIsDocumented(_ verb: Verb) {
    #expect(verb.summary.hasSuffix("."))
    #expect(verb.summaryZh.hasSuffix("。"))
    #expect(!verb.usage.isEmpty && !verb.group.isEmpty && !verb.chinese.isEmpty)
    #expect(verb.usage.allSatisfy { !$0.isEmpty })
    for example in verb.examples {
      let parsed = Parser.parse(example.code)
      #expect(parsed.diagnostics.isEmpty, "\(example.code)")
      let printed = Formatter.format(parsed.statements)
      #expect(treeText(Parser.parse(printed).statements) == treeText(parsed.statements))
    }
  }

  @Test func noTwoVerbsOfAKindShareASpelling() {
    var owners: [String: String] = [:]
    for verb in Verb.all {
      let kind = if case .stage = verb.kind { "stage" } else { "command" }
      for word in [verb.name] + verb.aliases {
        #expect(owners["\(kind) \(word)"] == nil, "\(word)")
        owners["\(kind) \(word)"] = verb.name
      }
    }
  }

  @Test func everyKindHasAVerb() {
    for stage in StageVerb.allCases { #expect(Verb.all.contains { $0.kind == .stage(stage) }) }
    for command in CommandVerb.allCases {
      #expect(Verb.all.contains { $0.kind == .command(command) })
    }
  }

  @Test func verbsAreFoundByAnySpelling() {
    #expect(Verb.named("FILTER")?.name == "where")
    #expect(Verb.named("筛选")?.name == "where")
    #expect(Verb.named("drop segment")?.name == "drop segment")
    #expect(Verb.named("exit")?.name == "quit")
    #expect(Verb.named("nothing") == nil)
  }

  /// Chinese spellings of the language's contract.
  @Test(arguments: [
    ("从", "from"), ("筛选", "where"), ("派生", "derive"), ("选择", "select"), ("分组", "group"),
    ("透视", "pivot"), ("排序", "sort"), ("前", "top"), ("取", "take"), ("抽样", "sample"),
    ("并集", "union"), ("交集", "intersect"), ("差集", "except"), ("保存", "save"),
    ("导出", "export"), ("解释", "explain"),
  ])
  func chineseVerbs(_ chinese: String, _ name: String) {
    #expect(Verb.named(chinese)?.name == name)
  }
}

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("wher", "where"), ("gruop", "group"), ("GROUP", "group"), ("sotr", "sort"),
    ("selct", "select"),
    ("life", "lifecycle_stage"), ("liefcycle_stage", "lifecycle_stage"), ("销费", "消费"),
  ])
  func nearWordsAreFound(_ word: String, _ expected: String) {
    let words = ["where", "group", "sort", "select", "lifecycle_stage", "消费", "value_tier"]
    #expect(Suggestion.best(for: word, among: words) == expected)
  }

  @Test(arguments: ["zzz", "x", "", "whatever", "grp_of_many"])
  func farWordsAreNot(_ word: String) {
    #expect(Suggestion.best(for: word, among: ["where", "group", "sort", "id"]) == nil)
  }

  @Test func theNearestWins() {
    #expect(Suggestion.best(for: "tierr", among: ["timer", "tier", "tiers_all"]) == "tier")
    #expect(Suggestion.best(for: "cuont", among: ["mount", "count"]) == "count")
  }
}
