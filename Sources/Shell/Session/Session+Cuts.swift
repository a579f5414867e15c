import Engine
import Segments
import Syntax

/// Populations in words: what customers are ranked by, among whom, and where a rule cuts them.
extension Session {
  /// All cuts inside a condition.
  func cuts(_ finding: Finding) -> [PopulationCut] { finding.cuts + finding.parts.flatMap(cuts) }

  /// The metrics behind cuts, each once.
  func rankings(_ cuts: [PopulationCut]) -> [RankedMetric] {
    var metrics: [RankedMetric] = []
    for cut in cuts where !metrics.contains(cut.metric) { metrics.append(cut.metric) }
    return metrics
  }

  /// `value_12m >= 1,234.50` beside `641 of 3,204 (20.0 %)`.
  func node(_ cut: PopulationCut) -> ExplanationTree.Node {
    ExplanationTree.Node(.none, words(Message("cut: {0}", range(cut))), value: extent(cut))
  }

  /// Below the rules of a dimension: where each cuts, then what the ranks mean.
  func sayCuts(_ funnel: RuleFunnel) {
    for step in funnel.steps {
      for cut in step.cuts { say(told: "\(name(step.title)): \(range(cut)): \(extent(cut))") }
    }
    for metric in rankings(funnel.steps.flatMap(\.cuts)) { say(told: meaning(of: metric)) }
  }

  /// The measures for which the condition holds.
  private func range(_ cut: PopulationCut) -> String {
    guard let least = cut.least, let greatest = cut.greatest else {
      return words(Message("holds for nobody"))
    }
    let measure = cut.metric.measure
    let (low, high) = (figure(least, cut.metric), figure(greatest, cut.metric))
    if cut.reachesGreatest { return "\(measure) >= \(low)" }
    if cut.reachesLeast { return "\(measure) <= \(high)" }
    return least == greatest ? "\(measure) = \(low)" : "\(low) <= \(measure) <= \(high)"
  }

  private func figure(_ value: Value, _ metric: RankedMetric) -> String {
    text(value, metric.display)
  }

  private func extent(_ cut: PopulationCut) -> String {
    words(
      Message(
        "{0} of {1} ({2})", count(cut.holds), count(cut.metric.population),
        NumberText.percent(cut.share)))
  }

  /// `value_pct: percentile by value_12m among 3,204 customers with value_12m > 0`.
  func meaning(of metric: RankedMetric) -> String {
    let (name, measure, size) = (metric.name, metric.measure, count(metric.population))
    let message =
      switch metric.kind {
      case .percentRank:
        Message("{0}: percentile by {1} among {2} {2|customer|customers}", name, measure, size)
      case .quantileClass(let classes):
        Message(
          "{0}: class 1 to {3} by {1}, equal values together, among {2} {2|customer|customers}",
          name, measure,
          size, String(classes))
      case .ntile(let classes):
        Message(
          "{0}: class 1 to {3} by {1}, equal values split, among {2} {2|customer|customers}", name,
          measure,
          size,
          String(classes))
      case .cumulativeShare:
        Message(
          "{0}: share of all {1} held by those with as much or more, among {2} {2|customer|customers}",
          name,
          measure, size)
      case .aggregate(let call): Message("{0}: {1} of {2} {2|customer|customers}", name, call, size)
      }
    let filter = metric.filter.map { words(Message(" with {0}", $0)) } ?? ""
    let leftOut = metric.leftOut.map {
      words(Message("; {0} left out by {1}", count($0.customers), $0.metric))
    }
    return words(message) + filter + leftOut.joined()
  }
}
