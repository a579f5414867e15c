import Syntax

/// The names of aggregates.
enum AggregateName: String, CaseIterable {
  case count, sum, avg, min, max, median, percentile, stddev, share, first, last, mode, hhi
  case medianGap = "median_gap"
  case gapVariation = "gap_cv"

  /// By any spelling that help lists.
  init?(_ name: String) {
    guard let found = AggregateName(rawValue: SpecialFunction.named(name)?.name ?? name) else {
      return nil
    }
    self = found
  }
}

/// Aggregates met while binding the columns of a `group`: each becomes a column of the groups.
struct GroupAggregates {
  let firstColumn: Int
  var aggregates: [BoundAggregate] = []
  /// The scope of the rows being grouped.
  let rows: Scope
  /// A key is a set of classes: a row counts in each.
  var isSpread = false

  /// Whether `column` is an aggregate that all rows have as groups have it that do not overlap: as much
  /// as these together.
  func addsUp(_ column: BoundExpression) -> Bool {
    guard case .column(let index) = column.node,
      aggregates.indices.contains(index - firstColumn)
    else { return false }
    return switch aggregates[index - firstColumn].kind {
    case .count, .sum: true
    default: false
    }
  }

  func appending(_ aggregate: BoundAggregate?) -> GroupAggregates {
    var copy = self
    if let aggregate { copy.aggregates.append(aggregate) }
    return copy
  }
}

extension Binder {
  /// `min(a, b)` of several values is not an aggregate; `percentile` with a place is.
  func isAggregateCall(_ name: String, _ written: Call, in scope: Scope) -> Bool {
    AggregateName(name) != nil
      && (groupAggregates != nil || written.activity != nil
        || written.arguments.contains { activity(in: $0, scope) != nil })
  }

  /// An aggregate: of a customer's activity, of a group, or of all rows.
  func aggregate(
    _ written: Call, at span: Span, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    let written = countOfMembers(written, in: groupAggregates?.rows ?? scope) ?? written
    if let activity = try activity(of: written, in: scope) {
      let bound = try activityAggregate(written, activity, at: span)
      let node = BoundExpression.Node.computed(
        .activity(ActivityAggregate(activity: activity.name, aggregate: bound)))
      let zero = try zeroWithoutRows(bound, BoundExpression(node, type: bound.type, at: span))
      return scope.isActivity
        ? BoundExpression(.computed(.ofCustomer(zero)), type: zero.type, at: span) : zero
    }
    if let group = groupAggregates {
      let written = try totalOverCustomers(written, at: span, in: group.rows) ?? written
      // Arguments are read among the rows; the result is a column of the groups.
      groupAggregates = nil
      var added: BoundAggregate?
      defer { groupAggregates = group.appending(added) }
      let bound = try plainAggregate(written, at: span, in: group.rows, source: nil)
      added = bound
      return BoundExpression(
        .column(group.firstColumn + group.aggregates.count), type: bound.type, at: span)
    }
    return try aggregateOfParts(written, at: span, in: scope)
  }

  /// `count(orders where …)`, `sum(orders.amount)` and the extremes for groups of customers: worked
  /// out for each customer, then over the group. nil for what does not add up that way.
  private func totalOverCustomers(
    _ written: Call, at span: Span, in rows: Scope
  ) throws(Diagnostic) -> Call? {
    guard case .customers = rows.subject, try activity(of: written, in: rows) != nil,
      !written.arguments.contains(where: \.hasAggregate)
    else { return nil }
    let outer: AggregateName
    switch AggregateName(NameFolding.fold(written.name)) {
    case .count where !written.distinct, .sum: outer = .sum
    case .min: outer = .min
    case .max: outer = .max
    default: return nil
    }
    return Call(
      name: outer.rawValue, nameSpan: written.nameSpan,
      arguments: [Expression(.call(written), at: span)])
  }

  /// A customer without orders has spent 0 and has no average.
  private func zeroWithoutRows(
    _ aggregate: BoundAggregate, _ expression: BoundExpression
  ) throws(Diagnostic) -> BoundExpression {
    guard aggregate.kind == .sum, let zero = aggregate.type.zero else { return expression }
    let known = BoundExpression(
      .not(BoundExpression(.isNull(expression), type: .bool, at: expression.span)), type: .bool,
      at: expression.span)
    return BoundExpression(
      .caseWhen(
        [BoundBranch(condition: known, value: expression)],
        otherwise: BoundExpression(.constant(zero), type: aggregate.type, at: expression.span)),
      type: aggregate.type, at: expression.span)
  }

  /// An aggregate whose argument and filter are read in `scope`.
  func plainAggregate(
    _ written: Call, at span: Span, in scope: Scope, source: ActivitySource?
  ) throws(Diagnostic) -> BoundAggregate {
    guard let name = AggregateName(NameFolding.fold(written.name)) else {
      throw Diagnostic("E212", Message("no function '{0}'", written.name), at: written.nameSpan)
    }
    try checkCount(of: written, name)
    try checkBy(of: written)
    // First, so that a table that is not loaded is what a message is about.
    let argument = try ownArgument(of: written, name, in: scope)
    // `count(x where …)` was read as counting an activity `x`, and the filter as the activity's.
    let filter = try (written.filter ?? written.activity?.filter).map {
      expression throws(Diagnostic) in
      try condition(expression, in: scope)
    }
    let by = try written.by.map { expression throws(Diagnostic) in
      try bind(expression, in: scope)
    }
    if isCount(ofCondition: argument, name, written) {
      return BoundAggregate(
        kind: .count, argument: nil, filter: all([argument, filter].compactMap(\.self), at: span),
        by: nil, perUnit: false, type: .int)
    }
    let kind = try kind(name, written, argument, in: scope)
    let measured = try measured(kind, argument, written)
    return BoundAggregate(
      kind: kind, argument: measured, filter: filter, by: by, perUnit: false,
      type: type(of: kind, measured))
  }

  /// `count(tier = 'VIP')` counts the rows for which it holds; a column of yes and no is counted like
  /// any other, by its values.
  private func isCount(
    ofCondition argument: BoundExpression?, _ name: AggregateName, _ written: Call
  ) -> Bool {
    guard name == .count, !written.distinct, argument?.type == .bool,
      let shape = written.arguments.first?.shape
    else { return false }
    if case .name = shape { return false }
    return true
  }

  /// `by` orders the rows of `first` and `last`; of others it makes parts of the rows, which groups
  /// and a customer's activity do by themselves.
  private func checkBy(of written: Call) throws(Diagnostic) {
    guard let by = written.by, !written.isOrdered else { return }
    throw Diagnostic(
      "E306", Message("'{0}' takes no 'by' here", written.name), at: by.span,
      label: Message("not here"), hint: Message("for example {0}", "median(price by category)"))
  }

  /// Aggregates take one value a row (`percentile` its place as well); what else was written would be
  /// ignored, which is no answer.
  private func checkCount(of written: Call, _ name: AggregateName) throws(Diagnostic) {
    let most = name == .percentile ? 2 : 1
    guard written.arguments.count > most else { return }
    throw Diagnostic(
      "E306",
      Message("'{0}' takes {1}", written.name, name == .percentile ? "column, 0…1" : "column"),
      at: written.arguments[most].span,
      label: Message("found {0}", String(written.arguments.count)),
      hint: Message("a condition follows where: {0}(… where …)", written.name))
  }

  /// An activity's column inside an aggregate over customers: the rows meant are the activity's.
  private func ownArgument(
    of written: Call, _ name: AggregateName, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression? {
    do throws(Diagnostic) {
      return try argument(of: written, name, in: scope)
    } catch {
      guard error.code == "E204", case .name(let column)? = written.arguments.first?.shape,
        let activity = column.qualifier
      else { throw error }
      var better = error
      better.hint = Message(
        "from {0} | group … : {1}({2})", activity, written.name, column.text)
      throw better
    }
  }

  /// `count(x)` was read as counting an activity `x`; here it is a column.
  private func argument(
    of written: Call, _ name: AggregateName, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression? {
    if let activity = written.activity, catalog.dataset.activity(named: activity.name) == nil {
      return try bind(Name(activity.name), at: activity.span, in: scope)
    }
    guard let first = written.arguments.first else {
      if name == .count || name == .share { return nil }
      if written.activity != nil { return nil }
      throw Diagnostic(
        "E306", Message("'{0}' takes {1}", written.name, "column"), at: written.nameSpan,
        label: Message("found {0}", "0"),
        hint: Message("for example {0}", "\(name.rawValue)(amount)"))
    }
    return try bind(first, in: scope)
  }

  private func kind(
    _ name: AggregateName, _ written: Call, _ argument: BoundExpression?, in scope: Scope
  ) throws(Diagnostic) -> AggregateKind {
    switch name {
    case .count: return written.distinct ? .countDistinct : .count
    case .sum: return .sum
    case .avg: return .average
    case .min: return .minimum
    case .max: return .maximum
    case .median: return .percentile(0.5)
    case .percentile: return .percentile(try fraction(written, in: scope))
    case .stddev: return .standardDeviation
    case .share: return .shareOfRows
    case .first: return .first
    case .last: return .last
    case .mode: return .mode
    case .medianGap: return .medianGap
    case .gapVariation: return .gapVariation
    case .hhi: return .concentration
    }
  }

  private func fraction(_ written: Call, in scope: Scope) throws(Diagnostic) -> Double {
    guard written.arguments.count == 2,
      let value = try bind(written.arguments[1], in: scope).constant,
      var fraction = value.double
    else {
      throw Diagnostic(
        "E306", Message("'{0}' takes {1}", "percentile", "column, 0…1"), at: written.nameSpan,
        hint: Message("for example {0}", "percentile(amount, 0.9)"))
    }
    if fraction > 1 { fraction /= 100 }
    guard 0...1 ~= fraction else {
      throw Diagnostic(
        "E311", Message("a percentile lies between 0 and 1"), at: written.arguments[1].span)
    }
    return fraction
  }

  /// Checks the argument's type; dates and text have no sums.
  private func measured(
    _ kind: AggregateKind, _ argument: BoundExpression?, _ written: Call
  ) throws(Diagnostic) -> BoundExpression? {
    guard let argument else { return nil }
    switch kind {
    case .sum, .average, .percentile, .standardDeviation:
      if argument.type == .bool {
        return try coerceBool(argument)
      }
      guard argument.type.isNumeric || argument.type == .null else {
        throw Diagnostic(
          "E301", Message("'{0}' does not take {1}", written.name, argument.type.word),
          at: argument.span, label: Message("expected a number"))
      }
      return argument.type == .null ? argument.retyped(.int) : argument
    case .shareOfRows:
      guard argument.type == .bool else {
        throw Diagnostic(
          "E302", Message("expected a condition, found {0}", argument.type.word),
          at: argument.span, label: Message("not true or false"))
      }
      return argument
    case .count, .countDistinct, .minimum, .maximum, .first, .last, .mode, .any, .medianGap,
      .gapVariation, .concentration, .sequence:
      return argument
    }
  }

  private func coerceBool(_ argument: BoundExpression) throws(Diagnostic) -> BoundExpression {
    let aggregate = BoundAggregate(
      kind: .sum, argument: argument, filter: nil, by: nil, perUnit: false, type: .int)
    return aggregate.lanesAsNumbers.argument ?? argument
  }

  func type(of kind: AggregateKind, _ argument: BoundExpression?) -> ColumnType {
    switch kind {
    case .count, .countDistinct: .int
    case .average, .percentile, .standardDeviation, .shareOfRows, .medianGap, .gapVariation,
      .concentration:
      .float
    case .any, .sequence: .bool
    case .sum, .minimum, .maximum, .first, .last, .mode: argument?.type ?? .null
    }
  }
}

extension ColumnType {
  var zero: Value? {
    switch self {
    case .int: .int(0)
    case .decimal(let scale): .decimal(0, scale: scale)
    case .float: .float(0)
    case .bool, .date, .timestamp, .string, .category, .null: nil
    }
  }
}

extension Value {
  /// The number as a double; nil for what is not a number.
  public var double: Double? {
    switch self {
    case .int(let int): Double(int)
    case .decimal(let unscaled, let scale): Double(unscaled) / Double(DecimalScale.power(scale))
    case .float(let double): double
    case .null, .bool, .date, .timestamp, .string: nil
    }
  }
}

extension Scope {
  var isActivity: Bool {
    if case .activity = subject { true } else { false }
  }
}

extension Call {
  /// `first` and `last` go by an order.
  var isOrdered: Bool {
    let name = AggregateName(NameFolding.fold(name))
    return name == .first || name == .last
  }
}
