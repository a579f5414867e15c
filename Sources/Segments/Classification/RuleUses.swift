import Engine
public import Syntax

/// What a rule rests on, itself and through the metrics it mentions, in the order of mention.
struct RuleUses {
  private(set) var metrics: [MetricUse] = []
  private(set) var parameters: [ParameterUse] = []
  /// `orders.channel`, `province`.
  private(set) var columns: [String] = []
  /// Folded keys of the dimensions that are mentioned.
  private(set) var dimensions: Set<String> = []
  private let catalog: Catalog
  private let skipsOptional: Bool
  private var met: Set<String> = []

  /// - Parameter skipsOptional: only what has to be there, not what `optional(e, f)` does without.
  init(
    _ expressions: [Expression], of activity: String? = nil, _ catalog: Catalog,
    skipsOptional: Bool = false
  ) {
    self.catalog = catalog
    self.skipsOptional = skipsOptional
    for expression in expressions { look(at: expression, activity) }
  }

  private mutating func look(at expression: Expression, _ activity: String?) {
    for name in RuleNames.mentioned(
      in: expression, of: activity, catalog, skipsOptional: skipsOptional)
    where met.insert("\(name.kind) \(name.key)").inserted {
      switch name.kind {
      case .parameter: parameters.append(ParameterUse(name.key, catalog))
      case .column: columns.append(name.key)
      case .table: continue
      case .definition: look(atDefinition: name.key)
      }
    }
  }

  private mutating func look(atDefinition key: String) {
    if let metric = catalog.definitions.metric(key)?.definition {
      metrics.append(
        MetricUse(
          name: metric.name, description: metric.description,
          definition: Formatter.brief(metric.value)))
      look(at: metric.value, metric.activity)
    } else if let dimension = catalog.definitions.dimension(key)?.definition {
      dimensions.insert(NameFolding.fold(key))
      for expression in dimension.expressions { look(at: expression, nil) }
    }
  }
}

extension Classification {
  /// The first metric, or else dimension, that reads each column of an activity, or of the customers, by
  /// folded name of the column.
  public func readers(ofColumnsOf activity: String?) -> [String: String] {
    var readers: [String: String] = [:]
    let prefix = activity.map { NameFolding.fold($0) + "." }
    func look(_ name: String, _ expression: Expression, _ scope: String?) {
      for mention in RuleNames.mentioned(in: expression, of: scope, catalog)
      where mention.kind == .column {
        var column = NameFolding.fold(mention.key)
        if let prefix {
          guard column.hasPrefix(prefix) else { continue }
          column.removeFirst(prefix.count)
        } else if mention.activity != nil {
          continue
        }
        if readers[column] == nil { readers[column] = name }
      }
    }
    for entry in catalog.definitions.metrics {
      look(entry.definition.name, entry.definition.value, entry.definition.activity)
    }
    for entry in catalog.definitions.dimensions {
      for expression in entry.definition.expressions {
        look(entry.definition.name, expression, nil)
      }
    }
    return readers
  }

  /// A metric or dimension whose rule, or a parameter whose limits name `rule` itself; nil when there is
  /// none.
  public func user(of rule: Definition) -> String? {
    let kind: RuleName.Kind = if case .parameter = rule { .parameter } else { .definition }
    let key = NameFolding.fold(rule.name)
    func uses(_ expressions: [Expression], _ activity: String?) -> Bool {
      expressions.contains { expression in
        RuleNames.mentioned(in: expression, of: activity, catalog).contains {
          $0.kind == kind && NameFolding.fold($0.key) == key
        }
      }
    }
    let definitions = catalog.definitions
    let metric = definitions.metrics.first {
      NameFolding.fold($0.definition.name) != key
        && uses([$0.definition.value], $0.definition.activity)
    }
    let dimension = definitions.dimensions.first {
      NameFolding.fold($0.definition.name) != key && uses($0.definition.expressions, nil)
    }
    let parameter = definitions.parameters.first { uses($0.definition.ends, nil) }
    return metric?.definition.name ?? dimension?.definition.name ?? parameter?.definition.name
  }
}

extension ParameterUse {
  /// The parameter `name` with the value in force in `catalog`.
  init(_ name: String, _ catalog: Catalog) {
    let definition = catalog.definitions.parameter(name)?.definition
    let scope = Scope(fields: [], types: [], subject: .rows)
    let expression = Expression(.parameter(name), at: Span(0, 0))
    var value: Value?
    do throws(Diagnostic) {
      value = try Binder(catalog).bind(expression, in: scope).constant
    } catch {
      // A parameter without a value is shown without one.
      value = nil
    }
    self.init(
      name: definition?.name ?? name, value: value, description: definition?.description,
      isSet: catalog.parameters[NameFolding.fold(name)] != nil)
  }
}
