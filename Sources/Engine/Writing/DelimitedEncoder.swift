/// CSV and TSV: RFC 4180 quoting, `\n` line ends, UTF-8.
///
/// Null is an empty cell and the empty text is `""`, so that reading back tells them apart; a table
/// of one column writes null as `""` too, because readers skip an empty line. Text that a
/// spreadsheet would run is guarded, see `FormulaGuard`, unless `raw`; numbers, dates and Booleans
/// are never changed.
public struct DelimitedEncoder: RowEncoder {
  public var output = OutputBytes()
  /// How many texts, names of columns included, got an apostrophe in front.
  public private(set) var guardedCount = 0

  private let columns: [ExportColumn]
  private let delimiter: UInt8
  private let isRaw: Bool
  private var isFirst = true

  public init(_ columns: [ExportColumn], delimiter: UInt8 = UInt8(ascii: ","), raw: Bool = false) {
    self.columns = columns
    self.delimiter = delimiter
    isRaw = raw
  }

  public mutating func begin() {
    beginRow()
    for column in columns {
      var name = column.name
      name.withUTF8 { appendText($0) }
    }
    endRow()
  }

  public mutating func beginRow() {
    isFirst = true
  }

  public mutating func appendText(_ text: UnsafeBufferPointer<UInt8>) {
    separate()
    let isGuarded = !isRaw && FormulaGuard.needsGuard(text)
    if isGuarded { guardedCount += 1 }
    guard isGuarded || needsQuotes(text) else {
      output.append(contentsOf: text)
      return
    }
    output.append(UInt8(ascii: "\""))
    if isGuarded { output.append(UInt8(ascii: "'")) }
    appendQuoted(text)
    output.append(UInt8(ascii: "\""))
  }

  public func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    !needsQuotes(text) && (isRaw || !FormulaGuard.needsGuard(text))
  }

  public mutating func appendPlain(_ text: UnsafeBufferPointer<UInt8>) {
    separate()
    output.append(contentsOf: text)
  }

  public mutating func appendInteger(_ value: Int64) {
    separate()
    output.append(integer: value)
  }

  public mutating func appendDecimal(_ unscaled: Int64, scale: Int) {
    separate()
    output.append(decimal: unscaled, scale: scale)
  }

  public mutating func appendDouble(_ value: Double) {
    separate()
    output.append(double: value)
  }

  public mutating func appendDate(_ day: Int) {
    separate()
    output.append(day: day)
  }

  public mutating func appendTimestamp(_ microseconds: Int64) {
    separate()
    output.append(timestamp: microseconds)
  }

  public mutating func appendBool(_ value: Bool) {
    separate()
    output.append(text: value ? "true" : "false")
  }

  public mutating func appendNull() {
    separate()
    if columns.count == 1 { output.append(text: "\"\"") }
  }

  public mutating func endRow() {
    output.append(UInt8(ascii: "\n"))
  }

  public mutating func end() {}

  public func part(from row: Int) -> DelimitedEncoder {
    DelimitedEncoder(columns, delimiter: delimiter, raw: isRaw)
  }

  public mutating func take(_ part: DelimitedEncoder) {
    guardedCount += part.guardedCount
  }

  private mutating func separate() {
    if !isFirst { output.append(delimiter) }
    isFirst = false
  }

  /// Spaces at the ends and a byte order mark are quoted because readers drop them otherwise.
  private func needsQuotes(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first, let last = text.last else { return true }
    if first <= 0x20 || last <= 0x20 || first == 0xEF { return true }
    var at = 0
    while at + 8 <= text.count {
      if mayNeedQuotes(
        UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: at, as: UInt64.self))
      {
        break
      }
      at += 8
    }
    for byte in text[at...]
    where byte == delimiter || byte == UInt8(ascii: "\"") || byte == 10 || byte == 13 {
      return true
    }
    return false
  }

  /// Whether one of eight bytes may be the delimiter, a quote or a control character; some others are
  /// taken for one. Source: S. E. Anderson, Bit Twiddling Hacks, "haszero" and "hasless".
  @inline(__always)
  private func mayNeedQuotes(_ bytes: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = bytes ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let delimiters = bytes ^ (ones &* UInt64(delimiter))
    let found =
      ((bytes &- ones &* 0x20) & ~bytes) | ((quotes &- ones) & ~quotes)
      | ((delimiters &- ones) & ~delimiters)
    return found & (ones << 7) != 0
  }

  private mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>) {
    for byte in text {
      if byte == UInt8(ascii: "\"") { output.append(byte) }
      output.append(byte)
    }
  }
}
