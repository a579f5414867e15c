import Engine
import Segments
import Syntax

extension Session {
  /// `help`: everything by group; `help NAME`: one thing in full.
  func help(_ topic: String?, at span: Span) throws(Diagnostic) {
    guard let topic else { return overview() }
    // One word may be several things: `count` ends a query and counts within one.
    let verb = Verb.named(topic)
    let function = FunctionRegistry.standard[topic]
    let special = SpecialFunction.named(topic)
    let phrase = Topic.named(topic)
    if let verb { explain(verb) }
    if let function { explain(function) }
    if let special { explain(special) }
    if let phrase { explain(phrase) }
    guard verb == nil, function == nil, special == nil, phrase == nil else { return }
    let key = NameFolding.fold(topic)
    if definitions.metric(called: key) != nil || !definitions.dimensions(called: topic).isEmpty {
      return try describe(SegmentReference(topic, at: span))
    }
    if let setting = Setting.named(topic) { return explain(setting) }
    if let parameter = definitions.parameter(topic)?.definition { return explain(parameter) }
    if let verb = KeywordPlace.verb(of: topic) {
      let statement = verb.spelling(in: isChinese ? .chinese : .english)
      say(Message("'{0}' is a word of '{1}'", topic, statement))
      return explain(verb)
    }
    if try isDescribed(topic, at: span) { return }
    if isGoal(topic) { return try advise(topic, at: span) }
    var names = Verb.all.flatMap { [$0.name] + $0.aliases }
    for function in FunctionRegistry.standard.functions {
      names += [function.name] + function.aliases
    }
    for function in SpecialFunction.all { names += [function.name] + function.aliases }
    names += Topic.all.flatMap(\.names) + definitions.parameters.map(\.definition.name)
    names += describable + definitions.goals.flatMap { [$0.name] + $0.aliases }
    throw Diagnostic(
      "E151", Message("no help on '{0}'", topic), at: span, label: Message("not a topic"),
      hint: suggestion(topic, among: names) ?? Message("help lists everything"))
  }

  /// A table, a column, a segment or a class of that name, described; false where there is none.
  private func isDescribed(_ topic: String, at span: Span) throws(Diagnostic) -> Bool {
    do {
      try describe(SegmentReference(topic, at: span))
      return true
    } catch {
      guard error.code == "E501" else { throw error }
      return false
    }
  }

  private func isGoal(_ topic: String) -> Bool {
    let wanted = LabelFolding.whole(topic)
    return definitions.goals.contains { goal in
      ([goal.name] + goal.aliases).contains { LabelFolding.whole($0) == wanted }
    }
  }

  func explain(_ parameter: ParameterDefinition) {
    output.line(surface.style.paint(parameter.name, .header))
    if let meaning = meaning(of: parameter) { output.line("  " + meaning) }
    say(text: "\(parameter.name) = \(parameterText(parameter))", indent: "  ")
    say(Message("examples:"))
    say(text: "set \(parameter.name) = \(parameterText(parameter))", indent: "  ")
    output.line("  set \(parameter.name) = default")
  }

  private var isChinese: Bool { surface.language == .zh }

  private func overview() {
    var groups: [(String, [String])] = []
    func add(_ group: String, _ name: String) {
      if let index = groups.firstIndex(where: { $0.0 == group }) {
        groups[index].1.append(name)
      } else {
        groups.append((group, [name]))
      }
    }
    for verb in Verb.all { add(verb.group, verb.spelling(in: isChinese ? .chinese : .english)) }
    for function in FunctionRegistry.standard.functions {
      add("functions: " + function.group.rawValue, listed(function.name, function.aliases))
    }
    for function in SpecialFunction.all {
      add("functions: " + function.group, listed(function.name, function.aliases))
    }
    for topic in Topic.all {
      let chinese = topic.names.first(where: Self.isHanzi)
      add("words", isChinese ? chinese ?? topic.names[0] : topic.names[0])
    }
    for (group, names) in groups {
      output.line(surface.style.paint(words(Message(template: group, arguments: [])), .header))
      for line in wrapped(names) { output.line("  " + line) }
    }
    say(Message("help NAME explains one of them, Tab completes, quit leaves"))
    say(Message("'set language zh' switches to Chinese, 'set language en' to English"))
  }

  /// The name of a function as it is listed: its Chinese one in Chinese.
  private func listed(_ name: String, _ aliases: [String]) -> String {
    isChinese ? aliases.first(where: Self.isHanzi) ?? name : name
  }

  private static func isHanzi(_ name: String) -> Bool {
    name.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }

  /// Names side by side, in lines that fit.
  private func wrapped(_ names: [String]) -> [String] {
    let width = (surface.width ?? 80) - 4
    var lines: [String] = []
    var line = ""
    for name in names {
      if !line.isEmpty, DisplayWidth.of(line) + DisplayWidth.of(name) + 2 > width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? name : "  " + name
    }
    return line.isEmpty ? lines : lines + [line]
  }

  private func explain(_ verb: Verb) {
    output.line(
      surface.style.paint(verb.name, .header) + "  " + verb.aliases.joined(separator: " "))
    say(wrapped("  " + (isChinese ? verb.summaryZh : verb.summary)))
    for usage in verb.usage { output.line("  " + usage) }
    guard !verb.examples.isEmpty else { return }
    say(Message("examples:"))
    for example in verb.examples {
      for line in example.code.split(separator: "\n") { output.line("  " + line) }
    }
  }

  private func explain(_ topic: Topic) {
    output.line(surface.style.paint(topic.names.joined(separator: "  "), .header))
    say(wrapped("  " + (isChinese ? topic.summaryChinese : topic.summary)))
    say(Message("examples:"))
    for example in topic.examples { output.line("  " + example) }
  }

  private func explain(_ setting: Setting) {
    let names = [setting.rawValue] + setting.aliases
    output.line(surface.style.paint(names.joined(separator: "  "), .header))
    output.line("  " + words(setting.meaning))
    say(Message("examples:"))
    output.line("  set " + setting.example)
  }

  private func explain(_ function: Function) {
    let names = function.parameters.map(\.name).joined(separator: ", ")
    output.line(surface.style.paint("\(function.name)(\(names))", .header))
    say(wrapped("  " + (isChinese ? function.summaryChinese : function.summary)))
    for parameter in function.parameters {
      output.line("  \(DisplayWidth.padded(parameter.name, to: 10))  \(words(parameter.meaning))")
    }
    if !function.aliases.isEmpty { output.line("  = " + function.aliases.joined(separator: " ")) }
    for example in function.examples {
      output.line("  \(example.expression)  →  \(example.result)")
    }
  }

  private func explain(_ function: SpecialFunction) {
    output.line(surface.style.paint(function.usage, .header))
    say(wrapped("  " + (isChinese ? function.summaryChinese : function.summary)))
    if !function.aliases.isEmpty { output.line("  = " + function.aliases.joined(separator: " ")) }
    for example in function.examples { output.line("  " + example) }
  }
}

extension Function.Parameter {
  var meaning: Message { Message(template: summary, arguments: []) }
}
