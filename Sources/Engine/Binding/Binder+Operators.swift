import Syntax

extension Binder {
  func unary(
    _ op: UnaryOperator, _ operand: Expression, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    switch op {
    case .not: return negate(try condition(operand, in: scope), if: true)
    case .plus: return try bind(operand, in: scope)
    case .minus: return try call("negate", [bind(operand, in: scope)], at: span)
    }
  }

  func binary(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    switch op {
    case .and: return try junction(op, left, right, at: span, in: scope)
    case .or: return try junction(op, left, right, at: span, in: scope)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return try comparison(op, left, right, at: span, in: scope)
    case .add, .subtract:
      if let shifted = try shifted(op, left, right, at: span, in: scope) { return shifted }
      return try call(op.rawValue, [bind(left, in: scope), bind(right, in: scope)], at: span)
    case .contains, .concat, .multiply, .divide, .wholeDivide, .remainder:
      return try call(op.rawValue, [bind(left, in: scope), bind(right, in: scope)], at: span)
    }
  }

  /// A chain of `and` (`or`) becomes one node, without recursion along the chain: scripts build long
  /// ones.
  private func junction(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    var operands = [right]
    var rest = left
    while case .binary(op, let before, let last) = rest.shape {
      operands.append(last)
      rest = before
    }
    operands.append(rest)
    var bound: [BoundExpression] = []
    for operand in operands.reversed() { bound.append(try condition(operand, in: scope)) }
    return Self.joined(op, bound, at: span)
  }

  /// `and` (`or`) without the operands that say nothing: `true` (`false`), as where a rule does without
  /// a column that the data lack. One that decides alone is the answer.
  private static func joined(
    _ op: BinaryOperator, _ operands: [BoundExpression], at span: Span
  ) -> BoundExpression {
    let neutral = Value.bool(op == .and)
    let deciding = Value.bool(op != .and)
    let settled = operands.contains { $0.constant == deciding }
    let left = operands.filter { $0.constant != neutral }
    if settled || left.isEmpty {
      return BoundExpression(.constant(settled ? deciding : neutral), type: .bool, at: span)
    }
    if left.count == 1 { return BoundExpression(left[0].node, type: .bool, at: span) }
    return BoundExpression(op == .and ? .and(left) : .or(left), type: .bool, at: span)
  }

  func comparison(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    if let period = try periodComparison(op, left, right, at: span, in: scope) { return period }
    if let found = try namesakeComparison(op, left, right, at: span, in: scope) { return found }
    if let found = try namesakeComparison(op.mirrored, right, left, at: span, in: scope) {
      return found
    }
    if case .some = word(left), try isCategory(right, in: scope),
      let found = try categoryComparison(
        op.mirrored, bind(right, in: scope), left, at: span)
    {
      return found
    }
    if isValueClass(left, beside: right, in: scope) {
      return try comparison(op.mirrored, right, left, at: span, in: scope)
    }
    var a = try leftOperand(left, beside: right, in: scope)
    if let found = try categoryComparison(op, a, right, at: span) { return found }
    var b = try operand(right, beside: a, in: scope)
    b = spelled(right, b, beside: a)
    a = spelled(left, a, beside: b)
    if let ranks = rankComparison(a, b), op != .equal, op != .notEqual {
      return try call(op.rawValue, [ranks.0, ranks.1], at: span)
    }
    try checkOrder(op, a, b, at: span)
    let (x, y) = try matched(a, b, at: span)
    do throws(Diagnostic) {
      return try call(op.rawValue, [x, y], at: span)
    } catch {
      guard error.code == "E301", error.hint == nil else { throw error }
      var better = error
      if a.type.isMoment { better.hint = right.subtractedDate.map { Message("write {0}", $0) } }
      if b.type.isMoment { better.hint = left.subtractedDate.map { Message("write {0}", $0) } }
      throw better
    }
  }

  /// The left side of a comparison. A bare word on its own beside text was meant as text too.
  private func leftOperand(
    _ expression: Expression, beside right: Expression, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    do throws(Diagnostic) {
      return try bind(expression, in: scope)
    } catch {
      guard error.code == "E201", case .name(let name) = expression.shape, name.qualifier == nil,
        case .name = right.shape, isText(right, in: scope)
      else { throw error }
      var better = error
      better.hint = Message("text stands between quotes: '{0}'", name.text)
      throw better
    }
  }

  private func isText(_ expression: Expression, in scope: Scope) -> Bool {
    do throws(Diagnostic) {
      return try bind(expression, in: scope).type == .string
    } catch {
      return false
    }
  }

  /// Text has an order, but not that of numbers: '9' is above '10'.
  private func checkOrder(
    _ op: BinaryOperator, _ a: BoundExpression, _ b: BoundExpression, at span: Span
  ) throws(Diagnostic) {
    guard op != .equal, op != .notEqual else { return }
    for (text, number) in [(a, b), (b, a)] where text.type == .string && text.constant == nil {
      guard number.constant != nil, number.type.isNumeric else { continue }
      throw Diagnostic(
        "E301", Message("{0} cannot be compared with {1}", a.type.word, b.type.word), at: span,
        label: Message("types differ"),
        hint: Message("text is no number: int(…) or decimal(…) makes it one"))
    }
  }

  /// The right side of a comparison. A bare word beside text was most likely meant as text.
  private func operand(
    _ expression: Expression, beside other: BoundExpression, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    if case .literal(.string(let text)) = expression.shape {
      note(text, beside: other, at: expression.span, in: scope)
    }
    guard other.type == .string, case .name(let name) = expression.shape, name.qualifier == nil
    else { return try bind(expression, in: scope) }
    if let found = try valueClass(name, at: expression.span, beside: other, in: scope) {
      return found
    }
    let hint = Message("text stands between quotes: '{0}'", name.text)
    let bound: BoundExpression
    do throws(Diagnostic) {
      bound = try bind(expression, in: scope)
    } catch {
      guard error.code == "E201" else { throw error }
      var better = error
      better.hint = error.hint ?? hint
      throw better
    }
    guard bound.type == .bool, scope.index(of: name.text) == nil else { return bound }
    throw Diagnostic(
      "E301", Message("{0} cannot be compared with {1}", other.type.word, bound.type.word),
      at: other.span.union(expression.span), label: Message("types differ"), hint: hint)
  }

  /// Whether a side of a comparison is a dimension, looked at only when the other is a bare word.
  private func isCategory(_ side: Expression, in scope: Scope) throws(Diagnostic) -> Bool {
    guard case .name(let name) = side.shape, scope.index(of: name.text) != nil || isDimension(name)
    else { return false }
    if case .category = try bind(side, in: scope).type { return true }
    return false
  }

  private func isDimension(_ name: Name) -> Bool {
    !catalog.definitions.dimensions(called: name.text).isEmpty
  }

  /// Two ordered categories of one dimension compare by rank.
  private func rankComparison(
    _ a: BoundExpression, _ b: BoundExpression
  ) -> (BoundExpression, BoundExpression)? {
    guard case .category(let domain) = a.type, a.type == b.type, domain.isOrdered, !domain.isMulti
    else {
      return nil
    }
    let ranks = domain.categories.map { Int64($0.rank) }
    return (
      BoundExpression(.rank(a, ranks), type: .int, at: a.span),
      BoundExpression(.rank(b, ranks), type: .int, at: b.span)
    )
  }

  /// Brings a literal to the other side's type: strings beside dates are dates, numbers beside ids
  /// are ids.
  func matched(
    _ a: BoundExpression, _ b: BoundExpression, at span: Span
  ) throws(Diagnostic) -> (BoundExpression, BoundExpression) {
    (try literal(a, beside: b), try literal(b, beside: a))
  }

  func literal(
    _ constant: BoundExpression, beside other: BoundExpression
  ) throws(Diagnostic) -> BoundExpression {
    guard let value = constant.constant else { return constant }
    switch (value, other.type) {
    case (.string(let text), .date), (.string(let text), .timestamp):
      guard let read = DateLiteral.read(text) else {
        throw Diagnostic(
          "E303", Message("'{0}' is not a date", text), at: constant.span,
          label: Message("not a date"),
          hint: Message("write {0}", Parser.dateMeant(by: text) ?? "@2025-08-23"))
      }
      return BoundExpression(.constant(read), type: read.type, at: constant.span)
    case (.int(let number), .string) where other.constant == nil:
      return BoundExpression(.constant(.string(String(number))), type: .string, at: constant.span)
    default:
      return constant
    }
  }

  func between(
    _ value: Expression, _ low: Expression, _ high: Expression, negated: Bool, at span: Span,
    in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    let above = try comparison(.greaterOrEqual, value, low, at: span, in: scope)
    let below = try comparison(.lessOrEqual, value, high, at: span, in: scope)
    return negate(BoundExpression(.and([above, below]), type: .bool, at: span), if: negated)
  }

  func distinct(
    _ left: Expression, _ right: Expression, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    let a = try bind(left, in: scope)
    if let same = try categoryComparison(.notEqual, a, right, at: span) { return same }
    let (x, y) = try matched(a, operand(right, beside: a, in: scope), at: span)
    return try call("is_distinct", [x, y], at: span)
  }

  func inList(
    _ value: Expression, _ items: [Expression], at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    let bound = try bind(value, in: scope)
    if case .category(let domain) = bound.type {
      var wanted: Set<Int> = []
      for item in items {
        guard let word = word(item) else { continue }
        wanted.insert(try category(word, in: domain, at: item.span))
      }
      let table = domain.table { wanted.contains($0) }
      return BoundExpression(.codeTest(bound, table), type: .bool, at: span)
    }
    var constants: [Value] = []
    var others: [BoundExpression] = []
    for item in items {
      // Lists of thousands of ids: a text beside text means itself.
      if case .literal(.string(let text)) = item.shape, bound.type == .string {
        constants.append(.string(text))
        continue
      }
      let meant = try operand(item, beside: bound, in: scope)
      let entry = try literal(spelled(item, meant, beside: bound), beside: bound)
      if let value = try sameKind(entry, bound) {
        constants.append(value)
      } else {
        others.append(try call("=", [bound, entry], at: item.span))
      }
    }
    var tests: [BoundExpression] = []
    if !constants.isEmpty {
      tests.append(
        BoundExpression(.isIn(bound, ValueSet(constants)), type: .bool, at: span))
    }
    tests += others
    guard tests.count != 1 else { return tests[0] }
    return BoundExpression(.or(tests), type: .bool, at: span)
  }

  /// The item as a value of exactly the left side's type; nil when it takes a comparison to tell.
  private func sameKind(
    _ item: BoundExpression, _ left: BoundExpression
  ) throws(Diagnostic) -> Value? {
    guard let value = item.constant, value != .null else { return nil }
    if item.type == left.type { return value }
    // Only conversions that lose nothing: others must not make different numbers equal.
    switch (value, left.type) {
    case (.int, .decimal), (.date, .timestamp): break
    case (.decimal(_, let scale), .decimal(let wanted)) where scale <= wanted: break
    default: return nil
    }
    return try coerce(item, to: left.type, at: item.span).constant
  }

  func inFile(
    _ value: Expression, _ path: String, _ pathSpan: Span, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    let lines = try catalog.links.lines(path, pathSpan)
    let bound = try bind(value, in: scope)
    let items = lines.filter { !$0.isEmpty }.map { Value.string($0) }
    let text = try coerce(bound, to: .string, at: value.span)
    return BoundExpression(.isIn(text, ValueSet(items)), type: .bool, at: span)
  }

  func inSegment(
    _ reference: SegmentReference, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    let bits: Bitmap
    do {
      bits = try catalog.links.members(reference)
    } catch {
      throw error.code == "E205" ? labelAsSegment(reference) ?? error : error
    }
    let members = BoundExpression(.computed(.members(bits)), type: .bool, at: span)
    switch scope.subject {
    case .customers: return members
    case .activity: return BoundExpression(.computed(.ofCustomer(members)), type: .bool, at: span)
    case .rows:
      throw Diagnostic(
        "E211", Message("'in {0}' needs rows that are customers", reference.name), at: span,
        label: Message("these rows are groups"))
    }
  }
}

extension BinaryOperator {
  /// The operator with its sides exchanged.
  var mirrored: BinaryOperator {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: self
    }
  }
}

extension ColumnType {
  fileprivate var isMoment: Bool { self == .date || self == .timestamp }
}

extension Expression {
  /// `2024-01-05` is a subtraction; nil unless it looks like the date that was meant.
  var subtractedDate: String? {
    guard case .binary(.subtract, let rest, let last) = shape,
      case .binary(.subtract, let first, let middle) = rest.shape,
      let year = first.wholeNumber, let month = middle.wholeNumber, let day = last.wholeNumber
    else { return nil }
    return Parser.dateMeant(by: "\(year)-\(month)-\(day)")
  }

  private var wholeNumber: Int64? {
    switch shape {
    case .literal(.number(let number, scale: 0)): number
    case .literal(.digits(let digits)): Int64(digits)
    default: nil
    }
  }
}
