/// Rules: `param`, `metric`, `dimension`, the verb already taken.
extension Parser {
  /// `NAME [: type] [in (…) | between … and …] [descriptions] [= expr] [descriptions]`.
  mutating func parameter() throws(Diagnostic) -> ParameterDefinition {
    let name = try name(Message("expected a name"), .newName)
    var definition = ParameterDefinition(name: name.name, nameSpan: name.span)
    if acceptHere(.colon) {
      definition.type = try self.name(Message("expected a type such as int or date"), .text)
    }
    definition.limits = try limits()
    acceptDescriptions(&definition.description, &definition.descriptionZh)
    if acceptHere(.equal) { definition.value = try expression() }
    acceptDescriptions(&definition.description, &definition.descriptionZh)
    return definition
  }

  /// `in ('each', 'shared')`, `between 0 and :value_hi`; nil where neither is written.
  private mutating func limits() throws(Diagnostic) -> ParameterLimits? {
    if accept(.between) {
      let low = try end()
      try expect(.and)
      return .range(low, try end())
    }
    guard accept(.in) else { return nil }
    try expect(.openParenthesis)
    let wanted = Message("expected a text between quotes or a number")
    var values = [try limit(wanted)]
    while acceptHere(.comma) { values.append(try limit(wanted)) }
    try expect(.closeParenthesis)
    return .list(values)
  }

  /// `100`, `:value_hi`.
  private mutating func end() throws(Diagnostic) -> Expression {
    let start = index
    if !lineEnds, case .symbol(.colon) = current.kind {
      let name = try parameterName()
      return Expression(.parameter(name), at: span(from: start))
    }
    let literal = try limit(Message("expected a number or a parameter"))
    return Expression(.literal(literal), at: span(from: start))
  }

  private mutating func limit(_ wanted: Message) throws(Diagnostic) -> Literal {
    seek(.text)
    guard !lineEnds, case .literal(let literal) = current.kind else { throw expected(wanted) }
    advance()
    return literal
  }

  /// `'days since the last order' zh '距末单天数'`, in either order, either left out.
  mutating func acceptDescriptions(_ english: inout String?, _ chinese: inout String?) {
    while !lineEnds {
      if english == nil, let text = acceptString() {
        english = text
      } else if chinese == nil, current.keyword == .zh, token(1).string != nil {
        advance()
        chinese = acceptString()
      } else {
        return
      }
    }
  }

  /// `NAME [descriptions] [alias 'a', …] = expr [descriptions]`; `orders.NAME` adds a column to an
  /// activity.
  mutating func metric() throws(Diagnostic) -> MetricDefinition {
    var name = try name(Message("expected a name"), .newName)
    if acceptHere(.dot) {
      let column = try self.name(Message("expected a name"), .newName)
      name.name += "." + column.name
      name.span = name.span.union(column.span)
    }
    let place = Expression(.missing, at: name.span)
    var metric = MetricDefinition(name: name.name, nameSpan: name.span, value: place)
    acceptDescriptions(&metric.description, &metric.descriptionZh)
    if atAlias, !lineEnds { metric.aliases = try aliases() }
    try expect(.equal)
    metric.value = try expression()
    acceptDescriptions(&metric.description, &metric.descriptionZh)
    return metric
  }

  /// `KEY labels … end`. Line ends mean nothing up to `end`.
  mutating func dimension() throws(Diagnostic) -> DimensionDefinition {
    let name = try name(Message("expected a name"), .newName)
    let opening = previous?.span ?? name.span
    var definition = DimensionDefinition(name: name.name, nameSpan: name.span)
    brackets += 1
    try properties(of: &definition)
    if accept(.values) {
      definition.open = try expression()
      // The class of those without a value.
      if at(.otherwise) { definition.categories = [try category()] }
    } else {
      definition.categories = try categories()
    }
    guard accept(.end) else { throw missingEnd(opening) }
    brackets -= 1
    return definition
  }

  private func missingEnd(_ opening: Span) -> Diagnostic {
    if isAtEnd {
      return Diagnostic(
        "E120", Message("the statement ends too early"), at: opening,
        label: Message("this dimension has no 'end'"))
    }
    return expected(Message("expected 'values', a class, or 'end'"))
  }

  private mutating func properties(
    of definition: inout DimensionDefinition
  ) throws(Diagnostic) {
    while true {
      if let label = try acceptLabel() {
        definition.labels.append(label)
      } else if atAlias {
        definition.aliases += try aliases()
      } else if accept(.ordered) {
        definition.ordered = true
      } else if accept(.exclusive) {
        definition.multi = false
      } else if accept(.multi) {
        definition.multi = true
      } else {
        return
      }
    }
  }

  private mutating func categories() throws(Diagnostic) -> [CategoryDefinition] {
    var categories: [CategoryDefinition] = []
    while !isAtEnd, current.keyword != .end {
      categories.append(try category())
    }
    return categories
  }

  /// `churned '流失客户' alias '流失' rank 2 when …`, `otherwise stable '稳定客户'`.
  private mutating func category() throws(Diagnostic) -> CategoryDefinition {
    let otherwise = (at(.otherwise) || at(.else)) && token(1).isCategoryName
    if otherwise { advance() }
    guard current.isCategoryName, let (text, _) = nameHere(reserved: true) else {
      throw expected(Message("expected a class, or 'end'"))
    }
    var category = CategoryDefinition(name: text, span: current.span)
    advance()
    while true {
      if let label = try acceptLabel() {
        category.labels.append(label)
      } else if atAlias {
        category.aliases += try aliases()
      } else if at(.rank), case .literal = token(1).kind {
        advance()
        guard let rank = acceptWhole() else { throw expected(Message("expected a whole number")) }
        category.rank = rank
      } else {
        break
      }
    }
    if otherwise { return category }
    try expect(.when)
    category.condition = try expression()
    return category
  }

  /// `'标签'`, `en 'Label'`, `zh '标签'`.
  private mutating func acceptLabel() throws(Diagnostic) -> Label? {
    if let text = acceptString() { return Label(text) }
    guard current.keyword == .en || current.keyword == .zh, let text = token(1).string else {
      return nil
    }
    let language = current.keyword?.rawValue
    advance()
    advance()
    return Label(text, language: language)
  }

  var atAlias: Bool { current.keyword == .alias && token(1).string != nil }

  mutating func aliases() throws(Diagnostic) -> [String] {
    advance()
    return try list { parser throws(Diagnostic) in
      try parser.string(Message("expected a text between quotes"), .text).path
    }
  }
}

extension Token {
  /// Classes are often called by words that are reserved elsewhere (`no`, `false`), so only those
  /// that have a meaning inside a dimension are refused.
  fileprivate var isCategoryName: Bool {
    switch kind {
    case .quotedWord: true
    case .word:
      switch keyword {
      case .end, .when, .and, .or, .in, .is, .between, .like, .within, .notIn, .notBetween,
        .isNull, .isNotNull, .not:
        false
      default: true
      }
    case .literal, .version, .symbol, .unreadable, .end: false
    }
  }
}
