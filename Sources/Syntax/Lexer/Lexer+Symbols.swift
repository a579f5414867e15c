extension Lexer {
  /// One sign, the longest that fits, or an unreadable character.
  mutating func symbol(_ scalar: Unicode.Scalar) {
    let start = position
    if let second = peek(1), let pair = Self.pair(scalar, second) {
      position += 2
      return emit(.symbol(pair), from: start)
    }
    position += 1
    if let single = Self.singles[scalar] { return emit(.symbol(single), from: start) }
    // A run of rubbish is one fault, not one for each character.
    while let next = peek(), !startsSomething(next) { position += 1 }
    emit(.unreadable, from: start)
    report(
      "E101", Message("unexpected character {0}", Self.shown(scalars[start..<position])),
      from: start, label: Message("means nothing here"), hint: Self.advice(for: scalar))
  }

  private func startsSomething(_ scalar: Unicode.Scalar) -> Bool {
    Self.singles[scalar] != nil || WidthFolding.isSpace(scalar) || WidthFolding.isWordStart(scalar)
      || WidthFolding.isNewline(scalar) || WidthFolding.isDigit(scalar)
      || "#@`'\"".unicodeScalars.contains(scalar)
      || Self.closingQuotes(for: scalar, folded: scalar) != nil
  }

  /// At most a few characters, quoted, those that a terminal would obey by number.
  private static func shown(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars.prefix(8))
    return "'" + VisibleText.of(String(view)) + (scalars.count > 8 ? "…" : "") + "'"
  }

  private static func advice(for scalar: Unicode.Scalar) -> Message? {
    switch scalar {
    case "&": Message("write '{0}'", "and")
    case "!": Message("write '{0}'", "not")
    case "^": Message("write '{0}'", "power(x, y)")
    case "。": Message("write '{0}'", ";")
    case "{", "}": Message("write '{0}'", "( … )")
    default: nil
    }
  }

  private static func pair(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Symbol? {
    switch (first, second) {
    case ("|", ">"): .pipe
    case ("|", "|"): .concat
    case ("=", "="): .equal
    case ("!", "="), ("<", ">"): .notEqual
    case ("<", "="): .lessOrEqual
    case (">", "="): .greaterOrEqual
    case ("/", "/"): .doubleSlash
    default: nil
    }
  }

  private static let singles: [Unicode.Scalar: Symbol] = {
    var table: [Unicode.Scalar: Symbol] = ["≥": .greaterOrEqual, "≤": .lessOrEqual, "≠": .notEqual]
    for symbol in Symbol.allCases {
      let scalars = symbol.rawValue.unicodeScalars
      if scalars.count == 1, let scalar = scalars.first { table[scalar] = symbol }
    }
    return table
  }()
}
