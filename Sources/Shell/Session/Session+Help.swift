import Engine
import Segments
import Syntax

extension Session {
  /// `help`: everything by group; `help NAME`: one thing in full.
  func help(_ topic: String?, at span: Span) throws(Diagnostic) {
    guard let topic else { return overview() }
    if let verb = Verb.named(topic) { return explain(verb) }
    if let function = FunctionRegistry.standard[topic] { return explain(function) }
    if let extra = SpecialFunction.named(topic) { return explain(extra) }
    let key = NameFolding.fold(topic)
    if definitions.metric(key) != nil || !definitions.dimensions(called: topic).isEmpty {
      return try describe(SegmentReference(topic, at: span))
    }
    let names =
      Verb.all.map(\.name) + FunctionRegistry.standard.functions.map(\.name)
      + SpecialFunction.all.map(\.name)
    throw Diagnostic(
      "E151", Message("no help on '{0}'", topic), at: span, label: Message("not a topic"),
      hint: suggestion(topic, among: names) ?? Message("help lists everything"))
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
      add("functions: " + function.group.rawValue, function.name)
    }
    for function in SpecialFunction.all { add("functions: " + function.group, function.name) }
    for (group, names) in groups {
      output.line(surface.style.paint(words(Message(template: group, arguments: [])), .header))
      for line in wrapped(names) { output.line("  " + line) }
    }
    say(Message("help NAME explains one of them, Tab completes, quit leaves"))
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
    output.line("  " + (isChinese ? verb.summaryZh : verb.summary))
    for usage in verb.usage { output.line("  " + usage) }
    say(Message("examples:"))
    for example in verb.examples { output.line("  " + example.code) }
  }

  private func explain(_ function: Function) {
    let names = function.parameters.map(\.name).joined(separator: ", ")
    output.line(surface.style.paint("\(function.name)(\(names))", .header))
    output.line("  " + (isChinese ? function.summaryChinese : function.summary))
    for parameter in function.parameters {
      output.line("  \(DisplayWidth.padded(parameter.name, to: 10))  \(parameter.summary)")
    }
    if !function.aliases.isEmpty { output.line("  = " + function.aliases.joined(separator: " ")) }
    for example in function.examples {
      output.line("  \(example.expression)  →  \(example.result)")
    }
  }

  private func explain(_ function: SpecialFunction) {
    output.line(surface.style.paint(function.usage, .header))
    output.line("  " + (isChinese ? function.summaryChinese : function.summary))
    if !function.aliases.isEmpty { output.line("  = " + function.aliases.joined(separator: " ")) }
    for example in function.examples { output.line("  " + example) }
  }
}
