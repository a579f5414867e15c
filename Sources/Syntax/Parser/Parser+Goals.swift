/// Goals and advice.
extension Parser {
  /// `NAME [descriptions] [alias 'a', …] advice… end`. Line ends mean nothing up to `end`.
  mutating func goal() throws(Diagnostic) -> GoalDefinition {
    let name = try name(Message("expected a name"), .newName)
    let opening = previous?.span ?? name.span
    var goal = GoalDefinition(name: name.name, nameSpan: name.span)
    brackets += 1
    acceptDescriptions(&goal.description, &goal.descriptionZh)
    if atAlias { goal.aliases = try aliases() }
    while !isAtEnd, current.keyword != .end { goal.advice.append(try goalAdvice()) }
    guard accept(.end) else {
      throw Diagnostic(
        "E120", Message("the statement ends too early"), at: opening,
        label: Message("this goal has no 'end'"))
    }
    brackets -= 1
    return goal
  }

  /// `DIMENSION [reasons] [try 'query']`.
  private mutating func goalAdvice() throws(Diagnostic) -> GoalAdvice {
    var advice = GoalAdvice(
      dimension: try name(Message("expected a dimension, or 'end'"), .dimension))
    acceptDescriptions(&advice.reason, &advice.reasonZh)
    if accept(.try) {
      let query = try string(Message("expected a text between quotes"), .text)
      advice.query = query.path
      advice.querySpan = query.span
    }
    return advice
  }

  /// `advise`, `advise GOAL`: the rest of the line as typed, or one text.
  mutating func advise(_ verbSpan: Span) throws(Diagnostic) -> Command {
    seek(.goal)
    guard continues else { return .advise(goal: nil, span: verbSpan) }
    if current.string != nil {
      let goal = try string(Message("expected a text between quotes"), .text)
      return .advise(goal: goal.path, span: goal.span)
    }
    let start = index
    while !isAtEnd, !at(.semicolon), index == start || !current.startsLine { advance() }
    completeAt = index - 1
    let span = span(from: start)
    let bytes = source.text.utf8.dropFirst(span.start).prefix(span.end - span.start)
    return .advise(goal: String(bytes), span: span)
  }
}
