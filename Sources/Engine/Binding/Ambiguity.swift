public import Syntax

extension Diagnostic {
  /// E209: a label that several things have. The candidates are what can be typed instead, in English
  /// keys and, for who reads Chinese, in Chinese labels.
  ///
  /// - Parameter hint: where something has to stand around a candidate; otherwise the first one.
  public static func ambiguous(
    _ word: String, _ candidates: [(key: String, chinese: String)], at span: Span,
    hint: Message? = nil
  ) -> Diagnostic {
    Diagnostic(
      "E209",
      Message(
        "'{0}' has more than one meaning: {1}", word,
        candidates.map(\.key).joined(separator: ", "),
        candidates.map(\.chinese).joined(separator: "、")), at: span,
      label: Message("which one"),
      hint: hint ?? Message("write {0}, for instance", candidates[0].key, candidates[0].chinese))
  }
}

extension Definitions {
  /// What names `dimension` and nothing else: its key, and its Chinese label where no other has it.
  public func names(of dimension: DimensionDefinition) -> (key: String, chinese: String) {
    let label = dimension.labels.chinese.map(Formatter.name) ?? dimension.name
    let isUnique =
      dimensions(called: dimension.labels.chinese ?? dimension.name).count == 1
    return (dimension.name, isUnique ? label : dimension.name)
  }

  /// The classes that `word` names, by key, label or alias, alone or as `dimension.class`; in the order of
  /// the rules.
  public func classes(
    called word: String
  ) -> [(dimension: DimensionDefinition, category: CategoryDefinition)] {
    let wanted = LabelFolding.fold(word)
    // Asked for every word of every rule: few have a point.
    let isDotted = wanted.contains(".")
    return dimensions.flatMap { entry in
      entry.definition.categories.compactMap { category in
        let names = [category.name] + category.words
        let isMeant = names.contains { name in
          LabelFolding.fold(name) == wanted
            || isDotted && LabelFolding.fold("\(entry.definition.name).\(name)") == wanted
        }
        return isMeant ? (entry.definition, category) : nil
      }
    }
  }

  /// The classes that a label stands for by itself (`where 流失客户`), one of each dimension. A bare key is
  /// none, but where it is a label as well, the classes with that key may be meant too.
  func classes(
    labelled word: String
  ) -> [(dimension: DimensionDefinition, category: CategoryDefinition)] {
    let found = classes(called: word)
    let wanted = LabelFolding.fold(word)
    let isLabel = found.contains { _, category in
      category.words.contains { LabelFolding.fold($0) == wanted }
    }
    var dimensions: Set<String> = []
    return isLabel ? found.filter { dimensions.insert($0.dimension.name).inserted } : []
  }

  /// `value_tier.high` for each of several classes.
  public func candidates(
    _ classes: [(dimension: DimensionDefinition, category: CategoryDefinition)]
  ) -> [(key: String, chinese: String)] {
    classes.map { dimension, category in
      let names = names(of: dimension)
      let label = category.labels.chinese ?? category.name
      return ("\(names.key).\(category.name)", "\(names.chinese).\(Formatter.name(label))")
    }
  }

  /// `value_tier = 高价值客户`, the word as typed, for each of several classes.
  func conditions(
    _ word: String, _ classes: [(dimension: DimensionDefinition, category: CategoryDefinition)]
  ) -> [(key: String, chinese: String)] {
    classes.map { dimension, _ in
      let names = names(of: dimension)
      return ("\(names.key) = \(word)", "\(names.chinese) = \(word)")
    }
  }
}

extension Definitions {
  /// The dimension with one of whose classes a metric by that alias compares (`高价值`); nil for others.
  private func dimension(readBy word: String) -> DimensionDefinition? {
    guard let metric = metric(called: word)?.definition,
      NameFolding.fold(metric.name) != NameFolding.fold(word),
      case .binary(_, let left, _) = metric.value.shape, case .name(let name) = left.shape
    else { return nil }
    return dimension(name.text)?.definition
  }

  /// E203: nothing is called so; E209 where classes of several dimensions are.
  ///
  /// - Parameter forClass: a class would do as well, as `dimension.class`.
  public func noDimension(
    _ name: String, at span: Span, forClass: Bool = false
  ) -> Diagnostic {
    if let meant = dimension(readBy: name) {
      let names = names(of: meant)
      return Diagnostic(
        "E203", Message("no dimension '{0}'", name), at: span, label: Message("not a dimension"),
        hint: Message("write {0}, for instance", names.key, names.chinese))
    }
    let classes = classes(called: name)
    let owner =
      forClass ? candidates(classes).first : classes.first.map { names(of: $0.dimension) }
    let instance = owner.map { Message("write {0}, for instance", $0.key, $0.chinese) }
    if Set(classes.map(\.dimension.name)).count > 1 {
      return .ambiguous(name, candidates(classes), at: span, hint: instance)
    }
    let words = dimensions.flatMap { entry in
      [entry.definition.name] + entry.definition.labels.map(\.text) + entry.definition.aliases
    }
    return Diagnostic(
      "E203", Message("no dimension '{0}'", name), at: span, label: Message("not a dimension"),
      hint: instance ?? Suggestion.hint(for: name, among: words))
  }
}

extension CategoryDefinition {
  /// Its labels and aliases.
  fileprivate var words: [String] { labels.map(\.text) + aliases }
}
