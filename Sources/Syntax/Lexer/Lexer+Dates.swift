extension Lexer {
  /// A date as read, before its validity is known.
  struct WrittenDate {
    var date: CivilDate
    var unit: DateUnit
    /// Of the day.
    var seconds: Int?
  }

  /// `@`: a version directly after a name, a date everywhere else.
  mutating func at() {
    let start = position
    if touchesPrevious(position), let last = output.tokens.last, last.mayHaveVersion {
      return version(from: start)
    }
    position += 1
    guard let first = readDate(from: start) else { return }
    guard peek() == ".", peek(1) == "." else { return emitDate(first, from: start) }
    position += 2
    if peek() == "@" { position += 1 }
    guard let second = readDate(from: start) else { return }
    emitRange(first, second, from: start)
  }

  private mutating func version(from start: Int) {
    position += 1
    let digitsStart = position
    while let scalar = peek(), WidthFolding.isWordPart(scalar) { position += 1 }
    let text = WidthFolding.fold(scalars[digitsStart..<position])
    if let number = Int(text), number > 0 { return emit(.version(number), from: start) }
    emit(.unreadable, from: start)
    report(
      "E108", Message("a version is a whole number from 1"), from: start,
      label: Message("not a version"))
  }

  private mutating func emitDate(_ written: WrittenDate, from start: Int) {
    if let seconds = written.seconds {
      return emit(.literal(.timestamp(written.date, seconds: seconds)), from: start)
    }
    emit(.literal(.date(written.date, written.unit)), from: start)
  }

  private mutating func emitRange(_ first: WrittenDate, _ second: WrittenDate, from start: Int) {
    guard first.seconds == nil, second.seconds == nil else {
      emit(.unreadable, from: start)
      return report(
        "E111", Message("a range runs between days, months or years"), from: start,
        label: Message("not whole days"))
    }
    guard first.date <= second.date.last(of: second.unit) else {
      emit(.unreadable, from: start)
      return report(
        "E112", Message("the range ends before it begins"), from: start,
        label: Message("empty range"))
    }
    emit(.literal(.dateRange(first.date, first.unit, second.date, second.unit)), from: start)
  }

  /// Reads a date at the position; on a fault emits an unreadable token from `start` and returns nil.
  private mutating func readDate(from start: Int) -> WrittenDate? {
    let dateStart = position
    guard let year = digits(exactly: 4) else { return malformed(from: start, dateStart) }
    let written = peek() == "年" ? chineseDate(year: year) : isoDate(year: year)
    guard let written else { return malformed(from: start, dateStart) }
    if let next = peek(), Self.spoilsDate(next, peek(1)) {
      return malformed(from: start, dateStart)
    }
    guard written.date.isValid, written.seconds.map({ $0 >= 0 }) ?? true else {
      emit(.unreadable, from: start)
      output.diagnostics.append(
        Diagnostic(
          "E110", Message("{0} is not in the calendar", text(from: dateStart)),
          at: span(from: dateStart), label: Self.fault(written)))
      return nil
    }
    return written
  }

  /// `2025`, `2025-08`, `2025-Q3`, `2025-08-23`, `2025-08-23T10:30[:00]`, the year already read.
  private mutating func isoDate(year: Int) -> WrittenDate? {
    var written = WrittenDate(date: CivilDate(year: year, month: 1, day: 1), unit: .year)
    if peek() == "-", let mark = peek(1), mark == "Q" || mark == "q" {
      position += 2
      guard let quarter = digits(exactly: 1), (1...4).contains(quarter) else { return nil }
      written.date.month = quarter * 3 - 2
      written.unit = .quarter
      return written
    }
    guard peek() == "-", let next = peek(1), WidthFolding.isDigit(next) else { return written }
    position += 1
    guard let month = digits(exactly: 2) else { return nil }
    written.date.month = month
    written.unit = .month
    guard peek() == "-", let next = peek(1), WidthFolding.isDigit(next) else { return written }
    position += 1
    guard let day = digits(exactly: 2) else { return nil }
    written.date.day = day
    written.unit = .day
    guard let mark = peek(), mark == "T" || mark == "t" else { return written }
    position += 1
    guard let seconds = timeOfDay() else { return nil }
    written.seconds = seconds
    return written
  }

  /// `HH:MM` or `HH:MM:SS` as seconds of the day; -1 when no such time exists, nil when malformed.
  private mutating func timeOfDay() -> Int? {
    guard let hour = digits(exactly: 2), peek() == ":" else { return nil }
    position += 1
    guard let minute = digits(exactly: 2) else { return nil }
    var second = 0
    if peek() == ":" {
      position += 1
      guard let read = digits(exactly: 2) else { return nil }
      second = read
    }
    guard hour < 24, minute < 60, second < 60 else { return -1 }
    return hour * 3600 + minute * 60 + second
  }

  /// `2025年`, `2025年8月`, `2025年8月23日`, the year already read.
  private mutating func chineseDate(year: Int) -> WrittenDate? {
    position += 1
    var written = WrittenDate(date: CivilDate(year: year, month: 1, day: 1), unit: .year)
    guard let month = chinesePart(closedBy: ["月"]) else { return written }
    written.date.month = month
    written.unit = .month
    guard let day = chinesePart(closedBy: ["日", "号"]) else { return written }
    written.date.day = day
    written.unit = .day
    return written
  }

  /// One or two digits and the character that names them; nil, nothing read, when they are not there.
  private mutating func chinesePart(closedBy closers: [Unicode.Scalar]) -> Int? {
    for length in [2, 1] {
      guard let closer = peek(length), closers.contains(closer) else { continue }
      guard let value = digits(exactly: length) else { continue }
      position += 1
      return value
    }
    return nil
  }

  /// Exactly `count` digits, and no further one; nil, nothing read, otherwise.
  private mutating func digits(exactly count: Int) -> Int? {
    var value = 0
    for index in 0..<count {
      guard let scalar = peek(index), WidthFolding.isDigit(scalar) else { return nil }
      value = value * 10 + Int(scalar.value - 48)
    }
    if let next = peek(count), WidthFolding.isDigit(next) { return nil }
    position += count
    return value
  }

  /// `@2025-08-23x`, `@2025/8/3`, `@2025.8`: no date, and not a date divided by eight either.
  private static func spoilsDate(_ next: Unicode.Scalar, _ second: Unicode.Scalar?) -> Bool {
    if WidthFolding.isWordPart(next) { return next.isASCII }
    return (next == "/" || next == ".") && second.map(WidthFolding.isDigit) ?? false
  }

  private func text(from start: Int) -> String { WidthFolding.fold(scalars[start..<position]) }

  private static func fault(_ written: WrittenDate) -> Message {
    if !(1...12).contains(written.date.month) { return Message("months run from 1 to 12") }
    if written.seconds == -1 { return Message("no such time of day") }
    if written.date.year < 1 { return Message("years run from 1 to 9999") }
    return Message("that month has {0} days", String(written.date.daysInMonth))
  }
}
