public import Engine
public import Syntax

/// What a saved segment follows and the session has otherwise: it means what it meant.
public struct SavedDifference: Sendable, Hashable {
  public struct Parameter: Sendable, Hashable {
    public var name: String
    public var saved: Value
    /// nil where the session has no such parameter, or none with a value.
    public var now: Value?
  }

  /// As saved: `vip@3`.
  public var segment: String
  public var parameters: [Parameter]
  /// Metrics and dimensions that have another rule now, or none.
  public var rules: [String]
}

extension SegmentMembers {
  /// What the segment, and those that it names, follow and the session has otherwise; without those
  /// that follow nothing else.
  ///
  /// Of a version there is none: its members are frozen.
  public func differences(
    of reference: SegmentReference
  ) throws(Diagnostic) -> [SavedDifference] {
    guard reference.version == nil else { return [] }
    return try differences(ofDefinition: reference)
  }

  /// The same of the definition alone, also of an earlier version.
  public func differences(
    ofDefinition reference: SegmentReference
  ) throws(Diagnostic) -> [SavedDifference] {
    var found: [SavedDifference] = []
    var met: Set<String> = []
    try look(at: reference, &found, &met)
    return found
  }

  private func look(
    at reference: SegmentReference, _ found: inout [SavedDifference], _ met: inout Set<String>
  ) throws(Diagnostic) {
    guard met.insert(NameFolding.fold(reference.name)).inserted else { return }
    let saved = try store.load(reference.name, version: reference.version, at: reference.span)
    guard case .query(let query)? = Parser.parse(saved.query).statements.first?.shape else {
      return
    }
    let then = try catalog.following(saved)
    if let difference = difference(of: saved, query, then) { found.append(difference) }
    let names = Set(self.names.map(NameFolding.fold))
    for inner in query.segments where names.contains(NameFolding.fold(inner.name)) {
      if inner.version == nil { try look(at: inner, &found, &met) }
    }
  }

  private func difference(
    of saved: SavedSegment, _ query: Query, _ then: Catalog
  ) -> SavedDifference? {
    guard
      then.definitions.version != catalog.definitions.version
        || then.parameters != catalog.parameters
    else { return nil }
    let uses = RuleUses(query, then)
    let parameters = uses.parameters.compactMap { use -> SavedDifference.Parameter? in
      guard let value = use.value else { return nil }
      let now = ParameterUse(use.name, catalog).value
      return now?.comparable == value.comparable
        ? nil : SavedDifference.Parameter(name: use.name, saved: value, now: now)
    }
    let rules = (uses.metrics.map(\.name) + uses.dimensions.sorted()).filter { key in
      then.definitions.text(ofRule: key) != catalog.definitions.text(ofRule: key)
    }
    guard !parameters.isEmpty || !rules.isEmpty else { return nil }
    return SavedDifference(
      segment: "\(saved.version.name)@\(saved.version.number)", parameters: parameters,
      rules: rules)
  }
}

extension Catalog {
  /// The rules and parameters that the segment was saved with, in place of those in force: whatever they
  /// are called, nothing that was defined since has a part in it.
  ///
  /// Standard rules are those of this program. What is said of classes, and goals, decide nobody's
  /// membership and stay.
  func following(_ saved: SavedSegment) throws(Diagnostic) -> Catalog {
    var copy = self
    copy.definitions = try definitions.following(RuleFile.read(saved.rules, name: nil).file)
    var values: [String: Value] = [:]
    for statement in Parser.parse(saved.parameters).statements {
      guard case .command(.set(let key?, _, let value?)) = statement.shape else { continue }
      values[NameFolding.fold(key)] = try Binder(copy).constant(value)
    }
    copy.parameters = parameters.filter { values[$0.key] != nil }
    for (key, value) in values
    where !copy.hasValue(value, of: key) { copy.parameters[key] = value }
    return copy
  }

  /// Whether `value` is the one in force of the parameter with that key.
  public func hasValue(_ value: Value, of key: String) -> Bool {
    ParameterUse(key, self).value?.comparable == value.comparable
  }

  /// `set churn_days = 180`, a line for each parameter that is set or that `query` looks at: what it
  /// starts with may be another value one day.
  public func parameterText(for query: Query) -> String {
    var values = parameters
    for use in RuleUses(query, self).parameters where values[NameFolding.fold(use.name)] == nil {
      if let value = use.value, value != .null { values[NameFolding.fold(use.name)] = value }
    }
    return values.sorted { $0.key < $1.key }
      .map { "set \(Formatter.name($0.key)) = \($0.value.literalText)" }.joined(separator: "\n")
  }
}

extension Definitions {
  /// The standard rules with those of `file` alone; the same definitions where those are in force.
  fileprivate func following(_ file: RuleFile) throws(Diagnostic) -> Definitions {
    let standard = try StandardRules.definitions()
    let saved = Set(file.definitions.map(\.identity))
    var copy = self
    for (definition, source) in all where definition.isRule && !StandardRules.contain(source) {
      guard !saved.contains(definition.identity) else { continue }
      copy.remove(definition)
      if let original = standard.entry(for: definition) {
        copy.add(original.definition, from: original.source)
      }
    }
    for definition in file.definitions {
      if definition.isRule {
        let current = copy.entry(for: definition)?.definition
        if current.map(Self.text) == Self.text(definition) { continue }
      } else {
        guard case .line = definition, !contains(definition) else { continue }
      }
      copy.add(definition, from: file.source)
    }
    return copy
  }

  /// Canonical text of the metric or dimension with that key.
  fileprivate func text(ofRule key: String) -> String? {
    if let metric = metric(key) { return Self.text(.metric(metric.definition)) }
    return dimension(key).map { Self.text(.dimension($0.definition)) }
  }

  private static func text(_ definition: Definition) -> String {
    Formatter.format(Statement(.define(definition), at: Span(0, 0)))
  }

  private func entry(
    for other: Definition
  ) -> (definition: Definition, source: SourceText)? {
    switch other {
    case .parameter(let one): parameter(one.name).map { (.parameter($0.definition), $0.source) }
    case .metric(let one): metric(one.name).map { (.metric($0.definition), $0.source) }
    case .dimension(let one): dimension(one.name).map { (.dimension($0.definition), $0.source) }
    case .goal, .line: nil
    }
  }
}

extension Definition {
  /// Whether it may decide who is in a segment.
  fileprivate var isRule: Bool {
    switch self {
    case .parameter, .metric, .dimension: true
    case .goal, .line: false
    }
  }
}

extension Query {
  /// The segments that may be named anywhere in it: sources too, which may be something else.
  fileprivate var segments: [SegmentReference] {
    var found: [SegmentReference] = []
    func add(_ source: QuerySource) {
      guard case .named(let name, let version) = source.kind else { return }
      found.append(SegmentReference(name, version: version, at: source.span))
    }
    func look(at expression: Expression) {
      switch expression.shape {
      case .inSegment(let reference, _): found.append(reference)
      case .call(let call):
        if let source = call.activity {
          found.append(SegmentReference(source.name, version: nil, at: source.span))
        }
      default: break
      }
      for child in expression.children { look(at: child) }
    }
    add(source)
    for stage in stages {
      if case .setOperation(_, let other) = stage.shape { add(other) }
      for expression in stage.expressions { look(at: expression) }
    }
    return found
  }
}
