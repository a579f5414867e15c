extension Lexer {
  /// Takes what was meant as a date into one unreadable token and says how dates are written.
  mutating func malformed(from start: Int, _ dateStart: Int) -> WrittenDate? {
    position = dateStart
    while let scalar = peek(), Self.mayBelongToDate(scalar) {
      if scalar == ".", peek(1) == "." { break }
      position += 1
    }
    emit(.unreadable, from: start)
    let parts = WidthFolding.fold(scalars[dateStart..<position])
    report(
      "E109", Message("'@{0}' is not a date", parts), from: start,
      label: Message("dates are written @2025-08-23, @2025-08 or @2025"),
      hint: Self.meant(parts).map { Message("did you mean '{0}'?", "@" + $0) })
    return nil
  }

  private static func mayBelongToDate(_ scalar: Unicode.Scalar) -> Bool {
    WidthFolding.isWordPart(scalar) || "-/.:".unicodeScalars.contains(scalar)
  }

  /// The strict form of a date written with slashes, dots, one-digit parts or no separators.
  static func meant(_ text: String) -> String? {
    var parts = text.split(whereSeparator: { "-/.年月日号".contains($0) }).map(String.init)
    if parts.count == 1, text.count == 8 {
      let digits = Array(text)
      parts = [String(digits[0..<4]), String(digits[4..<6]), String(digits[6..<8])]
    }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, (2...3).contains(parts.count), parts[0].count == 4 else {
      return nil
    }
    let date = CivilDate(
      year: numbers[0], month: numbers[1], day: parts.count == 3 ? numbers[2] : 1)
    guard date.isValid else { return nil }
    return CivilDateText.of(date, parts.count == 3 ? .day : .month)
  }
}

extension Parser {
  /// `2025年3月5日`, `2025/3/5`, `20250305` as the language writes that day or month.
  public static func dateMeant(by text: String) -> String? {
    Lexer.meant(WidthFolding.fold(text.unicodeScalars)).map { "@" + $0 }
  }
}

extension Token {
  /// `@` directly after it opens a version: it is a name and no keyword.
  var mayHaveVersion: Bool {
    switch kind {
    case .quotedWord: true
    case .word: !(keyword?.isReserved ?? false) && keyword != .of
    case .literal, .version, .symbol, .unreadable, .end: false
    }
  }
}
