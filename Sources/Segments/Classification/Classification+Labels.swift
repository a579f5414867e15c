import Engine
import Syntax

extension Classification {
  /// A query with Chinese names for the dimensions, classes and metrics that have one which means the
  /// same; nil when it could not be run so.
  public func inLabels(_ query: String) -> String? {
    var bytes = Array(query.utf8)
    var dimension: DimensionDefinition?
    var changes: [(Span, String)] = []
    for (span, kind) in Highlighter.spans(query) where kind == .name {
      let word = String(decoding: bytes[span.start..<span.end], as: UTF8.self)
      if let named = catalog.definitions.dimension(word)?.definition {
        dimension = named
        if let label = named.labels.chinese, means(label, named) { changes.append((span, label)) }
      } else if let label = dimension.flatMap({ Self.label(of: word, in: $0) }) {
        changes.append((span, label))
      } else if let metric = catalog.definitions.metric(word)?.definition,
        let label = metric.aliases.first(where: { means($0, metric) })
      {
        changes.append((span, label))
      }
    }
    for (span, label) in changes.reversed() {
      bytes.replaceSubrange(span.start..<span.end, with: label.utf8)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let parsed = Parser.parse(text)
    guard parsed.diagnostics.isEmpty, case .query(let read)? = parsed.statements.first?.shape
    else { return nil }
    do throws(Diagnostic) {
      _ = try binder.plan(read)
      return text
    } catch {
      return nil
    }
  }

  private func means(_ label: String, _ dimension: DimensionDefinition) -> Bool {
    let named = catalog.definitions.dimensions(called: label).map(\.definition.name)
    return named == [dimension.name] && isName(label)
      && catalog.definitions.metric(called: label) == nil
      && catalog.definitions.classes(called: label).isEmpty
  }

  private func means(_ label: String, _ metric: MetricDefinition) -> Bool {
    catalog.definitions.metric(called: label)?.definition.name == metric.name && isName(label)
      && catalog.definitions.dimensions(called: label).isEmpty
  }

  /// A word that no column of the customers takes.
  private func isName(_ label: String) -> Bool {
    Formatter.name(label) == label && catalog.dataset.customers.index(of: label) == nil
  }

  private static func label(of key: String, in dimension: DimensionDefinition) -> String? {
    guard let category = dimension.categories.first(where: { $0.name == key }),
      let label = category.labels.chinese, Formatter.name(label) == label,
      dimension.categories.count(where: { $0.labels.chinese == label }) == 1
    else { return nil }
    return label
  }
}
