public import Engine
import Syntax

/// Where a condition cuts a population: `value_pct >= :value_hi` among the customers that `value_pct`
/// ranks, told by what they are ranked by.
public struct PopulationCut: Sendable, Hashable {
  /// The metric that looks at the population.
  public var metric: RankedMetric
  /// Customers of the population for whom the condition holds.
  public var holds: Int
  /// The least and the greatest measure among them; nil where the condition holds for nobody.
  public var least: Value?
  public var greatest: Value?
  /// The condition holds down (up) to the end of the population.
  public var reachesLeast: Bool
  public var reachesGreatest: Bool

  /// Of the population, 0…1.
  public var share: Double {
    metric.population == 0 ? 0 : Double(holds) / Double(metric.population)
  }
}

/// A metric that ranks, shares out or cuts a population of customers.
public struct RankedMetric: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case percentRank
    case quantileClass(Int)
    case ntile(Int)
    case cumulativeShare
    /// One value for all: `percentile(aov, 33%)`, as written.
    case aggregate(String)
  }

  public var name: String
  public var kind: Kind
  /// What customers are ranked by: `value_12m`.
  public var measure: String
  public var display: Field.Display
  /// Which customers are the population: `value_12m > 0`; nil for all who have a measure.
  public var filter: String?
  public var population: Int
  /// Customers who would be among them but for one metric of the filter: staff, by `is_ranked`.
  public var leftOut: [LeftOut] = []

  public struct LeftOut: Sendable, Hashable {
    public var metric: String
    public var customers: Int
  }
}

extension Classification {
  /// Where the comparison `written` cuts the populations of the metrics that it mentions.
  func cuts(of written: Expression) throws(Diagnostic) -> [PopulationCut] {
    guard case .binary(let sign, _, _) = written.shape, sign.compares else { return [] }
    if let known = executor.kept([PopulationCut].self, "cuts", of: written) { return known }
    let cuts = try findCuts(written)
    executor.keep(cuts, "cuts", of: written)
    return cuts
  }

  private func findCuts(_ written: Expression) throws(Diagnostic) -> [PopulationCut] {
    var cuts: [PopulationCut] = []
    for name in RuleNames.mentioned(in: written, catalog)
    where name.kind == .definition && name.activity == nil {
      guard let ranking = try ranking(of: name.key) else { continue }
      cuts.append(try cut(ranking, where: written))
    }
    return cuts
  }

  /// How the metric `key` looks at a population; nil for one that looks at each customer alone.
  func ranking(of key: String) throws(Diagnostic) -> Ranked? {
    guard let metric = catalog.definitions.metric(key)?.definition, metric.activity == nil,
      let (call, bound) = populationCall(in: metric.value), var measure = call.arguments.first
    else { return nil }
    if case .unary(.minus, let inner) = measure.shape { measure = inner }
    let boundMeasure = try binder.bind(measure, in: customerScope)
    if let known = executor.kept(Population.self, "population cut by", of: key) {
      return Ranked(metric: known.metric, measure: boundMeasure, members: known.members)
    }
    let isNull = BoundExpression(.isNull(boundMeasure), type: .bool, at: measure.span)
    let known = BoundExpression(.not(isNull), type: .bool, at: measure.span)
    let all = try executor.bits(known, over: executor.everyone)
    let members = try all.and(fulfilling: call.filter.map { [$0] } ?? [], self)
    let found = Population(
      metric: RankedMetric(
        name: metric.name, kind: RankedMetric.Kind(bound, call),
        measure: Formatter.brief(measure), display: binder.display(of: boundMeasure),
        filter: call.filter.map(Formatter.brief), population: members.population,
        leftOut: try leftOut(by: call.filter?.operands(of: .and) ?? [], of: all, members)),
      members: members)
    executor.keep(found, "population cut by", of: key)
    return Ranked(metric: found.metric, measure: boundMeasure, members: members)
  }

  /// For each condition that is a metric's name alone, how many customers fulfil all but that one.
  private func leftOut(
    by conditions: [Expression], of all: Bitmap, _ members: Bitmap
  ) throws(Diagnostic) -> [RankedMetric.LeftOut] {
    var found: [RankedMetric.LeftOut] = []
    for (place, condition) in conditions.enumerated() {
      guard case .name(let name) = condition.shape,
        let metric = catalog.definitions.metric(name.text)?.definition
      else { continue }
      var others = conditions
      others.remove(at: place)
      let without = try all.and(fulfilling: others, self).population - members.population
      if without > 0 { found.append(.init(metric: metric.name, customers: without)) }
    }
    return found
  }

  /// What several conditions cut: worked out for the first of them.
  private struct Population: Sendable {
    let metric: RankedMetric
    let members: Bitmap
  }

  /// What is ranked, and who is.
  struct Ranked {
    let metric: RankedMetric
    let measure: BoundExpression
    let members: Bitmap
  }

  func cut(_ ranking: Ranked, where written: Expression) throws(Diagnostic) -> PopulationCut {
    let condition = try binder.condition(written, in: customerScope)
    let holding = try executor.bits(condition, over: executor.everyone).and(ranking.members)
    let all = try ends(of: ranking)
    let part = try executor.extremes(of: ranking.measure, among: holding)
    return PopulationCut(
      metric: ranking.metric, holds: holding.population, least: part?.least,
      greatest: part?.greatest, reachesLeast: part?.least == all?.least,
      reachesGreatest: part?.greatest == all?.greatest)
  }

  /// The least and the greatest measure of a population; nil of nobody.
  private func ends(
    of ranking: Ranked
  ) throws(Diagnostic) -> (least: Value, greatest: Value)? {
    let key = NameFolding.fold(ranking.metric.name)
    if let known = executor.kept([Value].self, "ends of population", of: key) {
      return known.isEmpty ? nil : (known[0], known[1])
    }
    let found = try executor.extremes(of: ranking.measure, among: ranking.members)
    executor.keep(found.map { [$0.least, $0.greatest] } ?? [], "ends of population", of: key)
    return found
  }

  /// The first call inside `written` that looks at the whole population.
  private func populationCall(in written: Expression) -> (Call, PopulationCall)? {
    if case .call(let call) = written.shape {
      do throws(Diagnostic) {
        if case .computed(.population(let bound)) = try binder.bind(written, in: customerScope).node
        {
          return (call, bound)
        }
      } catch {
        // What does not bind by itself (a condition of an activity) looks at no population.
        return nil
      }
    }
    for child in written.children {
      if let found = populationCall(in: child) { return found }
    }
    return nil
  }
}

extension Bitmap {
  /// Those of the customers for whom all of `conditions` hold.
  fileprivate func and(
    fulfilling conditions: [Expression], _ classification: Classification
  ) throws(Diagnostic) -> Bitmap {
    var bits = self
    for written in conditions {
      let condition = try classification.binder.condition(
        written, in: classification.customerScope)
      let executor = classification.executor
      bits = bits.and(try executor.bits(condition, over: executor.everyone))
    }
    return bits
  }
}

extension RankedMetric.Kind {
  fileprivate init(_ bound: PopulationCall, _ call: Call) {
    switch bound.kind {
    case .percentRank: self = .percentRank
    case .quantileClass(let classes): self = .quantileClass(classes)
    case .ntile(let classes): self = .ntile(classes)
    case .cumulativeShare: self = .cumulativeShare
    case .aggregate:
      var plain = call
      plain.filter = nil
      self = .aggregate(Formatter.brief(Expression(.call(plain), at: call.nameSpan)))
    }
  }
}
