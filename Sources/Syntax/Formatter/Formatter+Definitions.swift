extension Formatter {
  mutating func write(_ definition: Definition) {
    switch definition {
    case .parameter(let parameter): write(parameter)
    case .metric(let metric):
      writeVerb(.metric)
      // `orders.NAME`: a column of an activity.
      let parts = metric.name.split(separator: ".", maxSplits: 1).map { Self.name(String($0)) }
      text += " " + parts.joined(separator: ".")
      write(metric.description, metric.descriptionZh)
      if !metric.aliases.isEmpty {
        writeSpaced(.alias)
        writeList(metric.aliases) { $0.writeString($1) }
      }
      text += " = "
      write(metric.value)
    case .dimension(let dimension): write(dimension)
    case .goal(let goal): write(goal)
    case .line(let line): write(line)
    }
  }

  mutating func write(_ expectation: Expectation) {
    writeVerb(.expect)
    text += " "
    write(expectation.condition)
    if let reason = expectation.reason { text += " " + Self.string(reason) }
  }

  /// The head on one line, then one line for each dimension, then `end`.
  private mutating func write(_ goal: GoalDefinition) {
    writeVerb(.goal)
    text += " " + Self.name(goal.name)
    write(goal.description, goal.descriptionZh)
    if !goal.aliases.isEmpty {
      writeSpaced(.alias)
      writeList(goal.aliases) { $0.writeString($1) }
    }
    text += "\n"
    for advice in goal.advice {
      // Beside the words of a goal any keyword could be misread.
      let name = advice.dimension.name
      text += "  " + (Keyword.spelt(name) == nil ? Self.name(name) : Self.backticked(name))
      write(advice.reason, advice.reasonZh)
      if let query = advice.query {
        writeSpaced(.try)
        writeString(query)
      }
      text += "\n"
    }
    write(Keyword.end)
  }

  private mutating func write(_ line: ClassLine) {
    switch line.kind {
    case .trait: writeVerb(.trait)
    case .strategy: writeVerb(.strategy)
    }
    text += " "
    writeList(line.classes) { $0.write($1) }
    write(line.english, line.chinese)
  }

  mutating func write(_ reference: ClassReference) {
    writeName(reference.dimension.name)
    guard let category = reference.category else { return }
    text += "." + Self.name(category.name)
  }

  private mutating func write(_ parameter: ParameterDefinition) {
    writeVerb(.parameter)
    text += " " + Self.name(parameter.name)
    if let type = parameter.type { text += ": " + Self.name(type.name) }
    switch parameter.limits {
    case .list(let values):
      writeSpaced(.in)
      text += "("
      writeList(values) { $0.write(Expression(.literal($1), at: Span(0, 0))) }
      text += ")"
    case .range(let low, let high):
      writeSpaced(.between)
      write(low)
      writeSpaced(.and)
      write(high)
    case nil: break
    }
    if let value = parameter.value {
      text += " = "
      write(value)
    }
    write(parameter.description, parameter.descriptionZh)
  }

  private mutating func write(_ description: String?, _ chinese: String?) {
    if let description { text += " " + Self.string(description) }
    if let chinese { text += " zh " + Self.string(chinese) }
  }

  /// The head on one line, then one line for each class, then `end`.
  private mutating func write(_ dimension: DimensionDefinition) {
    writeVerb(.dimension)
    text += " " + Self.name(dimension.name)
    write(dimension.labels, aliases: dimension.aliases)
    for keyword in [dimension.ordered ? Keyword.ordered : nil, dimension.multi ? .multi : nil] {
      guard let keyword else { continue }
      text += " "
      write(keyword)
    }
    text += "\n"
    if let open = dimension.open {
      text += "  "
      write(Keyword.values)
      text += " "
      write(open)
      text += "\n"
    }
    for category in dimension.categories {
      text += "  "
      write(category)
      text += "\n"
    }
    write(Keyword.end)
  }

  private mutating func write(_ category: CategoryDefinition) {
    if category.condition == nil {
      write(Keyword.otherwise)
      text += " "
    }
    // Beside the words of a dimension any keyword could be misread.
    text +=
      Keyword.spelt(category.name) == nil
      ? Self.name(category.name) : Self.backticked(category.name)
    write(category.labels, aliases: category.aliases)
    if let rank = category.rank {
      writeSpaced(.rank)
      text += String(rank)
    }
    if let condition = category.condition {
      writeSpaced(.when)
      write(condition)
    }
  }

  private mutating func write(_ labels: [Label], aliases: [String]) {
    for label in labels {
      if let language = label.language { text += " " + language }
      text += " " + Self.string(label.text)
    }
    guard !aliases.isEmpty else { return }
    writeSpaced(.alias)
    writeList(aliases) { $0.writeString($1) }
  }
}
