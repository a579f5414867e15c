import Engine
import Syntax

/// Classes that nobody can get into, and names that mean two things: remarks, for the rules still give
/// an answer.
extension RuleCheck {
  mutating func lookAtReach() {
    let binder = Binder(catalog)
    for entry in dimensions where entry.definition.open == nil {
      let dimension = entry.definition
      let settled = settled(dimension, binder)
      for category in dimension.categories where settled[category.span] == false {
        warn(
          "W604", Message("the condition of '{0}' is never true", category.name), category.span,
          Message("nobody"), entry.source)
      }
      if !dimension.multi { lookAtOrder(dimension, settled, entry.source) }
    }
  }

  /// Of an exclusive dimension the first class that matches counts.
  private mutating func lookAtOrder(
    _ dimension: DimensionDefinition, _ settled: [Span: Bool], _ source: SourceText
  ) {
    var whole: CategoryDefinition?
    var conditions: [String: CategoryDefinition] = [:]
    for category in dimension.rulesInOrder where settled[category.span] != false {
      if let whole {
        warn(
          "W602",
          Message("'{0}' is never reached: '{1}' takes everyone", category.name, whole.name),
          category.span, Message("after a class for all"), source)
        continue
      }
      guard let condition = category.condition.map({ Formatter.format($0) }) else {
        whole = category
        continue
      }
      if let earlier = conditions[condition] {
        warn(
          "W603",
          Message(
            "'{0}' is never reached: '{1}' has the same condition", category.name, earlier.name),
          category.span, Message("tried later"), source)
      } else {
        conditions[condition] = category
      }
      if settled[category.span] == true { whole = category }
    }
  }

  /// Conditions that are the same whatever the data, parameters and date, by the place of their class.
  private func settled(
    _ dimension: DimensionDefinition, _ binder: Binder
  ) -> [Span: Bool] {
    var found: [Span: Bool] = [:]
    for category in dimension.categories {
      switch category.condition?.shape {
      case .literal(.bool(let answer)): found[category.span] = answer
      case .literal(.null): found[category.span] = false
      default: break
      }
    }
    guard dimension.categories.contains(where: { $0.condition?.isWithoutNames == true }) else {
      return found
    }
    do throws(Diagnostic) {
      for rule in try binder.definition(key: dimension.name).rules {
        let category = dimension.categories[rule.category]
        guard category.condition?.isWithoutNames == true, let constant = rule.condition?.constant
        else { continue }
        found[category.span] = constant == .bool(true)
      }
    } catch {
      // What cannot be bound was reported, or waits for data.
    }
    return found
  }

  // MARK: Names

  /// Names of own dimensions and metrics that something else has too: whoever types them is asked
  /// which is meant, or gets the metric.
  mutating func lookAtLabels() {
    let own = dimensions.filter { !StandardRules.contain($0.source) }
    guard !own.isEmpty else { return }
    let called = owners()
    for entry in own {
      let dimension = entry.definition
      let standard = standardWords(of: dimension.name)
      for word in dimension.words {
        let folded = LabelFolding.fold(word)
        guard !standard.contains(folded),
          let other = called[folded]?.first(where: { $0 != dimension.name })
        else { continue }
        warn(
          "W606", Message("'{0}' is a name of '{1}' too", word, other), dimension.nameSpan,
          Message("two meanings"), entry.source)
      }
    }
  }

  /// The metrics and dimensions that each folded name belongs to.
  private func owners() -> [String: [String]] {
    var called: [String: [String]] = [:]
    let metrics = catalog.definitions.metrics.map(\.definition)
    let dimensions = catalog.definitions.dimensions.map(\.definition)
    let named = metrics.map { ($0.name, [$0.name] + $0.aliases) }
    for (owner, words) in named + dimensions.map({ ($0.name, $0.words) }) {
      for word in Set(words.map(LabelFolding.fold)) { called[word, default: []].append(owner) }
    }
    return called
  }

  /// Names with several meanings that the standard dimension of that key has, by intention.
  private func standardWords(of key: String) -> Set<String> {
    do throws(Diagnostic) {
      let words = try StandardRules.definitions().dimension(key)?.definition.words ?? []
      return Set(words.map(LabelFolding.fold))
    } catch {
      return []
    }
  }

  private mutating func warn(
    _ code: String, _ message: Message, _ span: Span, _ label: Message, _ source: SourceText
  ) {
    report(Diagnostic(code, message, at: span, label: label, severity: .warning), source)
  }
}

extension Expression {
  /// Nothing in it depends on customers, parameters or the date.
  fileprivate var isWithoutNames: Bool {
    switch shape {
    case .name, .parameter, .has, .inSegment, .inFile, .within, .of: false
    case .call(let call) where call.activity != nil: false
    default: children.allSatisfy(\.isWithoutNames)
    }
  }
}

extension DimensionDefinition {
  /// Its key, labels and aliases.
  fileprivate var words: [String] { [name] + labels.map(\.text) + aliases }
}
