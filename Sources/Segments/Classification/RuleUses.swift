import Engine
import Syntax

/// What a rule rests on, itself and through the metrics it mentions, in the order of mention.
struct RuleUses {
  private(set) var metrics: [MetricUse] = []
  private(set) var parameters: [ParameterUse] = []
  /// `orders.channel`, `province`.
  private(set) var columns: [String] = []
  /// Folded keys of the dimensions that are mentioned.
  private(set) var dimensions: Set<String> = []
  private let catalog: Catalog
  private var met: Set<String> = []

  init(_ expressions: [Expression], of activity: String? = nil, _ catalog: Catalog) {
    self.catalog = catalog
    for expression in expressions { look(at: expression, activity) }
  }

  private mutating func look(at expression: Expression, _ activity: String?) {
    for name in RuleNames.mentioned(in: expression, of: activity, catalog)
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
