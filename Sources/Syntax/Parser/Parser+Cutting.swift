/// The stages that order and cut rows, and those that end a query.
extension Parser {
  mutating func sortKey() throws(Diagnostic) -> SortKey {
    let value = try expression()
    if accept(.desc) { return SortKey(value: value, descending: true) }
    _ = accept(.asc)
    return SortKey(value: value)
  }

  mutating func top() throws(Diagnostic) -> Stage.Shape {
    let count = try expression()
    guard accept(.by) else {
      throw expected(
        Message("expected 'by' and what to rank by"),
        hint: Message("'{0}' takes rows in the order they have", "take"))
    }
    let key = try expression()
    if accept(.asc) { return .top(count: count, by: key, ascending: true) }
    _ = accept(.desc)
    return .top(count: count, by: key, ascending: false)
  }

  mutating func sample() throws(Diagnostic) -> Stage.Shape {
    seek(.number)
    guard !lineEnds, let size = Self.sampleSize(current.kind) else {
      throw expected(Message("expected a number of rows, or a share such as 10%"))
    }
    advance()
    guard accept(.seed) else { return .sample(size, seed: nil) }
    guard let seed = acceptWhole() else { throw expected(Message("expected a whole number")) }
    return .sample(size, seed: seed)
  }

  private static func sampleSize(_ kind: Token.Kind) -> SampleSize? {
    switch kind {
    case .literal(.percent(let unscaled, let scale)): .fraction(unscaled: unscaled, scale: scale)
    case .literal(let literal): literal.whole.map { .rows(Int($0)) }
    case .word, .quotedWord, .version, .symbol, .unreadable, .end: nil
    }
  }

  mutating func show() throws(Diagnostic) -> Stage.Shape {
    seek(.display)
    guard !lineEnds, let word = current.word else {
      throw expected(Message("expected 'table' or 'bar'"))
    }
    let lower = word.lowercased()
    let span = current.span
    if let display = Display(rawValue: lower) ?? Self.chineseDisplays[lower] {
      advance()
      return .show(display, span: span)
    }
    if ["line", "hist", "heat", "spark"].contains(lower) { throw unavailable("show " + word) }
    throw Diagnostic(
      "E126", Message("'{0}' is no way to show a result", word), at: span,
      label: Message("expected 'table' or 'bar'"),
      hint: Self.didYouMean(word, among: Display.allCases.map(\.rawValue)))
  }

  private static let chineseDisplays: [String: Display] = [
    "表格": .table, "表": .table, "条形图": .bar, "柱状图": .bar,
  ]

  mutating func save() throws(Diagnostic) -> Stage.Shape {
    let name = try name(Message("expected a name for the segment"), .newName)
    return .save(name: name.name, nameSpan: name.span, description: acceptString())
  }

  /// `'file.ext' [columns a, b] [overwrite] [raw] [bom]`.
  mutating func export() throws(Diagnostic) -> Export {
    _ = accept(.to)
    let file = try path()
    var export = Export(path: file.path, pathSpan: file.span)
    while true {
      if accept(.columns) {
        export.columns += try columns()
      } else if accept(.overwrite) {
        export.overwrite = true
      } else if accept(.raw) {
        export.raw = true
      } else if accept(.bom) {
        export.bom = true
      } else {
        return export
      }
    }
  }

  /// A file's path between quotes.
  mutating func path() throws(Diagnostic) -> FileReference {
    seek(.file)
    if !lineEnds, let word = current.word {
      throw Diagnostic(
        "E127", Message("the name of a file stands between quotes"), at: current.span,
        label: Message("not between quotes"), hint: Message("write {0}", quotedPath(word)))
    }
    return try string(Message("expected a file between quotes"), .file)
  }

  /// What runs on without a space from here, quoted: `data/orders.csv`.
  private func quotedPath(_ word: String) -> String {
    var last = index
    while last + 1 < tokens.count - 1, tokens[last + 1].span.start == tokens[last].span.end,
      tokens[last + 1].kind != .symbol(.comma)
    {
      last += 1
    }
    let bytes = source.text.utf8.dropFirst(current.span.start)
      .prefix(tokens[last].span.end - current.span.start)
    return "'" + (String(bytes) ?? word) + "'"
  }
}
