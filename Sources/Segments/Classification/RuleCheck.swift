public import Engine
public import Syntax

/// Looks rules over before anyone relies on them.
///
/// What the data merely lack is not a fault: the rule is unavailable. Everything else is found without
/// data: cycles, parameters and functions that do not exist, classes and labels that clash, customers
/// that no class takes.
public struct RuleCheck {
  let catalog: Catalog
  /// The rules that are looked at; they may mention any.
  let parameters: [Definitions.Entry<ParameterDefinition>]
  let metrics: [Definitions.Entry<MetricDefinition>]
  let dimensions: [Definitions.Entry<DimensionDefinition>]
  var faults: [Diagnostic] = []

  /// Faults of `definitions` over the data of `catalog`, by place; warnings among them. Empty when all
  /// is well. Each names its source.
  ///
  /// - Parameter source: where the rules to look at stand; nil: all of them.
  public static func check(
    _ definitions: Definitions, _ catalog: Catalog, in source: SourceText? = nil
  ) -> [Diagnostic] {
    var catalog = catalog
    catalog.definitions = definitions
    var check = RuleCheck(catalog, in: source)
    for entry in check.dimensions { check.look(at: entry.definition, in: entry.source) }
    check.faults += CycleSearch.cycles(
      catalog, from: check.metrics.map(\.definition.name) + check.dimensions.map(\.definition.name),
      in: source)
    check.lookAtNames()
    check.lookAtNamesakes()
    check.lookAtTypes()
    check.lookAtReach()
    check.lookAtLabels()
    check.lookAtGoals()
    check.lookAtLines()
    return source.map { source in check.faults.filter { $0.source == source } } ?? check.faults
  }

  /// The first error, for callers that take rules all or none.
  public static func firstError(_ definitions: Definitions, _ catalog: Catalog) -> Diagnostic? {
    check(definitions, catalog).first { $0.severity == .error }
  }

  private init(_ catalog: Catalog, in source: SourceText?) {
    self.catalog = catalog
    parameters = catalog.definitions.parameters.filter { source == nil || $0.source == source }
    metrics = catalog.definitions.metrics.filter { source == nil || $0.source == source }
    dimensions = catalog.definitions.dimensions.filter { source == nil || $0.source == source }
  }

  // MARK: Classes

  private mutating func look(at dimension: DimensionDefinition, in source: SourceText) {
    guard dimension.open == nil else { return }
    let classes = dimension.categories
    // Of a set of classes, none may be an answer: coverage tells how many have none.
    if !dimension.multi, !classes.contains(where: \.takesRest) {
      report(
        Diagnostic(
          "E603", Message("'{0}' has no class for customers that no rule takes", dimension.name),
          at: dimension.nameSpan, label: Message("needs an 'otherwise'"),
          hint: Message("add {0}", "otherwise none '无'")), source)
    }
    for (index, category) in classes.enumerated() {
      for earlier in classes[..<index] { compare(category, earlier, source) }
    }
    let ranked = classes.filter { $0.rank != nil }
    if dimension.ordered, !ranked.isEmpty, let bare = classes.first(where: { $0.rank == nil }) {
      report(
        Diagnostic(
          "E606", Message("'{0}' has no rank, other classes have one", bare.name), at: bare.span,
          label: Message("where does it stand"), hint: Message("add {0}", "rank 0")), source)
    }
  }

  private mutating func compare(
    _ category: CategoryDefinition, _ earlier: CategoryDefinition, _ source: SourceText
  ) {
    if NameFolding.fold(category.name) == NameFolding.fold(earlier.name) {
      return report(
        Diagnostic(
          "E604", Message("there are two classes '{0}'", category.name), at: category.span,
          label: Message("the second one")), source)
    }
    let taken = Set(earlier.words.map(LabelFolding.fold))
    guard let clash = category.words.first(where: { taken.contains(LabelFolding.fold($0)) }) else {
      return
    }
    report(
      Diagnostic(
        "E605", Message("'{0}' means both {1} and {2}", clash, earlier.name, category.name),
        at: category.span, label: Message("the second one")), source)
  }

  // MARK: Goals

  /// Advice on dimensions that do not exist, and queries that do not read.
  private mutating func lookAtGoals() {
    let known = catalog.definitions.dimensions.map(\.definition.name)
    for entry in catalog.definitions.goalDeclarations {
      for advice in entry.definition.advice {
        let name = advice.dimension
        if catalog.definitions.dimension(name.name) == nil {
          report(
            Diagnostic(
              "E203", Message("no dimension '{0}'", name.name), at: name.span,
              label: Message("not a dimension"),
              hint: Suggestion.best(for: name.name, among: known).map {
                Message("did you mean '{0}'?", $0)
              }), entry.source)
        }
        guard let query = advice.query,
          let fault = Parser.parse(query).diagnostics.first(where: { $0.severity == .error })
        else { continue }
        report(
          Diagnostic(
            fault.code, fault.message, at: advice.querySpan, label: Message("not a query"),
            hint: fault.hint), entry.source)
      }
    }
  }

  // MARK: Types

  /// What only binding tells: types, classes, units. Definitions that lack data are passed over.
  private mutating func lookAtTypes() {
    let binder = Binder(catalog)
    for key in metrics.map(\.definition.name) + dimensions.map(\.definition.name) {
      guard case .faulty(let fault) = binder.availability(of: key) else { continue }
      // Names inside an activity that is not loaded cannot be told from columns with many values.
      if fault.code == "E204" || faults.contains(where: { $0.isSame(as: fault) }) { continue }
      faults.append(fault)
    }
  }

  // MARK: Traits and strategies

  /// Standard lines about classes that own rules have put aside are not wrong, only without effect.
  private mutating func lookAtLines() {
    for entry in catalog.definitions.lines where !StandardRules.contain(entry.source) {
      do throws(Diagnostic) {
        try Self.check(entry.definition, catalog.definitions)
      } catch {
        report(error, entry.source)
      }
    }
  }

  /// The first fault of a trait or strategy: E203, E209 or E210 for a name, E613 for classes that
  /// exclude each other.
  public static func check(
    _ line: ClassLine, _ definitions: Definitions
  ) throws(Diagnostic) {
    var met: [String: ClassReference] = [:]
    for reference in line.classes {
      let found = try definitions.named(reference)
      let isMulti = definitions.dimension(found.dimension)?.definition.multi ?? false
      if let earlier = met[found.dimension], !isMulti {
        throw Diagnostic(
          "E613", Message("nobody is in both {0} and {1}", earlier.name, reference.name),
          at: reference.span, label: Message("a second class of {0}", found.dimension))
      }
      met[found.dimension] = reference
    }
  }

  mutating func report(_ fault: Diagnostic, _ source: SourceText) {
    faults.append(fault.inside(source))
  }
}

extension CategoryDefinition {
  /// Its key, labels and aliases.
  var words: [String] { [name] + labels.map(\.text) + aliases }

  /// `otherwise …`, or a rule that is always true.
  var takesRest: Bool {
    guard let condition else { return true }
    return condition.shape == .literal(.bool(true))
  }
}

extension Diagnostic {
  /// The same kind of fault at the same place (or the same cycle, met from elsewhere).
  fileprivate func isSame(as other: Diagnostic) -> Bool {
    code == other.code && (span == other.span || code == "E601")
  }
}
