import Engine
import Segments
import Syntax

extension Session {
  /// `explain customer 'C1' [on DIM, …]`: class, the rule that fired with its values, and the rules
  /// before it with what they missed.
  func explain(_ id: Expression, on dimensions: [ColumnReference]) throws(Diagnostic) {
    let explanation = try classification.explain(id, on: dimensions)
    say(
      Message(
        "customer {0} as of {1}", explanation.customer, DayText.text(Int(explanation.asOf))))
    let isWhole = !dimensions.isEmpty
    let roots = explanation.dimensions.map { node($0, whole: isWhole) }
    say(ExplanationTree(roots).lines(on: surface))
  }

  private func node(_ dimension: DimensionExplanation, whole: Bool) -> ExplanationTree.Node {
    switch dimension.availability {
    case .missing(let need):
      return ExplanationTree.Node(.none, title(dimension.title), value: words(need.message))
    case .faulty(let fault):
      return ExplanationTree.Node(.none, title(dimension.title), value: words(fault.message))
    case .available: break
    }
    let classes = dimension.classes.map(title).joined(separator: ", ")
    // For all dimensions only the rule that fired is shown; for named ones those before it too.
    let trials = dimension.trials.filter { whole || $0.held }
    var children = trials.map(node)
    if let values = dimension.values {
      // A value is neither held nor missed.
      var node = node(values)
      node.mark = .none
      children.append(node)
    }
    return ExplanationTree.Node(
      .none, title(dimension.title), value: classes, children: children)
  }

  private func node(_ trial: RuleTrial) -> ExplanationTree.Node {
    guard let condition = trial.condition else {
      return ExplanationTree.Node(.held, "\(trial.title.key): " + words(Message("otherwise")))
    }
    var node = node(condition)
    node.mark = trial.held ? .held : .failed
    node.text = "\(trial.title.key): \(condition.text)"
    return node
  }

  private func node(_ finding: Finding) -> ExplanationTree.Node {
    ExplanationTree.Node(
      finding.held ? .held : .failed, finding.text, value: outcome(finding),
      children: finding.parts.map(node))
  }

  /// The values that a condition saw, and by how much it was missed.
  private func outcome(_ finding: Finding) -> String? {
    if let need = finding.need { return words(need.message) }
    guard finding.parts.isEmpty else { return nil }
    var parts = finding.facts.map { fact in
      let among = fact.rankedAmong.map { words(Message(" among {0}", count($0))) } ?? ""
      let sign = fact.kind == .parameter ? ":" : ""
      return "\(sign)\(fact.name) = \(text(fact.value, fact.display))\(among)"
    }
    if !finding.held, let comparison = finding.comparison, let distance = comparison.distance {
      parts.append(words(Message("{0} away", text(distance, comparison.display))))
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}
