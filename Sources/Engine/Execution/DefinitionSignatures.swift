import Syntax

/// What the values of metrics and dimensions depend on besides data and day: their text, the
/// parameters in them, and the same of the definitions that they mention. A rule that changes leaves
/// the values of all others as they are.
final class DefinitionSignatures {
  private let catalog: Catalog
  private var known: [String: String?] = [:]

  init(_ catalog: Catalog) { self.catalog = catalog }

  /// nil where something else decides as well, such as a segment or a file.
  func signature(of key: String) -> String? {
    let folded = NameFolding.fold(key)
    if let known = known[folded] { return known }
    // Met again on the way, a definition leads back to itself: the binder will say so.
    known[folded] = "…"
    var signature: String?
    if let metric = catalog.definitions.metric(key) {
      signature = text(of: [metric.definition.value], metric.source)
    } else if let dimension = catalog.definitions.dimension(key) {
      signature = text(of: dimension.definition, dimension.source)
    }
    known[folded] = signature
    return signature
  }

  private func text(of dimension: DimensionDefinition, _ source: SourceText) -> String? {
    let expressions =
      dimension.categories.compactMap(\.condition) + [dimension.open].compactMap(\.self)
    guard let inner = text(of: expressions, source) else { return nil }
    // Names, labels, ranks and the order of classes are part of a dimension's values.
    return Formatter.format(Statement(.define(.dimension(dimension)), at: Span(0, 0))) + inner
  }

  private func text(of expressions: [Expression], _ source: SourceText) -> String? {
    var result = ""
    for expression in expressions {
      result += Formatter.format(expression) + ";"
      guard let inner = dependencies(of: expression) else { return nil }
      result += inner
    }
    return result
  }

  private func dependencies(of expression: Expression) -> String? {
    var result = ""
    switch expression.shape {
    case .inSegment, .inFile: return nil
    case .parameter(let name):
      let set = catalog.parameters[NameFolding.fold(name)].map { "\($0)" }
      let written = catalog.definitions.parameter(name)?.definition.value
      result += set ?? written.map { Formatter.format($0) } ?? "null"
    case .name(let name):
      guard let inner = dependency(on: name) else { return nil }
      result += inner
    case .call(let call)
    where SpecialFunction.named(call.name).flatMap({ ClassContent(rawValue: $0.name) }) != nil:
      // Lines change apart from the rules, and labels with the language.
      result += "#\(catalog.definitions.version) \(catalog.language)"
    default: break
    }
    for child in expression.children {
      guard let inner = dependencies(of: child) else { return nil }
      result += inner
    }
    return result
  }

  private func dependency(on name: Name) -> String? {
    let key = name.qualifier.map { "\($0).\(name.text)" } ?? name.text
    if catalog.definitions.metric(key) != nil { return signature(of: key) }
    if name.qualifier != nil { return "" }
    let dimensions = catalog.definitions.dimensions(called: name.text)
    if let only = dimensions.first, dimensions.count == 1 {
      return signature(of: only.definition.name)
    }
    let tables = [catalog.dataset.customers] + catalog.dataset.activities.map(\.table)
    if tables.contains(where: { $0.index(of: name.text) != nil }) { return "" }
    // A class: whichever rule it comes from may have changed. Else a word of the language, or a column
    // that the data lack.
    guard classWords.contains(LabelFolding.fold(name.text)) else { return "" }
    return "#\(catalog.definitions.version)"
  }

  /// What classes are called, folded.
  private lazy var classWords: Set<String> = {
    let categories = catalog.definitions.dimensions.flatMap(\.definition.categories)
    return Set(
      categories.flatMap { category in
        [category.name] + category.labels.map(\.text) + category.aliases
      }.map(LabelFolding.fold))
  }()
}
