internal import Syntax

/// A `format_date` pattern taken apart, of the specifiers of C's `strftime` those that make sense here.
struct DatePattern {
  private enum Piece {
    case literal([UInt8])
    /// A specifier, and whether numbers keep their leading zeros.
    case field(UInt8, padded: Bool)
  }

  private var pieces: [Piece] = []

  /// Unknown specifiers stand for themselves.
  init(_ pattern: some Collection<UInt8>) {
    var literal: [UInt8] = []
    var rest = pattern[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%"), let first = rest.first else {
        literal.append(byte)
        continue
      }
      let isBare = first == UInt8(ascii: "-")
      let letter = isBare ? rest.dropFirst().first : first
      guard let letter, Self.known.contains(letter) else {
        literal.append(byte)
        continue
      }
      rest = rest.dropFirst(isBare ? 2 : 1)
      if letter == UInt8(ascii: "%") {
        literal.append(letter)
      } else {
        pieces.append(.literal(literal))
        literal = []
        pieces.append(.field(letter, padded: !isBare))
      }
    }
    pieces.append(.literal(literal))
  }

  private static let known = Array("YymdHMSjVGuaAbBFT%".utf8)
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  static let kernel: Kernel = { arguments, count, memory in
    let times = arguments[0].ints
    let patterns = memory.texts(of: arguments[1], count: count)
    var pattern = DatePattern(count > 0 ? patterns[0].bytes : TextView.empty.bytes)
    var run = TextRun(count)
    for lane in 0..<count {
      if !arguments[1].isConstant { pattern = DatePattern(patterns[lane].bytes) }
      pattern.write(times[lane], to: &run)
      run.end()
    }
    return Vector(.texts(run.lanes(memory)))
  }

  func write(_ time: Int64, to run: inout TextRun) {
    let day = CivilCalendar.day(of: time)
    let date = CivilCalendar.date(Int(day))
    let timeOfDay = time - day * CivilCalendar.microsecondsPerDay
    for piece in pieces {
      switch piece {
      case .literal(let bytes): run.append(bytes)
      case .field(let letter, let padded):
        writeDate(letter, date, Int(day), padded, &run)
        writeTime(letter, Int(timeOfDay / 1_000_000), padded, &run)
      }
    }
  }

  private func writeDate(
    _ letter: UInt8, _ date: CivilDate, _ day: Int, _ padded: Bool, _ run: inout TextRun
  ) {
    switch letter {
    case UInt8(ascii: "Y"): run.append(date.year, width: padded ? 4 : 1)
    case UInt8(ascii: "y"): run.append(((date.year % 100) + 100) % 100, width: padded ? 2 : 1)
    case UInt8(ascii: "m"): run.append(date.month, width: padded ? 2 : 1)
    case UInt8(ascii: "d"): run.append(date.day, width: padded ? 2 : 1)
    case UInt8(ascii: "j"): run.append(CivilCalendar.dayOfYear(day), width: padded ? 3 : 1)
    case UInt8(ascii: "V"): run.append(CivilCalendar.week(day).week, width: padded ? 2 : 1)
    case UInt8(ascii: "G"): run.append(CivilCalendar.week(day).year, width: padded ? 4 : 1)
    case UInt8(ascii: "u"): run.append(CivilCalendar.weekday(day), width: 1)
    case UInt8(ascii: "a"):
      run.append(Self.weekdays[CivilCalendar.weekday(day) - 1].utf8.prefix(3))
    case UInt8(ascii: "A"): run.append(Self.weekdays[CivilCalendar.weekday(day) - 1].utf8)
    case UInt8(ascii: "b"): run.append(Self.months[date.month - 1].utf8.prefix(3))
    case UInt8(ascii: "B"): run.append(Self.months[date.month - 1].utf8)
    case UInt8(ascii: "F"): run.append(date: Int64(day))
    default: break
    }
  }

  private func writeTime(_ letter: UInt8, _ seconds: Int, _ padded: Bool, _ run: inout TextRun) {
    switch letter {
    case UInt8(ascii: "H"): run.append(seconds / 3600, width: padded ? 2 : 1)
    case UInt8(ascii: "M"): run.append(seconds / 60 % 60, width: padded ? 2 : 1)
    case UInt8(ascii: "S"): run.append(seconds % 60, width: padded ? 2 : 1)
    case UInt8(ascii: "T"): run.append(time: Int64(seconds) * 1_000_000)
    default: break
    }
  }
}
