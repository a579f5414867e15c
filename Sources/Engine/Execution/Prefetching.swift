public import Syntax

extension Executor {
  /// Metrics whose aggregates one pass over an activity's rows works out together: more passes cost
  /// time, more states cost memory (about 20 bytes a customer and aggregate).
  private static let aggregatesInPass = 12

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
      for definition in waiting where wanted.count < Self.aggregatesInPass {
        let own = definition.expression.activityAggregates
        guard own.allSatisfy({ isReady($0.aggregate) }) else { continue }
        pass.append(definition)
        wanted += own.filter { aggregate in !wanted.contains { $0 === aggregate } }
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
    return found
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
