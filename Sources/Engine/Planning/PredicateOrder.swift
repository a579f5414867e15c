/// Filters that follow one another run cheapest first: what costs a look at a code comes before what
/// reads text, and that before what adds up orders.
///
/// A filter that looks at the whole population is a fence: which rows reach it is part of its
/// meaning. Filters of equal cost stay in the order in which they were written.
public enum PredicateOrder {
  public static func rewrite(_ plan: Plan) -> Plan {
    var result = plan
    var start = 0
    while start < plan.stages.count {
      var run: [BoundExpression] = []
      while start + run.count < plan.stages.count,
        case .filter(let condition) = plan.stages[start + run.count], !condition.looksAtPopulation
      {
        run.append(condition)
      }
      let costs = run.map(\.cost)
      let order = run.indices.sorted { (costs[$0], $0) < (costs[$1], $1) }
      for (offset, index) in order.enumerated() {
        result.stages[start + offset] = .filter(run[index])
      }
      start += max(run.count, 1)
    }
    return result
  }
}

/// The rewrites that every plan goes through, in order.
public enum Rewrites {
  public static func apply(_ plan: Plan) -> Plan {
    ColumnPruning.rewrite(LimitedSort.rewrite(PredicateOrder.rewrite(plan)))
  }
}

extension BoundExpression {
  var looksAtPopulation: Bool {
    var found = false
    visit { if case .computed(.population) = $0.node { found = true } }
    return found
  }

  /// Work for a row, in units of comparing one number; a guess that only has to rank.
  fileprivate var cost: Int {
    var total = 0
    visit { total += $0.ownCost }
    return total
  }

  private var ownCost: Int {
    switch node {
    case .constant, .coded, .column: 0
    case .codeTest, .inRange, .classSet, .rank, .lookup, .not, .and, .or, .isNull: 1
    case .isIn: 4
    case .apply: type == .string ? 20 : 2
    case .caseWhen: 2
    case .computed(let computed):
      switch computed {
      case .members: 1
      // Kept from the first time on.
      case .definition: 3
      // Its parts are counted as well; the first time they are looked at.
      case .rowMetric: 0
      case .ofCustomer: 10
      case .activity: 100
      case .population: 100
      }
    }
  }
}
