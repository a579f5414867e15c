public import Syntax

/// A word of a query that was taken for a class of a dimension of values (`geo_region = Guangdong`). Which
/// of those there are only the data tell.
public struct ValueWord: Sendable, Hashable {
  /// As typed.
  public let word: String
  /// The key of the dimension.
  public let dimension: String
  public let span: Span
}

extension Binder {
  /// Remembers that the query takes `word` for a class; inside the rules nobody needs to be told.
  func note(_ word: String, asClassOf dimension: DimensionDefinition, at span: Span) {
    let use = ValueWord(word: word, dimension: dimension.name, span: span)
    guard inProgress.isEmpty, !valueWords.contains(use) else { return }
    valueWords.append(use)
  }
}

extension Executor {
  private static let listed = 6

  /// The warning that no customer, in the query or not, is in the class that `use` names; nil where
  /// somebody is. No error: other data may have it.
  public func absence(of use: ValueWord) throws(Diagnostic) -> Diagnostic? {
    guard let dimension = catalog.definitions.dimension(use.dimension)?.definition else {
      return nil
    }
    let sizes = try sizes(of: use.dimension).sorted { $0.count > $1.count }
    let classes = sizes.compactMap { size in
      if case .string(let name) = size.value { name } else { nil }
    }
    if classes.isEmpty || classes.contains(use.word) { return nil }
    let some = classes.prefix(Self.listed) + (classes.count > Self.listed ? ["…"] : [])
    return Diagnostic(
      "W210",
      Message(
        "no class '{0}' in {1}: {2}", use.word, dimension.name, some.joined(separator: ", "),
        dimension.labels.chinese ?? dimension.name, some.joined(separator: "、")), at: use.span,
      label: Message("not a class"), hint: Suggestion.hint(forClass: use.word, among: classes),
      severity: .warning)
  }
}
