import Engine
import Syntax

extension Completer {
  func verbs(_ verbs: [Verb]) -> [Choice] {
    verbs.map { verb in
      let spellings = [verb.name] + verb.aliases
      let note = isChinese ? (writesChinese ? verb.name : verb.chinese) : ""
      return Choice(
        writesChinese ? [verb.chinese] + spellings : spellings, .word, note: note)
    }
  }

  /// What `set` takes; after `using` the options of reading.
  var settings: [Choice] {
    if context.command == .load { return LoadOptions.names.map { Choice([$0], .name) } }
    let rows = session.settingRows().map { Choice([$0.0], .name, note: $0.1) }
    return rows + parameters
  }

  var parameters: [Choice] {
    catalog.definitions.parameters.map {
      Choice([$0.definition.name], .name, note: session.parameterText($0.definition))
    }
  }

  func settingValues(_ name: String) -> [Choice] {
    let values: [String] =
      switch Setting.named(name) {
      case .language: Language.allCases.map(\.rawValue)
      case .format: OutputFormat.allCases.map(\.rawValue)
      case .timing, .snapshot: ["on", "off"]
      case .asof, .memoryLimit: ["default"]
      case .rows, .threads, nil: []
      }
    if Setting.named(name) == nil,
      let limits = catalog.definitions.parameter(name)?.definition.limits
    {
      return limits.words.map { Choice([$0], .text) }
    }
    let isQuoted = context.quote != nil
    return values.map { Choice([$0], isQuoted ? .text : .word) }
  }

  /// What `help` explains; `describe` shows what the data and the rules have.
  /// What `advise` takes: goals by key or in Chinese.
  var goals: [Choice] {
    catalog.definitions.goals.map { goal in
      let chinese = goal.aliases.filter { $0.contains { !$0.isASCII } }
      let names = writesChinese ? chinese + [goal.name] : [goal.name] + chinese
      return Choice(names, .word, note: (isChinese ? goal.descriptionZh : goal.description) ?? "")
    }
  }

  var topics: [Choice] {
    let named = dimensions + metrics
    guard context.command == .help else {
      let customers = Choice(["customers", "客户"], .name)
      return named + segments + [customers] + activities
    }
    let functions =
      SpecialFunction.all.map { Choice([$0.name] + $0.aliases, .word, note: words($0.group)) }
      + catalog.functions.functions.filter { $0.name.first?.isLetter == true }
      .map { Choice([$0.name] + $0.aliases, .word, note: words($0.group.rawValue)) }
    let phrases = Topic.all.map { Choice(inLanguage($0.names), .word) }
    return verbs(Verb.all) + functions + phrases + named
  }
}
