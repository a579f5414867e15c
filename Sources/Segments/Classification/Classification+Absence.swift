import Engine
public import Syntax

/// Why a customer is not in a class.
public struct AbsenceExplanation: Sendable, Hashable {
  public var customer: String
  public var dimension: RuleTitle
  public var wanted: RuleTitle
  /// The classes that it is in.
  public var classes: [RuleTitle]
  /// The rule of the class, with what it came to; nil condition: `otherwise`.
  public var trial: RuleTrial
  /// The rule that is tried before and took the customer; nil when the wanted rule does not hold.
  public var takenBy: RuleTrial?
  /// What would have to change for the rule to hold; empty when it does. nil where parameters settle
  /// that it holds for nobody.
  public var changes: [Finding]?
  /// The customer is in the class after all.
  public var isMember: Bool
}

extension Classification {
  /// The class by key, label or alias, alone or as `dimension.class`.
  ///
  /// Throws E211 for a word that is no class, E209 for one that several dimensions have, with the
  /// candidates, and what `explain` throws.
  public func explain(
    _ id: Expression, not category: ColumnReference
  ) throws(Diagnostic) -> AbsenceExplanation {
    let (dimension, wanted) = try self.category(category)
    let reference = ColumnReference(dimension.name, at: category.span)
    let whole = try explain(id, on: [reference])
    let found = whole.dimensions[0]
    if case .missing(let need) = found.availability {
      throw Diagnostic(
        "E208", Message("'{0}' is not available: {1}", dimension.name, need.message.english),
        at: category.span, label: Message("needs other data"))
    }
    if dimension.open != nil {
      return try valueAbsence(whole.customer, found, RuleTitle(wanted), of: dimension)
    }
    let trials = found.trials + found.later
    let title = RuleTitle(wanted)
    let isMember = found.classes.contains(title)
    let trial =
      trials.first { $0.title == title } ?? RuleTrial(title: title, held: isMember, condition: nil)
    let taker = isMember || dimension.multi ? nil : found.trials.last { $0.held }
    // A rule that holds later than it is tried, and `otherwise`, give way to the one before.
    let takenBy = trial.held || trial.condition == nil ? taker : nil
    return AbsenceExplanation(
      customer: whole.customer, dimension: found.title, wanted: title, classes: found.classes,
      trial: trial, takenBy: takenBy,
      changes: trial.condition.map(NearestFlip.unmet) ?? [], isMember: isMember)
  }

  /// Of a dimension of values: what its expression came to, and where those with the wanted value lie.
  private func valueAbsence(
    _ customer: String, _ found: DimensionExplanation, _ wanted: RuleTitle,
    of dimension: DimensionDefinition
  ) throws(Diagnostic) -> AbsenceExplanation {
    let isMember = found.classes.contains(wanted)
    var values = found.values
    if !isMember, let row = try someone(with: wanted.key, of: dimension) {
      values?.cuts = try cuts(behind: dimension, row)
    }
    return AbsenceExplanation(
      customer: customer, dimension: found.title, wanted: wanted, classes: found.classes,
      trial: RuleTrial(title: wanted, held: isMember, condition: values), takenBy: nil,
      changes: [], isMember: isMember)
  }

  /// A customer who has the value; nil where nobody does.
  private func someone(
    with value: String, of dimension: DimensionDefinition
  ) throws(Diagnostic) -> Int? {
    let name = Expression(.name(Name(dimension.name)), at: dimension.nameSpan)
    let wanted = Expression(.literal(.string(value)), at: dimension.nameSpan)
    let isThere = try binder.condition(
      Expression(.binary(.equal, name, wanted), at: dimension.nameSpan), in: customerScope)
    return try executor.bits(isThere, over: executor.everyone).rows.first.map(Int.init)
  }

  /// A value of a dimension of values, as `dimension.value`; nil for anything else.
  private func valueClass(
    _ reference: ColumnReference
  ) throws(Diagnostic) -> (DimensionDefinition, CategoryDefinition)? {
    let parts = reference.name.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    let called = catalog.definitions.dimensions(called: parts[0])
    guard called.count == 1, let dimension = called.first?.definition, dimension.open != nil else {
      return nil
    }
    let values = try summary(of: dimension).classes.map(\.title.key)
    guard values.contains(parts[1]) else {
      throw Diagnostic(
        "E211", Message("no class '{0}'", reference.name), at: reference.span,
        label: Message("not a class"),
        hint: Suggestion.best(for: parts[1], among: values).map {
          Message("did you mean '{0}'?", "\(dimension.name).\($0)")
        })
    }
    return (dimension, CategoryDefinition(name: parts[1], span: reference.span))
  }

  /// `客户生命周期.stable`: the dimension by a label or alias; nil where none is called so.
  private func classOfNamed(
    _ reference: ColumnReference
  ) throws(Diagnostic) -> (DimensionDefinition, CategoryDefinition)? {
    let parts = reference.name.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, !catalog.definitions.dimensions(called: parts[0]).isEmpty else {
      return nil
    }
    let found = try catalog.definitions.named(
      ClassReference(
        ColumnReference(parts[0], at: reference.span),
        ColumnReference(parts[1], at: reference.span)))
    guard let dimension = catalog.definitions.dimension(found.dimension)?.definition,
      let category = found.category.flatMap({ dimension.category(called: $0) })
    else { return nil }
    return (dimension, category)
  }

  /// The one class that a word names among all dimensions.
  func category(
    _ reference: ColumnReference
  ) throws(Diagnostic) -> (DimensionDefinition, CategoryDefinition) {
    let hits = catalog.definitions.classes(called: reference.name)
    if hits.count > 1 {
      throw .ambiguous(
        reference.name, catalog.definitions.candidates(hits), at: reference.span)
    }
    guard let only = hits.first else {
      if let value = try valueClass(reference) { return value }
      if let found = try classOfNamed(reference) { return found }
      let names = catalog.definitions.dimensions.flatMap {
        $0.definition.categories.flatMap { [$0.name] + $0.labels.map(\.text) }
      }
      throw Diagnostic(
        "E211", Message("no class '{0}'", reference.name), at: reference.span,
        label: Message("not a class"),
        hint: Suggestion.best(for: reference.name, among: names).map {
          Message("did you mean '{0}'?", $0)
        })
    }
    return only
  }
}
