import Syntax

extension Binder {
  /// A call as written: special forms, aggregates, population functions, then row functions.
  func bind(
    _ written: Call, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    let name = SpecialFunction.named(written.name)?.name ?? NameFolding.fold(written.name)
    if let special = try specialForm(name, written, at: span, in: scope) { return special }
    if let population = PopulationName(name), !isAggregateCall(name, written, in: scope) {
      return try self.population(population, written, at: span, in: scope)
    }
    if AggregateName(name) != nil { return try aggregate(written, at: span, in: scope) }
    if let activity = written.activity { throw notCounting(written, activity) }
    guard let function = catalog.functions[name] else {
      throw Diagnostic(
        "E212", Message("no function '{0}'", written.name), at: written.nameSpan,
        label: Message("not a function"),
        hint: Self.countsDistinct.contains(name)
          ? Message("count(distinct …)") : Suggestion.hint(for: written.name, among: functionNames))
    }
    var arguments: [BoundExpression] = []
    for argument in written.arguments { arguments.append(try bind(argument, in: scope)) }
    return try call(function, arguments, at: span)
  }

  /// What counting different values is called elsewhere.
  private static let countsDistinct: Set = [
    "count_distinct", "countdistinct", "countd", "distinct_count", "n_distinct", "nunique", "uniq",
  ]

  var functionNames: [String] {
    SpecialFunction.all.flatMap { [$0.name] + $0.aliases }
      + catalog.functions.functions.flatMap { [$0.name] + $0.aliases }
  }

  private func notCounting(_ written: Call, _ activity: ActivitySource) -> Diagnostic {
    Diagnostic(
      "E213", Message("'{0}' does not work on whole rows", written.name), at: activity.span,
      label: Message("expected a column"), hint: Message("count({0})", activity.name))
  }

  func call(
    _ name: String, _ arguments: [BoundExpression], at span: Span
  ) throws(Diagnostic) -> BoundExpression {
    guard let function = catalog.functions[name] else {
      throw Diagnostic("E212", Message("no function '{0}'", name), at: span)
    }
    return try call(function, arguments, at: span)
  }

  func call(
    _ function: Function, _ arguments: [BoundExpression], at span: Span
  ) throws(Diagnostic) -> BoundExpression {
    let known = arguments.map { Function.Argument($0.type.asArgument, constant: $0.constant) }
    guard let overload = function.overload(known) else {
      throw mismatch(function, arguments, at: span)
    }
    var converted: [BoundExpression] = []
    for (argument, type) in zip(arguments, overload.arguments) {
      converted.append(try coerce(argument, to: type, at: argument.span))
    }
    let bound = BoundExpression(
      .apply(
        BoundCall(
          name: function.name, overload: overload, arguments: converted, id: nextCall())),
      type: overload.result, at: span)
    return folded(bound)
  }

  private func mismatch(
    _ function: Function, _ arguments: [BoundExpression], at span: Span
  ) -> Diagnostic {
    let types = arguments.map(\.type.word)
    if function.group == .comparison, types.count == 2 {
      return Diagnostic(
        "E301", Message("{0} cannot be compared with {1}", types[0], types[1]), at: span,
        label: Message("types differ"))
    }
    if arguments.count != function.parameters.count, function.group != .comparison {
      return Diagnostic(
        "E306",
        Message(
          "'{0}' takes {1}", function.name,
          function.parameters.map(\.name).joined(separator: ", ")), at: span,
        label: Message("found {0}", String(arguments.count)), hint: example(of: function))
    }
    return Diagnostic(
      "E301", Message("'{0}' does not take {1}", function.name, types.joined(separator: ", ")),
      at: span, label: Message("wrong type"), hint: example(of: function))
  }

  private func example(of function: Function) -> Message? {
    function.examples.first.map { Message("for example {0}", $0.expression) }
  }

  /// A call of constants is a constant, unless computing it has something to report.
  private func folded(_ bound: BoundExpression) -> BoundExpression {
    guard case .apply(let call) = bound.node else { return bound }
    if call.leavesFirstArgument(bound.type) {
      return BoundExpression(call.arguments[0].node, type: bound.type, at: bound.span)
    }
    guard call.arguments.allSatisfy({ $0.constant != nil }) else { return bound }
    let evaluator = Evaluator(columns: [])
    let vector = evaluator.evaluate(bound, .run(0, 1))
    guard evaluator.memory.notices.isEmpty, !evaluator.memory.overflowed else { return bound }
    return BoundExpression(
      .constant(vector.value(type: bound.type)), type: bound.type, at: bound.span)
  }

  /// Converts to `type`, where nothing is lost; throws when there is no such way.
  func coerce(
    _ expression: BoundExpression, to type: ColumnType, at span: Span
  ) throws(Diagnostic) -> BoundExpression {
    if expression.type == type || type == .null { return expression }
    if expression.type == .null {
      return BoundExpression(.constant(.null), type: type, at: span)
    }
    if case .category = expression.type, type == .string { return expression }
    if type == .string, let value = expression.constant, case .int(let number) = value {
      return BoundExpression(.constant(.string(String(number))), type: .string, at: span)
    }
    guard let kernel = Coercion.kernel(from: expression.type, to: type) else {
      throw Diagnostic(
        "E301", Message("expected {0}, found {1}", type.word, expression.type.word), at: span,
        label: Message("wrong type"))
    }
    let call = BoundCall(
      name: "convert", overload: Overload([expression.type], gives: type, kernel: kernel),
      arguments: [expression], id: nextCall())
    return folded(BoundExpression(.apply(call), type: type, at: span))
  }

  /// The one type that all of `expressions` can be converted to.
  func common(_ expressions: [BoundExpression]) throws(Diagnostic) -> ColumnType {
    var result = ColumnType.null
    for expression in expressions {
      guard let wider = result.wider(expression.type) else {
        throw Diagnostic(
          "E307",
          Message("branches have different types: {0} and {1}", result.word, expression.type.word),
          at: expression.span, label: Message("expected {0}", result.word))
      }
      result = wider
    }
    return result
  }

  /// Branches that parameters rule out are not worked out and need no data.
  func caseWhen(
    _ branches: [CaseBranch], _ otherwise: Expression?, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    var conditions: [BoundExpression] = []
    var values: [BoundExpression] = []
    var rest = otherwise
    for branch in branches {
      let condition = try condition(branch.condition, in: scope)
      if branch.condition.hasParameter, let settled = condition.constant {
        guard settled == .bool(true) else { continue }
        rest = branch.value
        break
      }
      conditions.append(condition)
      values.append(try bind(branch.value, in: scope))
    }
    if let rest { values.append(try bind(rest, in: scope)) }
    let type = try common(values)
    var converted: [BoundExpression] = []
    for value in values { converted.append(try coerce(value, to: type, at: value.span)) }
    if conditions.isEmpty, let only = converted.first { return only }
    if type == .string { converted = Self.coded(converted) }
    let bound = zip(conditions, converted).map { BoundBranch(condition: $0, value: $1) }
    return BoundExpression(
      .caseWhen(bound, otherwise: rest == nil ? nil : converted[bound.count]),
      type: type == .null ? .string : type, at: span)
  }
}

extension Binder {
  /// Results that are all constant texts, as codes of one dictionary; others as they are.
  fileprivate static func coded(_ results: [BoundExpression]) -> [BoundExpression] {
    var texts: [String] = []
    var codes: [Int] = []
    for result in results {
      guard case .string(let text)? = result.constant else { return results }
      // Bytes decide: equal strings may be spelled in several ways.
      let known = texts.firstIndex { $0.utf8.elementsEqual(text.utf8) }
      codes.append(known ?? texts.count)
      if known == nil { texts.append(text) }
    }
    let dictionary = StringDictionary(texts)
    return zip(results, codes).map { result, code in
      BoundExpression(
        .coded(UInt32(truncatingIfNeeded: code), dictionary), type: .string, at: result.span)
    }
  }
}

extension BoundCall {
  /// Adding or taking away an exact nothing, as where a rule does without a column of refunds.
  fileprivate func leavesFirstArgument(_ result: ColumnType) -> Bool {
    guard name == "+" || name == "-", arguments.count == 2, arguments[0].type == result else {
      return false
    }
    switch arguments[1].constant {
    case .int(0), .decimal(0, _): return true
    default: return false
    }
  }
}

extension ColumnType {
  /// Functions take categories as text.
  var asArgument: ColumnType {
    if case .category = self { .string } else { self }
  }

  /// The type that holds the values of both, nil when there is none.
  func wider(_ other: ColumnType) -> ColumnType? {
    switch (self, other) {
    case _ where self == other: self
    case (.null, _): other
    case (_, .null): self
    case (.int, .float), (.float, .int), (.decimal, .float), (.float, .decimal): .float
    case (.int, .decimal(let scale)), (.decimal(let scale), .int): .decimal(scale: scale)
    case (.decimal(let a), .decimal(let b)): .decimal(scale: max(a, b))
    case (.date, .timestamp), (.timestamp, .date): .timestamp
    case (.category, .string), (.string, .category), (.category, .category): .string
    default: nil
    }
  }
}

extension Vector {
  /// Lane 0 as a value of `type`.
  func value(type: ColumnType) -> Value {
    if let valid, valid[0] == 0 { return .null }
    switch lanes {
    case .ints(let lanes):
      switch type {
      case .decimal(let scale): return .decimal(lanes[0], scale: scale)
      case .date: return .date(Int32(truncatingIfNeeded: lanes[0]))
      case .timestamp: return .timestamp(lanes[0])
      case .bool, .int, .float, .string, .category, .null: return .int(lanes[0])
      }
    case .doubles(let lanes): return .float(lanes[0])
    case .bools(let lanes): return .bool(lanes[0] == 1)
    case .codes(let codes, let dictionary): return .string(dictionary.string(Int(codes[0])))
    case .texts(let views): return .string(views[0].string)
    }
  }
}
