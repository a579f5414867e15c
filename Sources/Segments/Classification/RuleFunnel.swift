import Engine
public import Syntax

/// How the rules of a dimension share the customers out, in the order in which they are tried.
public struct RuleFunnel: Sendable, Hashable {
  public var title: RuleTitle
  /// Of a dimension of sets, where no rule takes customers away from a later one.
  public var isMultiple: Bool
  /// Of a dimension of values a step each, the largest first, and those without a value at the end.
  public var steps: [FunnelStep]
  public var population: Int
  /// `values EXPR` as the formatter writes it; nil for a dimension of rules.
  public var values: String?
}

/// One rule of a funnel.
public struct FunnelStep: Sendable, Hashable {
  public var title: RuleTitle
  /// As the formatter writes it; nil for `otherwise`.
  public var condition: String?
  /// Customers for whom the condition holds, whatever rule takes them.
  public var holds: Int
  /// Customers whom the rule takes.
  public var takes: Int
  /// Earlier rules that took customers for whom this one holds as well, most first.
  public var lost: [Loss]
  /// The earlier rule that holds wherever this one does: it can never take anyone.
  public var impliedBy: RuleTitle?
  /// Where its comparisons cut a population.
  public var cuts: [PopulationCut] = []
  /// Takes those who are left.
  public var isRest = false

  public struct Loss: Sendable, Hashable {
    public var title: RuleTitle
    public var count: Int
  }
}

extension Classification {
  /// Throws E203 and E209 for the name, and what binding a rule throws where data lack something.
  public func funnel(of name: ColumnReference) throws(Diagnostic) -> RuleFunnel {
    let entry = try dimension(called: name.name, at: name.span)
    let dimension = entry.definition
    if let open = dimension.open { return try funnel(of: dimension, values: open, at: name.span) }
    var result = RuleFunnel(
      title: RuleTitle(dimension), isMultiple: dimension.multi, steps: [], population: population)
    let bound = try binder.definition(key: dimension.name, at: name.span)
    var left = Bitmap(count: population, all: true)
    var earlier: [(title: RuleTitle, holds: Bitmap)] = []
    for category in dimension.rulesInOrder {
      guard let index = dimension.categories.firstIndex(where: { $0.span == category.span })
      else { continue }
      let title = RuleTitle(category)
      let condition = bound.rules.first { $0.category == index }?.condition
      let holds = try condition.map { condition throws(Diagnostic) in
        try executor.bits(condition, over: executor.everyone)
      }
      let reach = holds ?? left
      let takes = dimension.multi && condition != nil ? reach : reach.and(left)
      var cuts: [PopulationCut] = []
      if let written = category.condition { cuts = try self.cuts(inside: written) }
      result.steps.append(
        FunnelStep(
          title: title, condition: category.condition.map { Formatter.brief($0) },
          holds: reach.population, takes: takes.population,
          lost: dimension.multi ? [] : losses(reach, earlier),
          impliedBy: dimension.multi ? nil : implication(reach, earlier),
          cuts: cuts))
      left = left.subtracting(reach)
      if condition != nil { earlier.append((title, reach)) }
    }
    return result
  }

  /// Of a dimension of values: its values are the classes.
  private func funnel(
    of dimension: DimensionDefinition, values: Expression, at span: Span
  ) throws(Diagnostic) -> RuleFunnel {
    _ = try binder.definition(key: dimension.name, at: span)
    let rest = dimension.categories.first { $0.condition == nil }?.name ?? "unknown"
    var steps = try summary(of: dimension).classes.map { size in
      FunnelStep(
        title: size.title, condition: nil, holds: size.count, takes: size.count, lost: [],
        impliedBy: nil, isRest: size.title.key == rest)
    }
    if let place = steps.firstIndex(where: \.isRest) { steps.append(steps.remove(at: place)) }
    return RuleFunnel(
      title: RuleTitle(dimension), isMultiple: false, steps: steps, population: population,
      values: Formatter.brief(values))
  }

  /// Those of all comparisons inside a condition.
  private func cuts(inside written: Expression) throws(Diagnostic) -> [PopulationCut] {
    var found = try cuts(of: written)
    guard found.isEmpty else { return found }
    for child in written.children { found += try cuts(inside: child) }
    return found
  }

  /// What each earlier rule took first; one that came before it took its part already.
  private func losses(
    _ reach: Bitmap, _ earlier: [(title: RuleTitle, holds: Bitmap)]
  ) -> [FunnelStep.Loss] {
    var rest = reach
    var losses: [FunnelStep.Loss] = []
    for rule in earlier {
      let shared = rest.and(rule.holds)
      let count = shared.population
      if count > 0 { losses.append(FunnelStep.Loss(title: rule.title, count: count)) }
      rest = rest.subtracting(shared)
    }
    return losses.sorted { $0.count > $1.count }
  }

  private func implication(
    _ reach: Bitmap, _ earlier: [(title: RuleTitle, holds: Bitmap)]
  ) -> RuleTitle? {
    guard reach.population > 0 else { return nil }
    return earlier.first { reach.subtracting($0.holds).population == 0 }?.title
  }
}
