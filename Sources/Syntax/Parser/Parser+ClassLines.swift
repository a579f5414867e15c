/// Lines about classes: `trait` and `strategy`, the verb already taken.
extension Parser {
  /// `DIM.CLASS 'english' [zh '中文']`; a strategy may name several classes, separated by commas.
  mutating func classLine(_ kind: ClassLine.Kind) throws(Diagnostic) -> ClassLine {
    var line = ClassLine(kind, of: [try classReference()])
    while kind == .strategy, acceptHere(.comma) { line.classes.append(try classReference()) }
    acceptDescriptions(&line.english, &line.chinese)
    guard line.english != nil || line.chinese != nil else {
      seek(.text)
      let alone = line.classes.last.map { $0.category == nil } ?? false
      throw expected(
        alone
          ? Message("expected '.' and a class, or a text between quotes")
          : Message("expected a text between quotes"))
    }
    return line
  }

  /// `value_tier.high`, `geo_region`.
  mutating func classReference() throws(Diagnostic) -> ClassReference {
    let dimension = try name(Message("expected a dimension"), .dimension)
    return ClassReference(dimension, try acceptClass(of: dimension.name))
  }

  /// `.high` of `value_tier.high`; nil without a dot.
  mutating func acceptClass(of dimension: String) throws(Diagnostic) -> ColumnReference? {
    acceptHere(.dot) ? try className(of: dimension) : nil
  }

  /// The class after a dot: it may be called by a word that is reserved elsewhere, or by digits (`rfm.555`).
  mutating func className(of dimension: String) throws(Diagnostic) -> ColumnReference {
    seek(.category(of: dimension))
    guard let text = nameHere(reserved: true)?.text ?? digitsHere else {
      throw expected(Message("expected a class"))
    }
    let span = current.span
    advance()
    return ColumnReference(text, at: span)
  }

  private var digitsHere: String? {
    guard !lineEnds, case .literal = current.kind else { return nil }
    let text = source.slice(current.span.start..<current.span.end)
    return text.allSatisfy(\.isNumber) ? text : nil
  }
}
