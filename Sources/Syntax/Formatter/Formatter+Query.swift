extension Formatter {
  /// On one line when it fits, otherwise one line for each stage.
  mutating func write(_ query: Query) {
    let parts = parts(query)
    let start = text.utf8.lastIndex(of: 10).map { text.utf8.index(after: $0) } ?? text.startIndex
    let line = parts.joined(separator: " ")
    let width = DisplayWidth.of(String(text[start...]) + line)
    let short = width <= Self.lineWidth && !line.utf8.contains(10)
    text += short ? line : parts.joined(separator: "\n")
  }

  /// The source and each stage, pipes included.
  private func parts(_ query: Query) -> [String] {
    var parts: [String] = []
    let leadingPipe = query.source.kind == .last && query.asOf == nil && !query.stages.isEmpty
    let implied = query.source.kind == .implied && query.asOf == nil && !query.stages.isEmpty
    if !leadingPipe, !implied { parts.append(head(query)) }
    for stage in query.stages {
      var formatter = Formatter(language: language)
      formatter.write(stage.shape)
      parts.append(parts.isEmpty && implied ? formatter.text : "| " + formatter.text)
    }
    return parts
  }

  private func head(_ query: Query) -> String {
    var formatter = Formatter(language: language)
    formatter.writeVerb(.from)
    formatter.text += " "
    formatter.write(query.source)
    if let asOf = query.asOf {
      formatter.writeSpaced(.asOf)
      formatter.write(asOf)
    }
    return formatter.text
  }

  mutating func write(_ source: QuerySource) {
    switch source.kind {
    case .implied: text += "customers"
    case .named(let name, let version):
      text += name == "_" ? Self.backticked(name) : Self.name(name)
      writeVersion(version)
    case .result(let number): text += "out[\(number)]"
    case .last: text += "_"
    }
  }

  mutating func writeVersion(_ version: Int?) {
    if let version { text += "@\(version)" }
  }

  mutating func write(_ reference: SegmentReference) {
    writeName(reference.name)
    writeVersion(reference.version)
  }

  /// `expr [as name]`.
  mutating func write(_ named: NamedExpression) {
    // `a = b` at the beginning would be read as a name and its value.
    if named.value.leftEdge.beginsEquality {
      writeBracketed(named.value)
    } else {
      write(named.value)
    }
    guard let name = named.name else { return }
    writeSpaced(.as)
    writeName(name)
  }

  /// `name = expr`, for lists in which `has …` may swallow a `where` that follows.
  mutating func writeAssignment(_ named: NamedExpression, minimum: Precedence = .lowest) {
    if let name = named.name { text += Self.name(name) + " = " }
    write(named.value, minimum: minimum)
  }

  mutating func writeColumns(_ columns: [ColumnReference]) {
    writeList(columns) { $0.writeName($1.name) }
  }
}
