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
    var explanations: [DimensionExplanation] = []
    for entry in dimensions {
      do throws(Diagnostic) {
        explanations.append(try explain(entry.definition, customer.row))
      } catch {
        throw error.inside(entry.source)
      }
    }
    return Explanation(
      customer: customer.id, row: customer.row, asOf: catalog.asOf, dimensions: explanations)
  }

  private func explain(
    _ dimension: DimensionDefinition, _ row: Int
  ) throws(Diagnostic) -> DimensionExplanation {
    var result = DimensionExplanation(
      title: RuleTitle(dimension), availability: binder.availability(of: dimension.name),
      classes: [], isMultiple: dimension.multi, trials: [])
    guard case .available = result.availability else { return result }
    if let open = dimension.open {
      result.values = try finding(open, row)
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
    return result
  }
}
