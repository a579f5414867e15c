public import Engine
public import Syntax

/// A file of definitions (`param`, `metric`, `dimension`, `trait`, `strategy`) and `expect`: the standard
/// rules, or a project's own.
public struct RuleFile: Sendable {
  /// What the spans of the definitions point into.
  public let source: SourceText
  /// In the order in which they stand in the file.
  public private(set) var definitions: [Definition] = []
  /// What must be true under the rules, in the order of the file.
  public private(set) var expectations: [KeptExpectation] = []

  /// Throws the first fault: of grammar, or E602 for a statement that is no rule.
  public static func parse(_ text: String, name: String?) throws(Diagnostic) -> RuleFile {
    let (file, faults) = read(text, name: name)
    if let first = faults.first(where: { $0.severity == .error }) { throw first }
    return file
  }

  /// What can be read of a file, and all its faults by place: those of `parse`, and W607 for what is
  /// defined twice.
  public static func read(
    _ text: String, name: String?
  ) -> (file: RuleFile, faults: [Diagnostic]) {
    var file = RuleFile(source: SourceText(name: name, text: text))
    let parsed = Parser.parse(text, name: name)
    var faults = parsed.diagnostics.map { $0.inside(file.source) }
    for statement in parsed.statements {
      switch statement.shape {
      case .define(let definition): file.definitions.append(definition)
      case .expect(let expectation):
        file.expectations.append(
          KeptExpectation(expectation: expectation, source: file.source))
      case .query, .command, .binding, .foreign:
        faults.append(
          Diagnostic(
            "E602", Message("a rule file holds definitions and expectations"),
            at: statement.span, label: Message("not a rule"), source: file.source))
      }
    }
    faults += file.repetitions
    faults.sort { ($0.span?.start ?? 0) < ($1.span?.start ?? 0) }
    return (file, faults)
  }

  private init(source: SourceText) { self.source = source }

  private var repetitions: [Diagnostic] {
    var met: Set<String> = []
    return definitions.compactMap { definition in
      // A goal that is declared again gains advice.
      if case .goal = definition { return nil }
      guard !met.insert("\(definition.word) \(NameFolding.fold(definition.name))").inserted else {
        return nil
      }
      return Diagnostic(
        "W607", Message("'{0}' is defined twice in this file", definition.name),
        at: definition.nameSpan, label: Message("this one counts"), source: source,
        severity: .warning)
    }
  }
}

extension Definition {
  /// `param`, `metric`, `dimension`, `trait`, `strategy`.
  public var word: String {
    switch self {
    case .parameter: "param"
    case .metric: "metric"
    case .dimension: "dimension"
    case .goal: "goal"
    case .line(let line):
      switch line.kind {
      case .trait: "trait"
      case .strategy: "strategy"
      }
    }
  }

  public var name: String {
    switch self {
    case .parameter(let parameter): parameter.name
    case .metric(let metric): metric.name
    case .dimension(let dimension): dimension.name
    case .goal(let goal): goal.name
    // Their order makes no difference.
    case .line(let line): line.classes.map(\.name).sorted().joined(separator: ", ")
    }
  }

  public var nameSpan: Span {
    switch self {
    case .parameter(let parameter): parameter.nameSpan
    case .metric(let metric): metric.nameSpan
    case .dimension(let dimension): dimension.nameSpan
    case .goal(let goal): goal.nameSpan
    case .line(let line):
      line.classes.dropFirst().reduce(line.classes.first?.span ?? Span(0, 0)) {
        $0.union($1.span)
      }
    }
  }
}

extension Definitions {
  /// With the file's definitions: new ones are added, those of the same key take the place of the
  /// earlier ones.
  public func adding(_ file: RuleFile) -> Definitions {
    var copy = self
    for definition in file.definitions { copy.add(definition, from: file.source) }
    return copy
  }

  /// Parameters, metrics, dimensions, goals and lines in this order, each kind as it came.
  public var all: [(definition: Definition, source: SourceText)] {
    parameters.map { (.parameter($0.definition), $0.source) }
      + metrics.map { (.metric($0.definition), $0.source) }
      + dimensions.map { (.dimension($0.definition), $0.source) }
      + goalDeclarations.map { (.goal($0.definition), $0.source) }
      + lines.map { (.line($0.definition), $0.source) }
  }

  /// The same, each goal once with all that was added to it.
  public var whole: [Definition] {
    let goals = Dictionary(goals.map { (NameFolding.fold($0.name), $0) }) { first, _ in first }
    var told: Set<String> = []
    return all.map(\.definition).compactMap { definition in
      guard case .goal(let goal) = definition else { return definition }
      let key = NameFolding.fold(goal.name)
      return told.insert(key).inserted ? .goal(goals[key] ?? goal) : nil
    }
  }
}
