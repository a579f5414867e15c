import Syntax

/// Faults about names, each with the name that was probably meant: keys, labels and aliases in either
/// language are candidates.
extension Binder {
  func missingActivity(_ name: String, at span: Span) -> Diagnostic {
    let names = catalog.dataset.activities.flatMap(\.names)
    return Diagnostic(
      "E202", Message("no table '{0}' is loaded", name), at: span, label: Message("not loaded"),
      hint: isTrying
        ? nil
        : Suggestion.hint(for: name, among: names + ["customers"])
          ?? Message("load {0} from 'file.csv'", name))
  }

  /// `count(NAME)`, which may have meant a table, a segment or a column.
  func missingCounted(_ source: ActivitySource, in scope: Scope) -> Diagnostic {
    var missing = missingActivity(source.name, at: source.span)
    guard source.window == nil else { return missing }
    var names = catalog.dataset.activities.flatMap(\.names) + ["customers"]
    if case .customers = scope.subject {
      names += catalog.links.segmentNames()
      missing.message = Message("no table or segment '{0}'", source.name)
      missing.label = Message("neither loaded nor saved")
    }
    names += scope.fields.filter { !$0.name.isEmpty }.flatMap(\.names)
    if !isTrying, let near = Suggestion.hint(for: source.name, among: names) { missing.hint = near }
    return missing
  }

  /// A label where the name of a table, segment or result is expected. E209 where it means several
  /// things; nil for words that are no label.
  func labelAsSource(_ word: String, at span: Span) -> Diagnostic? {
    let classes = catalog.definitions.classes(labelled: word)
    if classes.count > 1 {
      let meanings = catalog.definitions.conditions(word, classes)
      return .ambiguous(
        word, meanings, at: span,
        hint: Message("write 'where {0}', for instance", meanings[0].key, meanings[0].chinese))
    }
    let dimensions = catalog.definitions.dimensions(called: word)
    if dimensions.count > 1 {
      let names = dimensions.map { catalog.definitions.names(of: $0.definition) }
      return .ambiguous(
        word, names, at: span,
        hint: Message("write 'group {0}', for instance", names[0].key, names[0].chinese))
    }
    guard classes.count + dimensions.count > 0 || catalog.definitions.metric(called: word) != nil
    else { return nil }
    return Diagnostic(
      "E205", Message("no table, segment or result '{0}'", word), at: span,
      label: Message("not a source"),
      hint: dimensions.isEmpty
        ? Message("write 'where {0} …' to filter", word)
        : Message("write 'group {0}', for instance", word, word))
  }

  func unknownName(_ name: String, at span: Span, in scope: Scope) -> Diagnostic {
    Diagnostic(
      "E201", Message("no column '{0}' in {1}", name, scope.title), at: span,
      label: Message("not a column"), hint: isTrying ? nil : nameHint(name, in: scope))
  }

  private func nameHint(_ name: String, in scope: Scope) -> Message? {
    var candidates = scope.fields.filter { !$0.name.isEmpty }.flatMap(\.names)
    if case .rows = scope.subject { return Suggestion.hint(for: name, among: candidates) }
    if let elsewhere = activityColumn(name, besides: scope) { return elsewhere }
    candidates += catalog.definitions.metrics.flatMap { entry in
      [entry.definition.name] + entry.definition.aliases
    }
    candidates += catalog.definitions.dimensions.flatMap { entry in
      [entry.definition.name] + entry.definition.labels.map(\.text) + entry.definition.aliases
    }
    candidates += catalog.dataset.customers.fields.flatMap(\.names)
    if let near = Suggestion.hint(for: name, among: candidates) { return near }
    let classes = catalog.definitions.dimensions.flatMap(\.definition.categories)
      .flatMap { $0.labels.map(\.text) + $0.aliases }.filter { Formatter.name($0) == $0 }
    return Suggestion.hint(forClass: name, among: classes)
  }

  /// A column that customers lack and an activity has: its rows must be asked for.
  private func activityColumn(_ name: String, besides scope: Scope) -> Message? {
    guard case .customers = scope.subject else { return nil }
    let owner = catalog.dataset.activities.first { $0.table.index(of: name) != nil }
    return owner.map {
      Message(
        "{0} has it: from {0} | … {1}, or an aggregate of {0}.{1}", $0.name, name,
        $0.names[min(1, $0.names.count - 1)])
    }
  }
}

extension Suggestion {
  /// The label nearest to `word`; people say 顾客 and 会员 where labels say 客户.
  static func hint(forClass word: String, among labels: [String]) -> Message? {
    var stem = LabelFolding.fold(word)
    for synonym in ["顾客", "会员", "用户", "人群"] where stem.hasSuffix(synonym) {
      stem.removeLast(synonym.count)
    }
    let same = labels.first { !stem.isEmpty && LabelFolding.fold($0) == stem }
    if let same, same != word { return Message("did you mean '{0}'?", same) }
    return Suggestion.hint(for: word, among: labels)
  }
}
