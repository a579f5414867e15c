import Engine
import Syntax

/// What the parts of a rule come to for one customer. The tree as written is followed and each part is
/// bound by itself, so that texts are those of the rule.
extension Classification {
  func finding(_ written: Expression, _ row: Int) throws(Diagnostic) -> Finding {
    switch written.shape {
    case .binary(.and, _, _): return try connected(.all, written, .and, row)
    case .binary(.or, _, _): return try connected(.any, written, .or, row)
    case .unary(.not, let inner):
      return try finding(written, .not, parts: [finding(inner, row)], row)
    case .between(let value, let low, let high, negated: false):
      let bounds = [(BinaryOperator.greaterOrEqual, low), (.lessOrEqual, high)]
      var parts: [Finding] = []
      for (sign, bound) in bounds {
        parts.append(
          try finding(Expression(.binary(sign, value, bound), at: written.span), row))
      }
      return try finding(written, .all, parts: parts, row)
    case .call(let call)
    where NameFolding.fold(call.name) == "optional" && 2...4 ~= call.arguments.count:
      return try optional(call, row)
    case .literal, .name, .parameter, .unary, .binary, .between, .inList, .inFile, .inRange,
      .inSegment, .within, .isNull, .like, .isDistinct, .call, .has, .caseWhen, .of, .missing:
      var single = try finding(written, .single, parts: [], row)
      single.facts = try facts(in: written, row)
      single.comparison = try comparison(in: written, row)
      if tellsCuts { single.cuts = try cuts(of: written) }
      return single
    }
  }

  private func finding(
    _ written: Expression, _ connective: Finding.Connective, parts: [Finding], _ row: Int
  ) throws(Diagnostic) -> Finding {
    let bound = try binder.bind(written, in: customerScope)
    var finding = Finding(
      text: Formatter.brief(written), connective: connective,
      value: try executor.value(of: bound, customer: row), parts: parts, facts: [],
      comparison: nil, need: nil)
    finding.isSettled = try settled(bound) != nil
    return finding
  }

  /// What a condition comes to for every customer, where parameters and constants decide it, in metrics
  /// that it mentions as well; nil where customers do.
  private func settled(_ bound: BoundExpression) throws(Diagnostic) -> Value? {
    switch bound.node {
    case .constant(let value): return value
    case .computed(.definition(let key)):
      return try settled(try binder.definition(key: key).expression)
    case .and(let operands): return try settled(operands, deciding: false)
    case .or(let operands): return try settled(operands, deciding: true)
    case .not(let operand):
      guard case .bool(let value)? = try settled(operand) else { return nil }
      return .bool(!value)
    case .coded, .column, .computed, .apply, .isNull, .isIn, .inRange, .codeTest, .classSet, .rank,
      .lookup, .caseWhen:
      return nil
    }
  }

  /// Of `and`, which one false operand decides, or of `or`.
  private func settled(
    _ operands: [BoundExpression], deciding: Bool
  ) throws(Diagnostic) -> Value? {
    var isOpen = false
    for operand in operands {
      let value = try settled(operand)
      if value == .bool(deciding) { return value }
      if value != .bool(!deciding) { isOpen = true }
    }
    return isOpen ? nil : .bool(!deciding)
  }

  /// A chain of `and` (`or`) as one list.
  private func connected(
    _ connective: Finding.Connective, _ written: Expression, _ sign: BinaryOperator, _ row: Int
  ) throws(Diagnostic) -> Finding {
    var parts: [Finding] = []
    for operand in written.operands(of: sign) { parts.append(try finding(operand, row)) }
    return try finding(written, connective, parts: parts, row)
  }

  /// The part of `optional(a, b)` that counts; where it is `b`, with what `a` lacks.
  private func optional(_ call: Call, _ row: Int) throws(Diagnostic) -> Finding {
    do throws(Diagnostic) {
      _ = try binder.bind(call.arguments[0], in: customerScope)
    } catch {
      guard let need = need(behind: error) else { throw error }
      var taken = try finding(call.arguments[1], row)
      taken.text = Formatter.brief(Expression(.call(call), at: call.nameSpan))
      taken.need = need
      taken.standsIn = Self.standIn(of: call, need)
      return taken
    }
    return try finding(call.arguments[0], row)
  }

  private static func standIn(of call: Call, _ need: Need) -> Proxy? {
    let wordings = call.arguments.dropFirst(2).compactMap { argument in
      if case .literal(.string(let text)) = argument.shape { text } else { nil }
    }
    guard let english = wordings.first else { return nil }
    return Proxy(need: need, english: english, chinese: wordings.dropFirst().first)
  }

  private func value(_ written: Expression, _ row: Int) throws(Diagnostic) -> Value {
    try executor.value(of: try binder.bind(written, in: customerScope), customer: row)
  }

  // MARK: Comparisons

  private func comparison(
    in written: Expression, _ row: Int
  ) throws(Diagnostic) -> Comparison? {
    guard case .binary(let sign, let left, let right) = written.shape, sign.compares else {
      return nil
    }
    let bound: BoundExpression
    do throws(Diagnostic) {
      bound = try binder.bind(left, in: customerScope)
    } catch {
      // `churned = lifecycle_stage`: the left side is a class.
      return nil
    }
    let actual = try executor.value(of: bound, customer: row)
    let wanted: Value
    if case .category(let domain) = bound.type, let word = right.bareWord,
      let index = domain.index(of: word)
    {
      let key = domain.categories[index].key
      // Of a set, one class is compared: the one asked for where it is among them.
      wanted = .string(key)
      if domain.isMulti, case .string(let set) = actual,
        set.split(separator: CategoryDomain.separator).contains(Substring(key))
      {
        return Comparison(
          text: Formatter.brief(left), actual: wanted, sign: sign, wanted: wanted,
          distance: nil, display: binder.display(of: bound))
      }
    } else {
      wanted = try value(right, row)
    }
    return Comparison(
      text: Formatter.brief(left), actual: actual, sign: sign, wanted: wanted,
      distance: Distance.between(actual, wanted), display: binder.display(of: bound))
  }

  // MARK: Facts

  /// Everything of the customer that `written` mentions, and the parameters, each once.
  private func facts(in written: Expression, _ row: Int) throws(Diagnostic) -> [Fact] {
    var facts: [Fact] = []
    var met: Set<String> = []
    for name in RuleNames.mentioned(in: written, catalog)
    where name.activity == nil && met.insert("\(name.kind) \(name.key)").inserted {
      switch name.kind {
      case .table: continue
      case .parameter: facts.append(fact(parameter: name))
      case .column, .definition:
        if let fact = try fact(named: name, row) { facts.append(fact) }
      }
    }
    return facts
  }

  private func fact(parameter name: RuleName) -> Fact {
    let use = ParameterUse(name.key, catalog)
    let isShare =
      if case .literal(.percent)? = catalog.definitions.parameter(name.key)?.definition.value?.shape
      {
        true
      } else {
        false
      }
    return Fact(
      kind: .parameter, name: use.name, value: use.value ?? .null,
      display: isShare ? .percent : .plain,
      meaning: use.description, rankedAmong: nil)
  }

  /// nil for what the data lack, inside an `optional(…)`.
  private func fact(named name: RuleName, _ row: Int) throws(Diagnostic) -> Fact? {
    let isDefinition = name.kind == .definition
    let metric = isDefinition ? catalog.definitions.metric(name.key)?.definition : nil
    let kind: Fact.Kind = isDefinition ? (metric == nil ? .dimension : .metric) : .column
    let bound: BoundExpression
    do throws(Diagnostic) {
      bound = try binder.bind(
        Expression(.name(Name(name.key, quoted: true)), at: name.span), in: customerScope)
    } catch {
      if need(behind: error) == nil { throw error }
      return nil
    }
    return Fact(
      kind: kind, name: metric?.name ?? name.key,
      value: try executor.value(of: bound, customer: row),
      display: metric == nil ? .plain : try display(ofMetric: name.key),
      meaning: metric?.description,
      rankedAmong: metric == nil ? nil : try executor.populationSize(of: name.key))
  }

  private func display(ofMetric key: String) throws(Diagnostic) -> Field.Display {
    binder.display(of: try binder.definition(key: key).expression)
  }
}

extension Expression {
  /// A bare name or a string: what may name a class.
  fileprivate var bareWord: String? {
    switch shape {
    case .name(let name) where name.qualifier == nil && !name.quoted: name.text
    case .literal(.string(let text)): text
    case .literal, .name, .parameter, .unary, .binary, .between, .inList, .inFile, .inRange,
      .inSegment, .within, .isNull, .like, .isDistinct, .call, .has, .caseWhen, .of, .missing:
      nil
    }
  }
}

extension Expression {
  /// `a`, `b` and `c` of `a and b and c`; the expression itself where it is not made by `sign`.
  func operands(of sign: BinaryOperator) -> [Expression] {
    var operands: [Expression] = []
    var rest = self
    while case .binary(sign, let before, let last) = rest.shape {
      operands.append(last)
      rest = before
    }
    operands.append(rest)
    return operands.reversed()
  }
}
