public import Syntax

extension Executor {
  /// Aggregates that one pass over an activity's rows works out together: more passes cost time, more
  /// states cost memory (about 16 bytes a customer and aggregate).
  private static let mostLoad = 16
  /// One that keeps all values (8 bytes a row) weighs as much as a few that add them up.
  private static let loadOfValues = 4

  /// Works out the metrics that `keys` come down to so that few passes over the activities are needed.
  /// What cannot be bound is left for whoever asks for it.
  public func prefetch(_ keys: [String]) throws(Diagnostic) {
    // Metrics within metrics are waiting already.
    if isPrefetching { return }
    isPrefetching = true
    defer { isPrefetching = false }
    var waiting = pending(keys)
    while true {
      var pass: [BoundDefinition] = []
      var wanted: [ActivityAggregate] = []
      var load = 0
      var kept: Set<String> = []
      for definition in waiting where load < Self.mostLoad {
        let own = definition.expression.activityAggregates
        guard own.allSatisfy({ isReady($0.aggregate) }) else { continue }
        pass.append(definition)
        for aggregate in own where !wanted.contains(where: { $0 === aggregate }) {
          wanted.append(aggregate)
          // Statistics that look at the same values share them.
          let values = aggregate.aggregate.keptValues
          if let values, !kept.insert(values).inserted { continue }
          load += values == nil ? 1 : Self.loadOfValues
        }
      }
      if pass.isEmpty { return }
      prefetched = try aggregated(wanted)
      for definition in pass { _ = try definitionColumn(definition.key) }
      prefetched = [:]
      let done = Set(pass.map(\.key))
      waiting.removeAll { done.contains($0.key) }
    }
  }

  /// The definitions with activity aggregates of their own among all that `keys` come down to and that
  /// are not kept.
  private func pending(_ keys: [String]) -> [BoundDefinition] {
    var found: [BoundDefinition] = []
    var met: Set<String> = []
    var next = keys.map(NameFolding.fold)
    while let key = next.popLast() {
      guard met.insert(key).inserted, keptDefinitionColumn(key) == nil,
        let bound = boundDefinition(key)
      else { continue }
      if !bound.expression.activityAggregates.isEmpty { found.append(bound) }
      next += bound.expression.definitionsWithin
    }
    // Those that look at the same values come together.
    let order = found.map { definition in
      definition.expression.activityAggregates.first?.aggregate.keptValues ?? ""
    }
    return zip(order, found).sorted { $0.0 < $1.0 }.map(\.1)
  }

  private func boundDefinition(_ key: String) -> BoundDefinition? {
    do throws(Diagnostic) { return try binder.definition(key: key) } catch { return nil }
  }

  /// Nothing inside has to be worked out for customers before.
  private func isReady(_ aggregate: BoundAggregate) -> Bool {
    aggregate.expressions.flatMap(\.definitionsWithin).allSatisfy {
      keptDefinitionColumn($0) != nil
    }
  }
}

extension BoundExpression {
  /// The activity aggregates that a value of the expression needs, each once; not those of functions of
  /// the population, which see to their own.
  var activityAggregates: [ActivityAggregate] {
    var found: [ActivityAggregate] = []
    collectAggregates(&found)
    return found
  }

  private func collectAggregates(_ found: inout [ActivityAggregate]) {
    switch node {
    case .computed(.activity(let aggregate)):
      if !found.contains(where: { $0 === aggregate }) { found.append(aggregate) }
    case .computed(.population): break
    default: for child in children { child.collectAggregates(&found) }
    }
  }

  /// The keys of metrics and dimensions anywhere inside, those in other scopes among them.
  var definitionsWithin: [String] {
    var found: [String] = []
    visit { part in
      switch part.node {
      case .computed(.definition(let key)): found.append(key)
      case .computed(.ofCustomer(let inner)): found += inner.definitionsWithin
      case .computed(.activity(let wanted)):
        found += wanted.aggregate.expressions.flatMap(\.definitionsWithin)
      default: break
      }
    }
    return found
  }
}
