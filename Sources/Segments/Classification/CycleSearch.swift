import Engine
import Syntax

/// Definitions that lead back to themselves.
struct CycleSearch {
  private let catalog: Catalog
  private var done: Set<String> = []
  private var open: [Step] = []
  private var found: [Diagnostic] = []
  /// Whose mention is at fault when several definitions make a cycle: what is being defined.
  private let source: SourceText?

  /// A definition being followed, and where the one before mentions it.
  private struct Step {
    let key: String
    let mention: (span: Span, source: SourceText)?
  }

  private init(_ catalog: Catalog, in source: SourceText?) {
    self.catalog = catalog
    self.source = source
  }

  /// One E601 for each cycle that can be met from the definitions `names`: at a mention in `source`, if
  /// there is one, else at the one that closes it.
  static func cycles(
    _ catalog: Catalog, from names: [String], in source: SourceText?
  ) -> [Diagnostic] {
    var search = CycleSearch(catalog, in: source)
    for name in names { search.visit(name, nil) }
    return search.found
  }

  private mutating func visit(_ name: String, _ mention: (span: Span, source: SourceText)?) {
    let key = NameFolding.fold(name)
    guard done.insert(key).inserted else { return }
    open.append(Step(key: key, mention: mention))
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
      guard let start = open.firstIndex(where: { $0.key == name.key }) else {
        visit(name.key, (name.span, source))
        continue
      }
      report(start, (name.span, source))
    }
  }

  /// - Parameters:
  ///   - start: where in `open` the cycle begins.
  ///   - last: the mention that closes it.
  private mutating func report(_ start: Int, _ last: (span: Span, source: SourceText)) {
    let steps = open[start...]
    let mentions = steps.dropFirst().compactMap(\.mention) + [last]
    let place = last.source == source ? last : mentions.first { $0.source == source } ?? last
    let key = open[start].key
    let path = (steps.map(\.key) + [key]).joined(separator: " → ")
    found.append(
      Diagnostic(
        "E601", Message("the definition of '{0}' leads back to itself: {1}", key, path),
        at: place.span, label: Message("a cycle"), source: place.source))
  }
}
