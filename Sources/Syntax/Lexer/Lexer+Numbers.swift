extension Lexer {
  /// The digits of a number, separators removed.
  private struct Digits {
    var whole = ""
    var fraction = ""
    var exponent: String?

    /// unscaled / 10^scale; nil when it does not fit.
    var exact: (unscaled: Int64, scale: Int)? {
      guard exponent == nil, let unscaled = Int64(whole + fraction) else { return nil }
      return (unscaled, fraction.count)
    }

    /// Nothing but digits, with zeros in front.
    var isSpelling: Bool {
      fraction.isEmpty && exponent == nil && whole.count > 1 && whole.hasPrefix("0")
        && Int64(whole) != nil
    }

    var double: Double? {
      Double(
        (whole.isEmpty ? "0" : whole) + "." + (fraction.isEmpty ? "0" : fraction)
          + (exponent.map { "e" + $0 } ?? ""))
    }
  }

  /// `12`, `1_000.50`, `.5`, `1e6`, with what stands directly after it: `%`, a magnitude, a unit.
  mutating func number() {
    let start = position
    var digits = Digits()
    digits.whole = readDigits()
    if peek() == ".", let next = peek(1), WidthFolding.isDigit(next) {
      position += 1
      digits.fraction = readDigits()
    }
    digits.exponent = readExponent()
    if percentFollows() {
      position += 1
      return emitPercent(digits, from: start)
    }
    suffix(digits, from: start)
  }

  private mutating func readDigits() -> String {
    var text = ""
    while let scalar = peek() {
      if WidthFolding.isDigit(scalar) {
        text.unicodeScalars.append(scalar)
      } else if scalar == "_", !text.isEmpty, let next = peek(1), WidthFolding.isDigit(next) {
        // A separator between digits.
      } else {
        break
      }
      position += 1
    }
    return text
  }

  private mutating func readExponent() -> String? {
    guard let mark = peek(), mark == "e" || mark == "E", let next = peek(1) else { return nil }
    let signed = next == "+" || next == "-"
    guard let digit = signed ? peek(2) : next, WidthFolding.isDigit(digit) else { return nil }
    position += signed ? 2 : 1
    return (next == "-" ? "-" : "") + readDigits()
  }

  /// `20%` is a share, `10%3` a remainder: the sign belongs to the number unless an operand follows.
  private func percentFollows() -> Bool {
    guard peek() == "%" else { return false }
    guard let next = peek(1) else { return true }
    let operand =
      WidthFolding.isWordPart(next) || "(.@:`'\"".unicodeScalars.contains(next)
      || Self.closingQuotes(for: next, folded: next) != nil
    return !operand
  }

  private mutating func emitPercent(_ digits: Digits, from start: Int) {
    guard let exact = digits.exact, exact.scale <= 16 else { return tooLarge(from: start) }
    emit(.literal(.percent(unscaled: exact.unscaled, scale: exact.scale + 2)), from: start)
  }

  private mutating func suffix(_ digits: Digits, from start: Int) {
    let wordStart = position
    var length = 0
    while let scalar = peek(length), WidthFolding.isWordPart(scalar), !WidthFolding.isDigit(scalar)
    {
      length += 1
    }
    guard length > 0 else {
      if let one = acceptUnitApart() { return duration(digits, of: one, from: start) }
      return emitNumber(digits, magnitude: 0, from: start)
    }
    let word = WidthFolding.fold(scalars[wordStart..<wordStart + length])
    var unit = NumberUnit.spelt(word)
    if unit == nil, let leading = NumberUnit.leading(word) {
      unit = leading.unit
      length = leading.length
    } else if unit == nil, let first = word.unicodeScalars.first, !first.isASCII {
      // `前10按消费`: the word is no unit but the next token.
      return emitNumber(digits, magnitude: 0, from: start)
    }
    guard let unit else { return unknownUnit(word, from: start) }
    position += length
    switch unit {
    case .magnitude(let power): emitNumber(digits, magnitude: power, from: start)
    case .duration(let one): duration(digits, of: one, from: start)
    }
  }

  /// `90 天`: takes the unit that follows after blanks on this line.
  private mutating func acceptUnitApart() -> Duration? {
    var ahead = 0
    while position + ahead < scalars.count, !WidthFolding.isNewline(scalars[position + ahead]),
      WidthFolding.isSpace(scalars[position + ahead])
    {
      ahead += 1
    }
    guard ahead > 0 else { return nil }
    let start = position + ahead
    var end = start
    while end < scalars.count, WidthFolding.isWordPart(WidthFolding.fold(scalars[end])) {
      end += 1
    }
    guard let one = NumberUnit.standingApart(WidthFolding.fold(scalars[start..<end])) else {
      return nil
    }
    position = end
    return one
  }

  private mutating func emitNumber(_ digits: Digits, magnitude: Int, from start: Int) {
    if let literal = Self.literal(digits, magnitude: magnitude) {
      return emit(.literal(literal), from: start)
    }
    tooLarge(from: start)
  }

  /// Exact while it fits; a double in exponent form or beyond Int64; nil when not finite.
  private static func literal(_ digits: Digits, magnitude: Int) -> Literal? {
    if magnitude == 0, digits.isSpelling { return .digits(digits.whole) }
    if var (unscaled, scale) = digits.exact, scale <= 18 {
      var rest = magnitude
      while rest > 0, scale > 0 {
        scale -= 1
        rest -= 1
      }
      var fits = true
      while rest > 0, fits {
        let (product, overflow) = unscaled.multipliedReportingOverflow(by: 10)
        fits = !overflow
        unscaled = product
        rest -= 1
      }
      if fits { return .number(unscaled: unscaled, scale: scale) }
    }
    guard var value = digits.double else { return nil }
    for _ in 0..<magnitude { value *= 10 }
    return value.isFinite ? .float(value) : nil
  }

  /// `90d`, and parts that follow directly: `1y6mo`, `2h30min`.
  private mutating func duration(_ digits: Digits, of one: Duration, from start: Int) {
    guard digits.exponent == nil, digits.fraction.isEmpty else {
      emit(.unreadable, from: start)
      return report(
        "E107", Message("a duration takes a whole number"), from: start,
        label: Message("not a whole number"))
    }
    guard let count = Int(digits.whole), var total = one.times(count) else {
      return tooLarge(from: start)
    }
    while let scalar = peek(), WidthFolding.isDigit(scalar) {
      let part = readDigits()
      var word = ""
      while let scalar = peek(), WidthFolding.isWordPart(scalar), !WidthFolding.isDigit(scalar) {
        word.unicodeScalars.append(scalar)
        position += 1
      }
      guard case .duration(let unit)? = NumberUnit.spelt(word) else {
        position -= word.unicodeScalars.count
        return unknownUnit(word, from: start)
      }
      guard let count = Int(part), let more = unit.times(count), let sum = total.plus(more) else {
        return tooLarge(from: start)
      }
      total = sum
    }
    emit(.literal(.duration(total)), from: start)
  }

  private mutating func tooLarge(from start: Int) {
    emit(.unreadable, from: start)
    report("E105", Message("a number beyond what can be counted"), from: start)
  }

  private mutating func unknownUnit(_ word: String, from start: Int) {
    while let scalar = peek(), WidthFolding.isWordPart(scalar) { position += 1 }
    emit(.unreadable, from: start)
    var hint = Message("a name that begins with a digit stands between backticks")
    if let unit = Suggestion.best(for: word, among: NumberUnit.names) {
      hint = Message("did you mean '{0}'?", unit)
    }
    report(
      "E106", Message("'{0}' is not a unit", word), from: start,
      label: Message("not a number with a unit"), hint: hint)
  }
}
