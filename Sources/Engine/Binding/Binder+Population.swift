import Syntax

/// The names of functions that look at the whole population.
enum PopulationName: String, CaseIterable {
  case percentRank = "percent_rank"
  case quantileClass = "quantile_class"
  case ntile
  case cumulativeShare = "cumulative_share"

  /// By any spelling that help lists.
  init?(_ name: String) {
    guard let found = PopulationName(rawValue: SpecialFunction.named(name)?.name ?? name) else {
      return nil
    }
    self = found
  }
}

extension Binder {
  func population(
    _ name: PopulationName, _ written: Call, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    guard let first = written.arguments.first else {
      throw Diagnostic(
        "E306", Message("'{0}' takes {1}", written.name, "column"), at: written.nameSpan,
        hint: Message("for example {0}", "\(name.rawValue)(amount)"))
    }
    let argument = try bind(first, in: scope)
    guard argument.type.isNumeric || argument.type == .date || argument.type == .timestamp else {
      throw Diagnostic(
        "E301", Message("'{0}' does not take {1}", written.name, argument.type.word),
        at: argument.span, label: Message("expected a number"))
    }
    let filter = try written.filter.map { expression throws(Diagnostic) in
      try condition(expression, in: scope)
    }
    let kind: PopulationCall.Kind
    switch name {
    case .percentRank: kind = .percentRank
    case .cumulativeShare: kind = .cumulativeShare
    case .quantileClass: kind = .quantileClass(try classes(written, in: scope))
    case .ntile: kind = .ntile(try classes(written, in: scope))
    }
    let type: ColumnType
    switch name {
    case .percentRank, .cumulativeShare: type = .float
    case .quantileClass, .ntile: type = .int
    }
    return BoundExpression(
      .computed(
        .population(PopulationCall(kind: kind, argument: argument, filter: filter))), type: type,
      at: span)
  }

  private func classes(_ written: Call, in scope: Scope) throws(Diagnostic) -> Int {
    guard written.arguments.count == 2,
      case .int(let count)? = try bind(written.arguments[1], in: scope).constant,
      1...1_000_000 ~= count
    else {
      throw Diagnostic(
        "E306", Message("'{0}' takes {1}", written.name, "column, number of classes"),
        at: written.nameSpan, hint: Message("for example {0}", "\(written.name)(spend, 5)"))
    }
    return Int(count)
  }
}
