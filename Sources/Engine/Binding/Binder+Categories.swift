import Syntax

extension Binder {
  /// The position of the class that `word` names in `domain`: key, label or alias.
  func category(
    _ word: String, in domain: CategoryDomain, at span: Span
  ) throws(Diagnostic) -> Int {
    if let found = domain.index(of: word) { return found }
    let names = domain.categories.flatMap { [$0.key, $0.english, $0.chinese] + $0.aliases }
    // Chinese takes the last two: labels are what a Chinese query is written with.
    throw Diagnostic(
      "E210",
      Message(
        "no class '{0}' in {1}: {2}", word, domain.dimension,
        domain.categories.map(\.key).joined(separator: ", "), title(of: domain),
        domain.categories.map(\.chinese).joined(separator: "、")), at: span,
      label: Message("not a class"), hint: Suggestion.hint(forClass: word, among: names))
  }

  /// The dimension's Chinese label.
  private func title(of domain: CategoryDomain) -> String {
    catalog.definitions.dimension(domain.dimension)?.definition.labels.chinese ?? domain.dimension
  }

  /// The word of an expression that may name a class: a bare name or a string.
  func word(_ expression: Expression) -> String? {
    switch expression.shape {
    case .name(let name) where name.qualifier == nil && !name.quoted: name.text
    case .literal(.string(let string)): string
    default: nil
    }
  }

  /// `dimension op word`, when one side is a dimension and the other names one of its classes.
  func categoryComparison(
    _ op: BinaryOperator, _ left: BoundExpression, _ right: Expression, at span: Span
  ) throws(Diagnostic) -> BoundExpression? {
    guard case .category(let domain) = left.type, let word = word(right) else { return nil }
    let wanted = try category(word, in: domain, at: right.span)
    let isOrder = [.less, .lessOrEqual, .greater, .greaterOrEqual].contains(op)
    if isOrder, !domain.isOrdered {
      throw Diagnostic(
        "E304",
        Message("the classes of {0} have no order", domain.dimension, title(of: domain)), at: span,
        label: Message("only = and != here"))
    }
    let rank = domain.categories[wanted].rank
    // Of a set, one class that fits is enough; it is not the class when none of its classes is.
    var table = domain.table { index in
      let other = domain.categories[index].rank
      return switch op {
      case .equal, .notEqual: index == wanted
      case .less: other < rank
      case .lessOrEqual: other <= rank
      case .greater: other > rank
      case .greaterOrEqual: other >= rank
      default: false
      }
    }
    if op == .notEqual { table = table.map { 1 - $0 } }
    return BoundExpression(.codeTest(left, table), type: .bool, at: span)
  }

  /// A bare label as a condition (`where 流失客户`), when exactly one dimension has it.
  func categoryCondition(_ word: String, at span: Span) throws(Diagnostic) -> BoundExpression? {
    let hits = catalog.definitions.classes(labelled: word)
    guard let only = hits.first else { return nil }
    if hits.count > 1 {
      throw .ambiguous(word, catalog.definitions.conditions(word, hits), at: span)
    }
    let bound = try definition(key: only.dimension.name, at: span)
    guard let domain = bound.domain, let index = domain.index(of: word) else { return nil }
    let table = domain.table { $0 == index }
    let dimension = BoundExpression(
      .computed(.definition(bound.key)), type: .category(domain), at: span)
    return BoundExpression(.codeTest(dimension, table), type: .bool, at: span)
  }
}

extension CategoryDomain {
  /// By key first, then by label or alias with widths and case folded, then without suffixes.
  public func index(of word: String) -> Int? {
    let key = NameFolding.fold(word)
    if let exact = categories.firstIndex(where: { NameFolding.fold($0.key) == key }) {
      return exact
    }
    return index(of: word, LabelFolding.whole) ?? index(of: word, LabelFolding.fold)
  }

  private func index(of word: String, _ fold: (String) -> String) -> Int? {
    let wanted = fold(word)
    return categories.firstIndex { category in
      ([category.english, category.chinese] + category.aliases).contains { fold($0) == wanted }
    }
  }
}
