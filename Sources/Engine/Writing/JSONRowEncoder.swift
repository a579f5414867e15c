/// One JSON object a row: JSON Lines, or one array of all rows.
///
/// Numbers are written with all their digits, also beyond 2^53, where a reader that keeps doubles
/// rounds them; infinities and NaN, which JSON has no words for, are null. Dates and timestamps are
/// strings in ISO form. Source: RFC 8259.
public struct JSONRowEncoder: RowEncoder {
  public var output = OutputBytes()

  /// `"name":` for each column, escaped once.
  private let keys: [OutputBytes]
  private let isArray: Bool
  private var column = 0
  private var rowCount = 0

  public init(_ columns: [ExportColumn], asArray: Bool) {
    keys = columns.map { column in
      var key = OutputBytes()
      var name = column.name
      name.withUTF8 { Self.append(string: $0, to: &key) }
      key.append(UInt8(ascii: ":"))
      return key
    }
    isArray = asArray
  }

  public mutating func begin() {
    if isArray { output.append(UInt8(ascii: "[")) }
  }

  public mutating func beginRow() {
    if isArray { output.append(text: rowCount == 0 ? "\n" : ",\n") }
    output.append(UInt8(ascii: "{"))
    column = 0
    rowCount += 1
  }

  public mutating func appendText(_ text: UnsafeBufferPointer<UInt8>) {
    appendKey()
    Self.append(string: text, to: &output)
  }

  public func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.allSatisfy { byte in
      byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
  }

  public mutating func appendPlain(_ text: UnsafeBufferPointer<UInt8>) {
    appendKey()
    output.append(UInt8(ascii: "\""))
    output.append(contentsOf: text)
    output.append(UInt8(ascii: "\""))
  }

  public mutating func appendInteger(_ value: Int64) {
    appendKey()
    output.append(integer: value)
  }

  public mutating func appendDecimal(_ unscaled: Int64, scale: Int) {
    appendKey()
    output.append(decimal: unscaled, scale: scale)
  }

  public mutating func appendDouble(_ value: Double) {
    guard value.isFinite else { return appendNull() }
    appendKey()
    output.append(double: value)
  }

  public mutating func appendDate(_ day: Int) {
    appendKey()
    output.append(UInt8(ascii: "\""))
    output.append(day: day)
    output.append(UInt8(ascii: "\""))
  }

  public mutating func appendTimestamp(_ microseconds: Int64) {
    appendKey()
    output.append(UInt8(ascii: "\""))
    output.append(timestamp: microseconds)
    output.append(UInt8(ascii: "\""))
  }

  public mutating func appendBool(_ value: Bool) {
    appendKey()
    output.append(text: value ? "true" : "false")
  }

  public mutating func appendNull() {
    appendKey()
    output.append(text: "null")
  }

  public mutating func endRow() {
    output.append(UInt8(ascii: "}"))
    if !isArray { output.append(UInt8(ascii: "\n")) }
  }

  public mutating func end() {
    if isArray { output.append(text: rowCount == 0 ? "]\n" : "\n]\n") }
  }

  public func part(from row: Int) -> JSONRowEncoder {
    var part = self
    part.output = OutputBytes()
    part.rowCount = row
    return part
  }

  public mutating func take(_ part: JSONRowEncoder) {
    rowCount = part.rowCount
  }

  private mutating func appendKey() {
    if column > 0 { output.append(UInt8(ascii: ",")) }
    output.append(keys[column])
    column += 1
  }

  static func append(string text: UnsafeBufferPointer<UInt8>, to output: inout OutputBytes) {
    output.append(UInt8(ascii: "\""))
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""): output.append(text: "\\\"")
      case UInt8(ascii: "\\"): output.append(text: "\\\\")
      case 0x0A: output.append(text: "\\n")
      case 0x0D: output.append(text: "\\r")
      case 0x09: output.append(text: "\\t")
      case 0..<0x20, 0x7F: append(escaped: byte, to: &output)
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  /// `\u00XX`.
  private static func append(escaped byte: UInt8, to output: inout OutputBytes) {
    let hex: StaticString = "0123456789abcdef"
    output.append(text: "\\u00")
    output.append(hex.utf8Start[Int(byte >> 4)])
    output.append(hex.utf8Start[Int(byte & 15)])
  }
}
