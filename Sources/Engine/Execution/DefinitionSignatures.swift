import Synchronization
import Syntax

/// What the values of metrics and dimensions depend on besides data and day: their text, the
/// parameters in them, and the same of the definitions that they mention. A rule that changes leaves
/// the values of all others as they are.
final class DefinitionSignatures: Sendable {
  private let catalog: Catalog
  private let known = Mutex<[String: String?]>([:])
  private let knownClassWords = Mutex<Set<String>?>(nil)

  init(_ catalog: Catalog) { self.catalog = catalog }

  /// What classes are called, folded.
  private var classWords: Set<String> {
    knownClassWords.withLock { known in
      if let known { return known }
      let categories = catalog.definitions.dimensions.flatMap(\.definition.categories)
      let words = Set(
        categories.flatMap { category in
          [category.name] + category.labels.map(\.text) + category.aliases
        }.map(LabelFolding.fold))
      known = words
      return words
    }
  }

  /// Whether the definitions of `catalog` have these signatures.
  func serves(_ catalog: Catalog) -> Bool {
    catalog.definitions.version == self.catalog.definitions.version
      && catalog.parameters == self.catalog.parameters && catalog.language == self.catalog.language
      && catalog.world == self.catalog.world
  }

  /// nil where something else decides as well, such as a segment or a file.
  func signature(of key: String) -> String? {
    var path: Set<String> = []
    return signature(of: key, &path)
  }

  /// The same of an expression over customers.
  func signature(of expression: Expression) -> String? {
    var path: Set<String> = []
    return text(of: [expression], &path)
  }

  /// `path`: the definitions on the way here. One met again leads back to itself: the binder will say
  /// so.
  private func signature(of key: String, _ path: inout Set<String>) -> String? {
    let folded = NameFolding.fold(key)
    if let known = known.withLock({ $0[folded] }) { return known }
    guard path.insert(folded).inserted else { return "…" }
    defer { path.remove(folded) }
    var signature: String?
    if let metric = catalog.definitions.metric(key) {
      signature = text(of: [metric.definition.value], &path)
    } else if let dimension = catalog.definitions.dimension(key) {
      signature = text(of: dimension.definition, &path)
    }
    known.withLock { [signature] in $0[folded] = signature }
    return signature
  }

  private func text(of dimension: DimensionDefinition, _ path: inout Set<String>) -> String? {
    let expressions =
      dimension.categories.compactMap(\.condition) + [dimension.open].compactMap(\.self)
    guard let inner = text(of: expressions, &path) else { return nil }
    // Names, labels, ranks and the order of classes are part of a dimension's values.
    return Formatter.format(Statement(.define(.dimension(dimension)), at: Span(0, 0))) + inner
  }

  private func text(of expressions: [Expression], _ path: inout Set<String>) -> String? {
    var result = ""
    for expression in expressions {
      result += Formatter.format(expression) + ";"
      guard let inner = dependencies(of: expression, &path) else { return nil }
      result += inner
    }
    return result
  }

  private func dependencies(of expression: Expression, _ path: inout Set<String>) -> String? {
    var result = ""
    switch expression.shape {
    case .inSegment, .inFile: return nil
    case .parameter(let name):
      let set = catalog.parameters[NameFolding.fold(name)].map { "\($0)" }
      let written = catalog.definitions.parameter(name)?.definition.value
      result += set ?? written.map { Formatter.format($0) } ?? "null"
    case .name(let name):
      guard let inner = dependency(on: name, &path) else { return nil }
      result += inner
    case .call(let call)
    where SpecialFunction.named(call.name).flatMap({ ClassContent(rawValue: $0.name) }) != nil:
      // Lines change apart from the rules, and labels with the language.
      result += "#\(catalog.definitions.version) \(catalog.language)"
    default: break
    }
    for child in expression.children {
      guard let inner = dependencies(of: child, &path) else { return nil }
      result += inner
    }
    return result
  }

  private func dependency(on name: Name, _ path: inout Set<String>) -> String? {
    let key = name.qualifier.map { "\($0).\(name.text)" } ?? name.text
    if catalog.definitions.metric(key) != nil { return signature(of: key, &path) }
    if name.qualifier != nil { return "" }
    let dimensions = catalog.definitions.dimensions(called: name.text)
    if let only = dimensions.first, dimensions.count == 1 {
      return signature(of: only.definition.name, &path)
    }
    let tables = [catalog.dataset.customers] + catalog.dataset.activities.map(\.table)
    if tables.contains(where: { $0.index(of: name.text) != nil }) { return "" }
    // A class: whichever rule it comes from may have changed. Else a word of the language, or a column
    // that the data lack.
    guard classWords.contains(LabelFolding.fold(name.text)) else { return "" }
    return "#\(catalog.definitions.version)"
  }
}
