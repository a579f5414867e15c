/// The reading of one date, left to right.
struct DateScan {
  private var rest: UnsafeBufferPointer<UInt8>.SubSequence
  /// The date ended in `日`: the time may follow at once.
  private var endsInWord = false

  init(_ text: UnsafeBufferPointer<UInt8>) {
    rest = text[...]
    skipBlanks()
    while let last = rest.last, last.isBlank { rest = rest.dropLast() }
  }

  var isAtEnd: Bool { rest.isEmpty }

  private mutating func skipBlanks() {
    while let first = rest.first, first.isBlank { rest = rest.dropFirst() }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest = rest.dropFirst()
    return true
  }

  private mutating func take(_ word: StaticString) -> Bool {
    let isNext = word.withUTF8Buffer { rest.starts(with: $0) }
    if isNext { rest = rest.dropFirst(word.utf8CodeUnitCount) }
    return isNext
  }

  /// A number of `least` to `most` digits.
  private mutating func number(_ least: Int, _ most: Int) -> Int? {
    var value = 0
    var count = 0
    while count < most, let byte = rest.first, byte.isDigit {
      value = value * 10 + Int(byte - .zero)
      count += 1
      rest = rest.dropFirst()
    }
    return count >= least ? value : nil
  }

  mutating func day(_ order: DateText.Order) -> Int32? {
    switch order {
    case .compact:
      guard let year = number(4, 4), let month = number(2, 2), let day = number(2, 2),
        1900...2199 ~= year
      else { return nil }
      return DateText.day(year: year, month: month, day: day)
    case .ymd: return yearFirst()
    case .mdy, .dmy: return yearLast(monthFirst: order == .mdy)
    }
  }

  private mutating func yearFirst() -> Int32? {
    guard let year = number(4, 4) else { return nil }
    if take("年") {
      guard let month = number(1, 2), take("月"), let day = number(1, 2), take("日") || take("号")
      else { return nil }
      endsInWord = true
      return DateText.day(year: year, month: month, day: day)
    }
    guard let separator = separator(), let month = number(1, 2), take(separator),
      let day = number(1, 2)
    else { return nil }
    return DateText.day(year: year, month: month, day: day)
  }

  private mutating func yearLast(monthFirst: Bool) -> Int32? {
    guard let first = number(1, 2), let separator = separator(), let second = number(1, 2),
      take(separator)
    else { return nil }
    let before = rest.count
    guard var year = number(2, 4), before - rest.count != 3 else { return nil }
    if before - rest.count == 2 { year += year < 70 ? 2000 : 1900 }
    return monthFirst
      ? DateText.day(year: year, month: first, day: second)
      : DateText.day(year: year, month: second, day: first)
  }

  private mutating func separator() -> UInt8? {
    guard let byte = rest.first, byte == .slash || byte == .minus || byte == .point else {
      return nil
    }
    rest = rest.dropFirst()
    return byte
  }

  /// `T08:26`, ` 8:26:05.123`, ` 下午3:05`, ` 3:05 PM`: microseconds since midnight.
  mutating func time() -> Int64? {
    if !take(0x54), !take(0x74) {
      guard endsInWord || rest.first == .blank else { return nil }
      skipBlanks()
    }
    var isAfternoon = halfOfDay()
    skipBlanks()
    guard let hour = number(1, 2), take(.colon), let minute = number(2, 2) else { return nil }
    var second = 0
    var fraction = 0
    if take(.colon) {
      guard let written = number(2, 2) else { return nil }
      second = written
      if take(.point) || take(.comma) {
        guard let digits = fractionDigits() else { return nil }
        fraction = digits
      }
    }
    if isAfternoon == nil {
      let kept = rest
      skipBlanks()
      isAfternoon = meridiem()
      if isAfternoon == nil { rest = kept }
    }
    guard let hour = on24(hour, isAfternoon), minute < 60, second < 60 else { return nil }
    return Int64((hour * 60 + minute) * 60 + second) * 1_000_000 + Int64(fraction)
  }

  /// Microseconds; digits beyond the sixth are read and dropped.
  private mutating func fractionDigits() -> Int? {
    let before = rest.count
    guard let value = number(1, 6) else { return nil }
    let digits = before - rest.count
    while let byte = rest.first, byte.isDigit { rest = rest.dropFirst() }
    return (digits..<6).reduce(value) { scaled, _ in scaled * 10 }
  }

  private func on24(_ hour: Int, _ isAfternoon: Bool?) -> Int? {
    guard let isAfternoon else { return hour < 24 ? hour : nil }
    // `下午15:04` is written too.
    if isAfternoon, 13...23 ~= hour { return hour }
    guard 0...12 ~= hour else { return nil }
    return hour % 12 + (isAfternoon ? 12 : 0)
  }

  private mutating func halfOfDay() -> Bool? {
    if take("上午") || take("凌晨") || take("早上") { return false }
    if take("下午") || take("晚上") { return true }
    return nil
  }

  private mutating func meridiem() -> Bool? {
    if take("AM") || take("am") { return false }
    if take("PM") || take("pm") { return true }
    return nil
  }

  /// `Z`, `+08:00`, `+0800`, `-05`: microseconds east of UTC.
  mutating func offset() -> Int64? {
    skipBlanks()
    if take(0x5A) || take("UTC") { return 0 }
    guard let byte = rest.first, byte == 0x2B || byte == .minus else { return nil }
    rest = rest.dropFirst()
    guard let hours = number(2, 2), hours <= 15 else { return nil }
    _ = take(.colon)
    let minutes = number(2, 2) ?? 0
    guard minutes < 60 else { return nil }
    let offset = Int64(hours * 60 + minutes) * 60_000_000
    return byte == .minus ? -offset : offset
  }
}
