public import Syntax

extension Binder {
  /// The value of a literal by itself; null for a range of dates.
  public static func value(of literal: Literal) -> Value {
    let binder = Binder(Catalog(dataset: .empty))
    return binder.bind(literal, at: Span(0, 0)).constant ?? .null
  }

  func bind(_ literal: Literal, at span: Span) -> BoundExpression {
    func constant(_ value: Value, _ type: ColumnType) -> BoundExpression {
      BoundExpression(.constant(value), type: type, at: span)
    }
    switch literal {
    case .null: return constant(.null, .null)
    case .bool(let bool): return constant(.bool(bool), .bool)
    case .number(let unscaled, 0): return constant(.int(unscaled), .int)
    case .number(let unscaled, let scale), .percent(let unscaled, let scale):
      return constant(.decimal(unscaled, scale: scale), .decimal(scale: scale))
    case .digits: return constant(literal.whole.map(Value.int) ?? .null, .int)
    case .float(let double): return constant(.float(double), .float)
    case .string(let string): return constant(.string(string), .string)
    case .date(let date, _):
      return constant(.date(Int32(CivilCalendar.days(date))), .date)
    case .timestamp(let date, let seconds):
      let days = Int64(CivilCalendar.days(date))
      return constant(
        .timestamp(days * CivilCalendar.microsecondsPerDay + Int64(seconds) * 1_000_000),
        .timestamp)
    case .dateRange(let first, _, _, _):
      // Ranges only stand after `in`, `within` and `=`, which read them whole.
      return constant(.date(Int32(CivilCalendar.days(first))), .date)
    case .duration(let duration):
      // A bare number of days; calendar units only make sense beside a date.
      return constant(.int(Int64(duration.days + duration.months * 30)), .int)
    }
  }

  /// `bound`, which is `written` bound, but the digits as they were typed where text stands beside it.
  func spelled(
    _ written: Expression, _ bound: BoundExpression, beside other: BoundExpression
  ) -> BoundExpression {
    guard other.type == .string, case .literal(.digits(let digits)) = written.shape else {
      return bound
    }
    return BoundExpression(.constant(.string(digits)), type: .string, at: bound.span)
  }

  /// `:name`: what was set, or the definition's own value.
  func parameter(_ name: String, at span: Span) throws(Diagnostic) -> BoundExpression {
    if let value = catalog.parameters[NameFolding.fold(name)] {
      return BoundExpression(.constant(value), type: value.type, at: span)
    }
    guard let entry = catalog.definitions.parameter(name) else {
      let names = catalog.definitions.parameters.map(\.definition.name)
      throw Diagnostic(
        "E206", Message("no parameter ':{0}'", name), at: span, label: Message("not a parameter"),
        hint: Suggestion.hint(for: name, among: names + Array(catalog.parameters.keys)) { ":" + $0 }
      )
    }
    guard let value = entry.definition.value else {
      throw Diagnostic(
        "E207", Message("parameter ':{0}' has no value", name), at: span,
        hint: Message("set {0} = …", name))
    }
    do {
      let bound = try bind(value, in: Scope(fields: [], types: [], subject: .rows))
      return BoundExpression(bound.node, type: bound.type, at: span)
    } catch {
      throw error.located(in: entry.source)
    }
  }
}

extension Value {
  /// The type of a constant.
  public var type: ColumnType {
    switch self {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .decimal(_, let scale): .decimal(scale: scale)
    case .float: .float
    case .date: .date
    case .timestamp: .timestamp
    case .string: .string
    }
  }
}

extension Diagnostic {
  /// The same fault, said to stand in `source` unless it already names another.
  func located(in source: SourceText) -> Diagnostic {
    var copy = self
    if copy.source == nil { copy.source = source }
    return copy
  }
}

extension Suggestion {
  /// `did you mean 'x'?`, when one of the candidates is close.
  static func hint(
    for word: String, among candidates: [String], written: (String) -> String = { $0 }
  ) -> Message? {
    best(for: word, among: candidates).map { Message("did you mean '{0}'?", written($0)) }
  }
}
