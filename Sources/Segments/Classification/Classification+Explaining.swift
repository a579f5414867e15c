import Engine
public import Syntax

extension Classification {
  /// Why the customer with this id is where it is: in the `wanted` dimensions, or in all.
  ///
  /// - Parameter id: the id as typed: text, a number or a bare word.
  /// - Throws: E216 for an id that no customer has, E217 for something that is no id, E203 and E209 for
  ///   dimensions. A dimension that lacks data is no error: it says what it needs.
  public func explain(
    _ id: Expression, on wanted: [ColumnReference] = []
  ) throws(Diagnostic) -> Explanation {
    var dimensions: [Definitions.Entry<DimensionDefinition>] = []
    for name in wanted { dimensions.append(try dimension(called: name.name, at: name.span)) }
    if wanted.isEmpty { dimensions = catalog.definitions.dimensions }
    let customer = try CustomerLookup(executor).find(id)
    tellsCuts = !wanted.isEmpty
    defer { tellsCuts = false }
    var explanations: [DimensionExplanation] = []
    for entry in dimensions {
      do throws(Diagnostic) {
        var explanation = try explain(entry.definition, customer.row)
        if !wanted.isEmpty, case .available = explanation.availability {
          explanation.lines = try lines(of: entry.definition, customer.row)
        }
        explanations.append(explanation)
      } catch {
        throw error.inside(entry.source)
      }
    }
    return Explanation(
      customer: customer.id, row: customer.row, asOf: catalog.asOf, dimensions: explanations)
  }

  /// Whether a customer of the data has the id.
  public func hasCustomer(_ id: Expression) -> Bool {
    do throws(Diagnostic) {
      _ = try CustomerLookup(executor).find(id)
      return true
    } catch {
      return false
    }
  }

  private func explain(
    _ dimension: DimensionDefinition, _ row: Int
  ) throws(Diagnostic) -> DimensionExplanation {
    var result = DimensionExplanation(
      title: RuleTitle(dimension), availability: binder.availability(of: dimension.name),
      classes: [], isMultiple: dimension.multi, trials: [])
    guard case .available = result.availability else { return result }
    if let open = dimension.open {
      var finding = try finding(open, row)
      if tellsCuts { finding.cuts = try cuts(behind: dimension, row) }
      result.values = finding
      if case .string(let value) = try executor.definitionColumn(dimension.name).value(row) {
        result.classes = [dimension.title(ofValue: value)]
      }
      return result
    }
    for category in dimension.rulesInOrder {
      // `otherwise` of a multi-valued dimension is for those that no rule took.
      if category.condition == nil, !result.classes.isEmpty { break }
      let condition = try category.condition.map { written throws(Diagnostic) in
        try finding(written, row)
      }
      let held = condition?.held ?? true
      result.trials.append(
        RuleTrial(title: RuleTitle(category), held: held, condition: condition))
      guard held else { continue }
      result.classes.append(RuleTitle(category))
      if !dimension.multi { break }
    }
    try lookFurther(dimension, row, &result)
    return result
  }

  /// The rules after the one that held, the class that is nearest, and the rows behind it all.
  private func lookFurther(
    _ dimension: DimensionDefinition, _ row: Int, _ result: inout DimensionExplanation
  ) throws(Diagnostic) {
    let ranks = try binder.definition(key: dimension.name).domain?.categories.map(\.rank) ?? []
    func rank(_ title: RuleTitle) -> Int? {
      guard dimension.ordered else { return nil }
      return dimension.categories.firstIndex { $0.name == title.key }.map { ranks[$0] }
    }
    if !dimension.multi {
      for category in dimension.rulesInOrder.dropFirst(result.trials.count) {
        let condition = try category.condition.map { written throws(Diagnostic) in
          try finding(written, row)
        }
        result.later.append(
          RuleTrial(
            title: RuleTitle(category), held: condition?.held ?? true, condition: condition))
      }
      if let current = result.classes.first {
        result.nearest = NearestFlip.find(
          (result.trials + result.later).map { ($0, rank($0.title)) }, current: current,
          currentRank: rank(current))
      }
    }
    let held = result.trials.filter(\.held).compactMap { trial in
      dimension.categories.first { $0.name == trial.title.key }?.condition
    }
    result.evidence = try evidence(for: held, row)
  }

  /// Of an open dimension made of ranks (the cells of RFM): where the ranks of the customer lie.
  func cuts(
    behind dimension: DimensionDefinition, _ row: Int
  ) throws(Diagnostic) -> [PopulationCut] {
    var cuts: [PopulationCut] = []
    for use in RuleUses(dimension.expressions, catalog).metrics {
      guard let ranking = try ranking(of: use.name),
        case .int(let own) = try executor.definitionColumn(use.name).value(row)
      else { continue }
      let name = Expression(.name(Name(use.name)), at: dimension.nameSpan)
      let value = Expression(
        .literal(.number(unscaled: own, scale: 0)), at: dimension.nameSpan)
      let same = Expression(.binary(.equal, name, value), at: dimension.nameSpan)
      cuts.append(try cut(ranking, where: same))
    }
    return cuts
  }

  private static let rowsTold = 3

  /// The rows behind all of the conditions: one entry an activity.
  private func evidence(
    for conditions: [Expression], _ row: Int
  ) throws(Diagnostic) -> [Evidence] {
    var bound: [BoundExpression] = []
    for condition in conditions { bound.append(try binder.bind(condition, in: customerScope)) }
    return try executor.evidence(for: bound, customer: row).map { found in
      let table = found.activity.table
      let time = found.activity.column(.time)
      let amount = found.activity.column(.amount)
      let latest = found.rows.suffix(Self.rowsTold).reversed().map { row in
        Evidence.Row(
          time: time.map { table.columns[$0].value(Int(row)) },
          amount: amount.map { table.columns[$0].value(Int(row)) })
      }
      return Evidence(
        activity: found.activity.name, count: found.units, valid: found.valid, latest: Array(latest)
      )
    }
  }
}
