/// `sort … | take 20` looks for the first rows of the order instead of sorting all of them, as `top`
/// does.
enum LimitedSort {
  static func rewrite(_ plan: Plan) -> Plan {
    var result = plan
    for (place, next) in zip(plan.stages.indices, plan.stages.indices.dropFirst()) {
      guard case .sort(let keys, let limit) = plan.stages[place],
        case .take(let count) = plan.stages[next]
      else { continue }
      result.stages[place] = .sort(keys, limit: min(limit ?? count, count))
    }
    return result
  }
}
