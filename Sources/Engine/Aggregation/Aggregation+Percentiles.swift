import Syntax

extension Aggregation {
  /// By leader, which values its percentiles need, from a sample of the rows; nil where no leader has
  /// percentiles alone, and where the rows are too few for a sample to be worth it.
  func percentileBounds(
    _ shared: SharedWork, _ ways: [DistinctWay], _ context: ExecutionContext
  ) -> [Int: PercentileBounds]? {
    let size = max(1 << 14, groupCount << 12)
    guard !isSplitByGroup, relation.rows.count >= size * 8 else { return nil }
    let wanted = shared.leaders.filter { !aggregates[$0].perUnit }.compactMap { leader in
      fractions(of: shared.group(of: leader)).map { (leader: leader, fractions: $0) }
    }
    guard !wanted.isEmpty else { return nil }
    var sample = relation
    sample.rows = .list(relation.rows.sample(size))
    let work = Aggregation(
      relation: sample, groups: groups, groupCount: groupCount,
      aggregates: wanted.map { aggregates[$0.leader] })
    guard let states = work.kept(context) else { return nil }
    var bounds: [Int: PercentileBounds] = [:]
    for (state, (leader, fractions)) in zip(states, wanted) {
      let runs = state.runs(context)
      if let ints = runs.ints {
        bounds[leader] = PercentileBounds(
          fractions, ints, groups: groupCount, threads: context.threads)
      } else if let doubles = runs.doubles {
        bounds[leader] = PercentileBounds(
          fractions, doubles, groups: groupCount, threads: context.threads)
      }
    }
    return bounds
  }

  /// The fractions of the aggregates at `places`; nil where one is something else than a percentile.
  private func fractions(of places: [Int]) -> [Double]? {
    var fractions: [Double] = []
    for place in places {
      guard case .percentile(let fraction) = aggregates[place].kind else { return nil }
      fractions.append(fraction)
    }
    return fractions
  }

  /// The aggregates' values; nil where something goes wrong, which is found again with all rows.
  private func kept(_ context: ExecutionContext) -> [Accumulator]? {
    let ways = aggregates.map { _ in DistinctWay.kept }
    let shared = SharedWork(aggregates, ways, columns: relation.columns)
    var untold = Notices()
    do throws(Diagnostic) {
      return try states(shared, ways, [:], context, &untold)
    } catch {
      return nil
    }
  }
}
