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

  /// `explain customer 'C1' not churned`.
  func explain(_ id: Expression, not category: ColumnReference) throws(Diagnostic) {
    let absence = try classification.explain(id, not: category)
    let classes = absence.classes.map(title).joined(separator: ", ")
    if absence.isMember {
      say(
        Message("customer {0} is in {1}: {2}", absence.customer, name(absence.dimension), classes))
    } else {
      say(
        Message(
          "customer {0} is not in {1} of {2}: it is in {3}", absence.customer, name(absence.wanted),
          name(absence.dimension), classes))
    }
    var roots = [node(absence.trial)]
    if let taker = absence.takenBy { roots = [node(taker)] + roots }
    say(ExplanationTree(roots).lines(on: surface))
    if let taker = absence.takenBy {
      say(Message("{0} is tried before {1} and holds", name(taker.title), name(absence.wanted)))
    } else if !absence.isMember {
      guard let needed = absence.changes else {
        return say(Message("parameters settle it: {0} holds for nobody", name(absence.wanted)))
      }
      if !needed.isEmpty { say(Message("it would take: {0}", changes(needed))) }
    }
  }

  /// `spend_12m > 1.2 * spend_prev12m (412.00 away)`
  private func changes(_ findings: [Finding]) -> String {
    findings.map { finding in
      guard let comparison = finding.comparison, let distance = comparison.distance else {
        return finding.text
      }
      return "\(finding.text) (" + words(Message("{0} away", text(distance, comparison.display)))
        + ")"
    }.joined(separator: ", ")
  }

  /// The rows behind a rule, the latest first.
  private func node(_ evidence: Evidence) -> ExplanationTree.Node {
    let told = evidence.latest.map { row in
      [row.time.map(moment), row.amount.map { text($0, .money) }].compactMap(\.self)
        .joined(separator: " ")
    }
    let more = evidence.count > told.count ? " …" : ""
    let head =
      if let valid = evidence.valid, valid < evidence.count {
        words(
          Message(
            "{0}: {1}, {2} of them valid", title(ofActivity: evidence.activity),
            count(evidence.count), count(valid)))
      } else {
        words(Message("{0}: {1}", title(ofActivity: evidence.activity), count(evidence.count)))
      }
    return ExplanationTree.Node(
      .none, head,
      value: told.joined(separator: "; ") + more)
  }

  private func moment(_ value: Value) -> String {
    switch value {
    case .timestamp(let time): DateText.timestamp(time, .minute)
    case .date(let days): DateText.day(days)
    default: text(value, .plain)
    }
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
    if let lines = dimension.lines { children += nodes(lines) }
    if whole {
      let findings = trials.compactMap(\.condition) + [dimension.values].compactMap(\.self)
      children += rankings(findings.flatMap(cuts)).map {
        ExplanationTree.Node(.none, meaning(of: $0))
      }
      children += dimension.evidence.map(node)
      if let nearest = dimension.nearest {
        var needs = nearest.changes.isEmpty ? [] : [changes(nearest.changes)]
        if let blocker = nearest.blockedBy {
          let weakest = nearest.weakest.map { changes([$0]) } ?? name(blocker)
          needs.append(words(Message("{0} no longer holds", weakest)))
        }
        children.append(
          ExplanationTree.Node(
            .none, words(Message("nearest: {0}", name(nearest.title))),
            value: needs.joined(separator: ", ")))
      }
    }
    return ExplanationTree.Node(
      .none, title(dimension.title), value: classes, children: children)
  }

  private func nodes(_ lines: ClassLines) -> [ExplanationTree.Node] {
    [(Message("trait"), lines.trait), (Message("strategy"), lines.strategy)]
      .compactMap { message, text in
        text.map { ExplanationTree.Node(.none, words(message), value: $0) }
      }
  }

  private func node(_ trial: RuleTrial) -> ExplanationTree.Node {
    guard let condition = trial.condition else {
      return ExplanationTree.Node(.held, "\(name(trial.title)): " + words(Message("otherwise")))
    }
    var node = node(condition)
    node.mark = trial.held ? .held : .failed
    node.text = "\(name(trial.title)): \(condition.text)"
    return node
  }

  private func node(_ finding: Finding) -> ExplanationTree.Node {
    ExplanationTree.Node(
      finding.held ? .held : .failed, finding.text, value: outcome(finding),
      children: finding.parts.map(node) + finding.cuts.map(node))
  }

  /// The values that a condition saw, and by how much it was missed.
  private func outcome(_ finding: Finding) -> String? {
    if let proxy = finding.standsIn { return text(proxy) }
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
