/// Writes one CSV file into memory, field by field.
struct DemoTable {
  private(set) var bytes: [UInt8] = []
  private var writtenDay = Int.min
  private var writtenDate: [UInt8] = []

  private init() {}

  /// `rows` is only a guess at the size.
  init(columns: [String], rows: Int) {
    bytes.reserveCapacity(rows * columns.count * 9)
    for column in columns { word(column) }
    endRow()
  }

  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")

  /// A text that holds no comma, quote or line break.
  mutating func word(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    bytes.append(Self.comma)
  }

  /// Any text, quoted where it must be; no text of this dataset holds a quote.
  mutating func text(_ text: String) {
    guard text.utf8.contains(Self.comma) else { return word(text) }
    bytes.append(Self.quote)
    bytes.append(contentsOf: text.utf8)
    bytes.append(Self.quote)
    bytes.append(Self.comma)
  }

  mutating func empty() { bytes.append(Self.comma) }

  mutating func flag(_ value: Bool) { word(value ? "true" : "false") }

  /// A letter and a number of fixed width: `C00042`.
  mutating func id(_ letter: Unicode.Scalar, _ number: Int, width: Int) {
    bytes.append(UInt8(ascii: letter))
    digits(number, width: width)
    bytes.append(Self.comma)
  }

  mutating func int(_ value: Int) {
    signed(value)
    bytes.append(Self.comma)
  }

  /// Hundredths, written with two decimals: `-0.05`, `1234.50`.
  mutating func hundredths(_ value: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    signed(abs(value) / 100)
    bytes.append(UInt8(ascii: "."))
    digits(abs(value) % 100, width: 2)
    bytes.append(Self.comma)
  }

  /// A day counted from 1970-01-01, as `2026-06-30`.
  mutating func date(_ day: Int) {
    calendarDay(day)
    bytes.append(Self.comma)
  }

  /// Seconds from 1970-01-01 in the shop's own time, as `2026-06-30 21:04:59`.
  mutating func time(_ second: Int) {
    calendarDay(second / 86_400)
    let rest = second % 86_400
    bytes.append(UInt8(ascii: " "))
    digits(rest / 3_600, width: 2)
    bytes.append(UInt8(ascii: ":"))
    digits(rest / 60 % 60, width: 2)
    bytes.append(UInt8(ascii: ":"))
    digits(rest % 60, width: 2)
    bytes.append(Self.comma)
  }

  mutating func endRow() { bytes[bytes.count - 1] = UInt8(ascii: "\n") }

  /// Rows come in order of time, so the day is mostly that of the row before.
  private mutating func calendarDay(_ day: Int) {
    if day != writtenDay {
      var text = DemoTable()
      let date = DemoCalendar.civil(day)
      text.digits(date.year, width: 4)
      text.bytes.append(UInt8(ascii: "-"))
      text.digits(date.month, width: 2)
      text.bytes.append(UInt8(ascii: "-"))
      text.digits(date.day, width: 2)
      writtenDay = day
      writtenDate = text.bytes
    }
    bytes.append(contentsOf: writtenDate)
  }

  private mutating func signed(_ value: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var width = 1
    var rest = abs(value) / 10
    while rest > 0 {
      width += 1
      rest /= 10
    }
    digits(abs(value), width: width)
  }

  /// From the last digit to the first: dividing by a constant ten is cheap.
  private mutating func digits(_ value: Int, width: Int) {
    let zero = UInt8(ascii: "0")
    for _ in 0..<width { bytes.append(zero) }
    var rest = value
    for position in stride(from: bytes.count - 1, through: bytes.count - width, by: -1) {
      bytes[position] = zero &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }
}
