public import Engine
import Segments
import Syntax

/// The reference page, made from the registries: verbs, functions, metrics and dimensions. A test
/// compares it with the page in the documentation, so the page is never stale.
public enum Reference {
  public static func markdown(_ definitions: Definitions) -> String {
    var lines = [
      "# Reference", "", "Every word of the language, as `help NAME` shows it.", "",
      "<!-- Made from the registries. STRATA_GOLDEN=update scripts/test writes it anew. -->",
    ]
    lines += ["", "## Stages and commands"]
    for verb in Verb.all { lines += verbLines(verb) }
    lines += ["", "## Functions"]
    for group in Function.Group.allCases {
      let functions = FunctionRegistry.standard.functions.filter { $0.group == group }
      if !functions.isEmpty { lines += ["", "### " + group.rawValue] }
      for function in functions { lines += functionLines(function) }
    }
    lines += ["", "## Aggregates, population functions and forms"]
    for function in SpecialFunction.all { lines += specialLines(function) }
    lines += ["", "## Words of expressions"]
    for topic in Topic.all {
      let names = topic.names.map { "`\($0)`" }.joined(separator: " ")
      lines += ["", "- \(names): \(topic.summary) \(topic.summaryChinese)"]
      lines += topic.examples.map { "  `\($0)`" }
    }
    lines += ["", "## Parameters", ""]
    lines += definitions.parameters.map { entry in
      let value = entry.definition.value.map { Formatter.format($0) } ?? ""
      return
        "- `\(entry.definition.name) = \(value)`: \(text(entry.definition.description, entry.definition.descriptionZh))"
    }
    lines += ["", "## Metrics", ""]
    lines += definitions.metrics.map { entry in
      let metric = entry.definition
      let names = ([metric.name] + metric.aliases).map { "`\($0)`" }.joined(separator: " ")
      return "- \(names): \(text(metric.description, metric.descriptionZh))"
    }
    lines += ["", "## Dimensions"]
    for entry in definitions.dimensions { lines += dimensionLines(entry.definition, definitions) }
    lines += ["", "## Goals", ""]
    lines += definitions.goals.map { goal in
      let names = ([goal.name] + goal.aliases).map { "`\($0)`" }.joined(separator: " ")
      let dimensions = goal.advice.map { "`\($0.dimension.name)`" }.joined(separator: ", ")
      return "- \(names): \(text(goal.description, goal.descriptionZh)): \(dimensions)"
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func text(_ english: String?, _ chinese: String?) -> String {
    [english, chinese].compactMap(\.self).joined(separator: " · ")
  }

  private static func verbLines(_ verb: Verb) -> [String] {
    var lines = ["", "### `\(verb.name)`", "", "\(verb.summary) \(verb.summaryZh)", ""]
    if !verb.aliases.isEmpty {
      lines += ["Also: " + verb.aliases.map { "`\($0)`" }.joined(separator: ", "), ""]
    }
    return lines + code(verb.usage) + [""] + code(verb.examples.map(\.code))
  }

  private static func functionLines(_ function: Function) -> [String] {
    let names = function.parameters.map(\.name).joined(separator: ", ")
    var lines = [
      "", "- `\(function.name)(\(names))`: \(function.summary) \(function.summaryChinese)",
    ]
    if !function.aliases.isEmpty {
      lines.append("  Also: " + function.aliases.map { "`\($0)`" }.joined(separator: ", ") + ".")
    }
    for example in function.examples {
      lines.append("  `\(example.expression)` → `\(example.result)`")
    }
    return lines
  }

  private static func specialLines(_ function: SpecialFunction) -> [String] {
    ["", "- `\(function.usage)`: \(function.summary) \(function.summaryChinese)"]
      + function.examples.map { "  `\($0)`" }
  }

  private static func dimensionLines(
    _ dimension: DimensionDefinition, _ definitions: Definitions
  ) -> [String] {
    let titles = [dimension.labels.english, dimension.labels.chinese].compactMap(\.self)
    var lines = ["", "### `\(dimension.name)`", "", titles.joined(separator: " · "), ""]
    let said = ClassLine.Kind.allCases.map { definitions.lines($0, about: dimension.name) }
    if dimension.open != nil {
      lines.append("- one class for each value")
      lines += said.flatMap { Self.lines($0, []) }
    }
    lines += dimension.categories.flatMap { category in
      let labels = [category.labels.english, category.labels.chinese].compactMap(\.self)
      let rule = category.condition.map { "`\(Formatter.brief($0))`" } ?? "otherwise"
      return ["- `\(category.name)` \(labels.joined(separator: " · ")): \(rule)"]
        + said.flatMap { Self.lines($0, [category.name]) }
    }
    return lines
  }

  /// The lines about exactly these classes of a dimension, those of more classes last.
  private static func lines(_ lines: [FittingLine], _ own: Set<String>) -> [String] {
    lines.reversed().filter { $0.own == own }.map { line in
      let others = line.others.map { "`\($0.dimension).\($0.category ?? "")`" }
      let and = others.isEmpty ? "" : "with \(others.joined(separator: ", ")): "
      let sign = line.text.kind == .trait ? "" : "→ "
      return "  - \(sign)\(and)\(text(line.text.english, line.text.chinese))"
    }
  }

  private static func code(_ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["```"] + lines + ["```"]
  }
}
