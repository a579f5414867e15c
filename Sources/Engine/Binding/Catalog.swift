import Synchronization
public import Syntax

/// Everything a query may refer to: the data, the definitions in force, the date, and the way to
/// saved segments and earlier results.
public struct Catalog: Sendable {
  public var dataset: Dataset
  public var definitions: Definitions
  /// Parameters set by hand or by a script; others have the value of their definition.
  public var parameters: [String: Value]
  /// `today`, in days since 1970-01-01: windows end before this day.
  public var asOf: Int32
  /// The language of labels, traits and strategies that a query asks for without naming one.
  public var language = Language.english
  public var functions: FunctionRegistry
  public var links: Links

  /// What lives outside the data, reached by name.
  public struct Links: Sendable {
    /// The customers of a saved segment, as a bitmap over the customers of the dataset.
    public var members: @Sendable (SegmentReference) throws(Diagnostic) -> Bitmap
    /// `_`, `out[3]`, a `let` name; nil when it is none of them.
    public var relation: @Sendable (QuerySource) throws(Diagnostic) -> Relation?
    /// The lines of an id file.
    public var lines: @Sendable (_ path: String, Span) throws(Diagnostic) -> [String]
    /// Names of saved segments, for suggestions.
    public var segmentNames: @Sendable () -> [String]
    /// Where it is noted what is reached; nil where nobody asks.
    public internal(set) var uses: LinkUses?

    public init(
      members: @escaping @Sendable (SegmentReference) throws(Diagnostic) -> Bitmap,
      relation: @escaping @Sendable (QuerySource) throws(Diagnostic) -> Relation?,
      lines: @escaping @Sendable (String, Span) throws(Diagnostic) -> [String],
      segmentNames: @escaping @Sendable () -> [String]
    ) {
      self.members = members
      self.relation = relation
      self.lines = lines
      self.segmentNames = segmentNames
    }

    /// No segments, no earlier results, no files.
    public static let none = Links(
      members: { reference throws(Diagnostic) in
        throw Diagnostic(
          "E205", Message("no segment '{0}'", reference.name), at: reference.span,
          label: Message("not a segment"))
      },
      relation: { _ throws(Diagnostic) in nil },
      lines: { path, span throws(Diagnostic) in
        throw Diagnostic("E401", Message("cannot read '{0}'", path), at: span)
      },
      segmentNames: { [] })
  }

  public init(
    dataset: Dataset, definitions: Definitions = Definitions(), parameters: [String: Value] = [:],
    asOf: Int32? = nil, functions: FunctionRegistry = .standard, links: Links = .none
  ) {
    self.dataset = dataset
    self.definitions = definitions
    self.parameters = parameters
    self.asOf = asOf ?? dataset.lastActivityDay.map { $0 + 1 } ?? 0
    self.functions = functions
    self.links = links
  }
}

/// Parameters, metrics and dimensions as written, later ones replacing earlier ones of the same key.
public struct Definitions: Sendable {
  public struct Entry<Definition: Sendable>: Sendable {
    public let definition: Definition
    /// The rule file or statement that it stands in; spans point there.
    public let source: SourceText
  }

  public var parameters: [Entry<ParameterDefinition>] { parameterList.entries }
  public var metrics: [Entry<MetricDefinition>] { metricList.entries }
  public var dimensions: [Entry<DimensionDefinition>] { dimensionList.entries }

  /// Goals as declared, one after the other: the same goal may be declared several times.
  public private(set) var goalDeclarations: [Entry<GoalDefinition>] = []

  private var parameterList = DefinitionList<ParameterDefinition>()
  private var metricList = DefinitionList<MetricDefinition>()
  private var dimensionList = DefinitionList<DimensionDefinition>()
  /// The dimensions with a label or alias, by its folded form.
  private var labelled: [String: Set<String>] = [:]
  /// What some metric was ever called besides its key, folded whole: most names are none of it.
  private var metricAliases: Set<String> = []
  private var lineList = ClassLineList()

  /// Traits and strategies in force, in the order in which their classes were first given one.
  public var lines: [ClassLineEntry] { lineList.entries }

  public init() {}

  /// Definitions with the same version are the same: it rises with every one added anywhere.
  public private(set) var version = 0
  private static let versions = Atomic<Int>(0)

  public mutating func add(_ definition: Definition, from source: SourceText) {
    version = Self.versions.wrappingAdd(1, ordering: .relaxed).newValue
    switch definition {
    case .parameter(let parameter):
      let full = parameter.completed(by: parameterList[parameter.name]?.definition)
      parameterList.put(Entry(definition: full, source: source), called: parameter.name)
    case .goal(let goal): goalDeclarations.append(Entry(definition: goal, source: source))
    case .metric(let metric):
      metricList.put(Entry(definition: metric, source: source), called: metric.name)
      metricAliases.formUnion(metric.aliases.map(LabelFolding.whole))
    case .dimension(let dimension):
      if let old = self.dimension(dimension.name) { unlabel(old.definition) }
      dimensionList.put(Entry(definition: dimension, source: source), called: dimension.name)
      for word in dimension.words {
        labelled[LabelFolding.fold(word), default: []].insert(NameFolding.fold(dimension.name))
      }
      dropLines(ofClassesGoneFrom: dimension)
    case .line(let line):
      lineList.put(
        ClassLineEntry(definition: byKeys(line), source: source, age: version), as: lineKey(line))
    }
  }

  /// Traits and strategies of classes that the dimension no longer has go with them, also those that
  /// are about others as well.
  private mutating func dropLines(ofClassesGoneFrom dimension: DimensionDefinition) {
    guard dimension.open == nil else { return }
    let rules = self
    lineList.drop { line in
      line.classes.contains { reference in
        let named = rules.dimensions(called: reference.dimension.name)
        guard named.count == 1, named[0].definition.name == dimension.name,
          let category = reference.category
        else { return false }
        return dimension.category(called: category.name) == nil
      }
    }
  }

  /// Takes the parameter, metric or dimension with the key of `definition` away; other kinds stay.
  public mutating func remove(_ definition: Definition) {
    version = Self.versions.wrappingAdd(1, ordering: .relaxed).newValue
    switch definition {
    case .parameter(let parameter): parameterList.remove(parameter.name)
    case .metric(let metric): metricList.remove(metric.name)
    case .dimension(let dimension):
      if let old = self.dimension(dimension.name) { unlabel(old.definition) }
      dimensionList.remove(dimension.name)
    case .goal, .line: break
    }
  }

  /// Takes back what was said of the classes of the dimension `key`, also together with others: its
  /// lines are those of `original` again. Returns how many traits and strategies that changed.
  public mutating func restoreLines(about key: String, from original: Definitions) -> Int {
    version = Self.versions.wrappingAdd(1, ordering: .relaxed).newValue
    let folded = NameFolding.fold(key)
    // Found before the list is changed: what a class is called hangs on the rules alone.
    let rules = self
    return lineList.restore(from: original.lineList) { line in
      rules.byKeys(line).classes.contains { NameFolding.fold($0.dimension.name) == folded }
    }
  }

  private mutating func unlabel(_ dimension: DimensionDefinition) {
    for word in dimension.words {
      labelled[LabelFolding.fold(word)]?.remove(NameFolding.fold(dimension.name))
    }
  }

  public func parameter(_ name: String) -> Entry<ParameterDefinition>? { parameterList[name] }

  public func metric(_ name: String) -> Entry<MetricDefinition>? { metricList[name] }

  /// By key, or by alias where no metric has that key. A metric of `activity`'s rows, or else one of
  /// customers. Aliases are whole: `高价值客户` is not the metric called `高价值`, since suffixes are
  /// what tells it from classes.
  public func metric(
    called name: String, of activity: String? = nil
  ) -> Entry<MetricDefinition>? {
    let qualifier = activity.map { NameFolding.fold($0) + "." }
    if let exact = metric((qualifier ?? "") + name) { return exact }
    let wanted = LabelFolding.whole(name)
    guard metricAliases.contains(wanted) else { return nil }
    return metrics.first { entry in
      let key = NameFolding.fold(entry.definition.name)
      return (qualifier.map { key.hasPrefix($0) } ?? !key.contains("."))
        && entry.definition.aliases.contains { LabelFolding.whole($0) == wanted }
    }
  }

  /// The metrics of activities' rows that have `name` as key or alias after the activity's.
  public func rowMetrics(called name: String) -> [Entry<MetricDefinition>] {
    let wanted = LabelFolding.whole(name)
    return metrics.filter { entry in
      let key = NameFolding.fold(entry.definition.name)
      guard let point = key.firstIndex(of: ".") else { return false }
      return key[key.index(after: point)...] == NameFolding.fold(name)
        || entry.definition.aliases.contains { LabelFolding.whole($0) == wanted }
    }
  }

  /// By key only: labels and aliases may belong to several dimensions, see `dimensions(called:)`.
  public func dimension(_ name: String) -> Entry<DimensionDefinition>? { dimensionList[name] }

  /// All dimensions that have `name` as key, label or alias, in the order of the rules; the key alone
  /// wins.
  public func dimensions(called name: String) -> [Entry<DimensionDefinition>] {
    if let exact = dimension(name) { return [exact] }
    guard let keys = labelled[LabelFolding.fold(name)], !keys.isEmpty else { return [] }
    return dimensions.filter { keys.contains(NameFolding.fold($0.definition.name)) }
  }
}

/// Definitions of one kind in the order in which they came, found by folded key.
private struct DefinitionList<Definition: Sendable>: Sendable {
  private(set) var entries: [Definitions.Entry<Definition>] = []
  private var places: [String: Int] = [:]

  mutating func put(_ entry: Definitions.Entry<Definition>, called name: String) {
    let key = NameFolding.fold(name)
    if let place = places[key] {
      entries[place] = entry
    } else {
      places[key] = entries.count
      entries.append(entry)
    }
  }

  mutating func remove(_ name: String) {
    guard let place = places.removeValue(forKey: NameFolding.fold(name)) else { return }
    entries.remove(at: place)
    for (key, other) in places where other > place { places[key] = other - 1 }
  }

  subscript(name: String) -> Definitions.Entry<Definition>? {
    places[NameFolding.fold(name)].map { entries[$0] }
  }
}

extension DimensionDefinition {
  /// Its labels and aliases.
  fileprivate var words: [String] { labels.map(\.text) + aliases }
}

extension Definitions {
  /// Whether something of the same kind and key is defined.
  public func contains(_ definition: Definition) -> Bool {
    switch definition {
    case .parameter(let parameter): self.parameter(parameter.name) != nil
    case .metric(let metric): self.metric(metric.name) != nil
    case .dimension(let dimension): self.dimension(dimension.name) != nil
    // A goal is added to, nothing changes.
    case .goal: false
    case .line(let line): lineList.contains(lineKey(line))
    }
  }
}
