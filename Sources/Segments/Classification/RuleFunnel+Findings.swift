public import Engine
public import Syntax

extension Classification {
  /// What the loaded data say of a dimension's rules, by place: W610 for a class that nobody is in, W611
  /// for a rule that an earlier one implies, N612 for customers whom an earlier rule takes.
  ///
  /// Empty for a dimension that is open or not available. Throws what working the rules out throws.
  public func findings(
    on entry: Definitions.Entry<DimensionDefinition>
  ) throws(Diagnostic) -> [Diagnostic] {
    let dimension = entry.definition
    guard dimension.open == nil, case .available = availability(of: dimension.name) else {
      return []
    }
    let funnel = try funnel(of: ColumnReference(dimension.name, at: dimension.nameSpan))
    return funnel.steps.compactMap { step in
      let category = dimension.categories.first { $0.name == step.title.key }
      return finding(step, at: category?.span ?? dimension.nameSpan, entry.source)
    }
  }

  private func finding(
    _ step: FunnelStep, at span: Span, _ source: SourceText
  ) -> Diagnostic? {
    let name = step.title.key
    // `otherwise` is there for whoever is left, which may be nobody.
    if step.condition == nil { return nil }
    if step.holds == 0 {
      return Diagnostic(
        "W610", Message("nobody is in '{0}'", name), at: span, label: Message("holds for nobody"),
        source: source, severity: .warning)
    }
    if let earlier = step.impliedBy {
      return Diagnostic(
        "W611",
        Message("'{0}' is never reached: '{1}' holds wherever it does", name, earlier.key),
        at: span,
        label: Message("tried later"), source: source, severity: .warning)
    }
    guard !step.lost.isEmpty else { return nil }
    let losses = step.lost.map { "\($0.title.key) \($0.count)" }.joined(separator: ", ")
    return Diagnostic(
      "N612", Message("'{0}' holds for customers whom earlier classes take: {1}", name, losses),
      at: span, label: Message("tried later"), source: source, severity: .note)
  }
}
