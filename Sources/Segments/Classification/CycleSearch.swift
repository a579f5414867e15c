import Engine
import Syntax

/// Definitions that lead back to themselves.
struct CycleSearch {
  private let catalog: Catalog
  private var done: Set<String> = []
  private var open: [String] = []
  private var found: [Diagnostic] = []

  private init(_ catalog: Catalog) { self.catalog = catalog }

  /// One E601 for each cycle that can be met from the definitions `names`, at the mention that closes
  /// it.
  static func cycles(_ catalog: Catalog, from names: [String]) -> [Diagnostic] {
    var search = CycleSearch(catalog)
    for name in names { search.visit(name) }
    return search.found
  }

  private mutating func visit(_ name: String) {
    let key = NameFolding.fold(name)
    guard done.insert(key).inserted else { return }
    open.append(key)
    defer { open.removeLast() }
    if let metric = catalog.definitions.metric(key) {
      let activity = metric.definition.activity
      follow(metric.definition.value, of: activity, metric.source)
    } else if let dimension = catalog.definitions.dimension(key) {
      for expression in dimension.definition.expressions {
        follow(expression, of: nil, dimension.source)
      }
    }
  }

  private mutating func follow(
    _ expression: Expression, of activity: String?, _ source: SourceText
  ) {
    for name in RuleNames.mentioned(in: expression, of: activity, catalog)
    where name.kind == .definition {
      guard let start = open.firstIndex(of: name.key) else {
        visit(name.key)
        continue
      }
      let path = (open[start...] + [name.key]).joined(separator: " → ")
      found.append(
        Diagnostic(
          "E601", Message("the definition of '{0}' leads back to itself: {1}", name.key, path),
          at: name.span, label: Message("a cycle"), source: source))
    }
  }
}
