public import Syntax

extension Diagnostic {
  /// E209: a label that several things have. The candidates are what can be typed instead, in English
  /// keys and, for who reads Chinese, in Chinese labels.
  public static func ambiguous(
    _ word: String, _ candidates: [(key: String, chinese: String)], at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "E209",
      Message(
        "'{0}' has more than one meaning: {1}", word,
        candidates.map(\.key).joined(separator: ", "),
        candidates.map(\.chinese).joined(separator: "、")), at: span,
      label: Message("which one"), hint: Message("write {0}", candidates[0].key))
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
}
