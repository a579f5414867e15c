/// A Markdown table (GitHub's), numbers at the right.
///
/// Characters with a meaning in Markdown or HTML are escaped, line ends are `<br>`, so that the
/// rendered cell shows the value exactly. Null is an empty cell, as is the empty text.
public struct MarkdownEncoder: RowEncoder {
  public var output = OutputBytes()
  private let columns: [ExportColumn]

  public init(_ columns: [ExportColumn]) {
    self.columns = columns
  }

  public mutating func begin() {
    beginRow()
    for column in columns {
      var name = column.name
      name.withUTF8 { appendText($0) }
    }
    endRow()
    beginRow()
    for column in columns { output.append(text: column.isNumeric ? " ---: |" : " --- |") }
    endRow()
  }

  public mutating func beginRow() {
    output.append(UInt8(ascii: "|"))
  }

  public mutating func appendText(_ text: UnsafeBufferPointer<UInt8>) {
    output.append(UInt8(ascii: " "))
    for (position, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "|"), UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"),
        UInt8(ascii: "_"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "~"),
        UInt8(ascii: "$"):
        output.append(UInt8(ascii: "\\"))
        output.append(byte)
      case UInt8(ascii: "<"): output.append(text: "&lt;")
      case UInt8(ascii: "&"): output.append(text: "&amp;")
      case 0x0D: if position + 1 == text.count || text[position + 1] != 0x0A { appendBreak() }
      case 0x0A: appendBreak()
      default: output.append(byte)
      }
    }
    endCell()
  }

  private mutating func appendBreak() {
    output.append(text: "<br>")
  }

  public mutating func appendInteger(_ value: Int64) {
    output.append(UInt8(ascii: " "))
    output.append(integer: value)
    endCell()
  }

  public mutating func appendDecimal(_ unscaled: Int64, scale: Int) {
    output.append(UInt8(ascii: " "))
    output.append(decimal: unscaled, scale: scale)
    endCell()
  }

  public mutating func appendDouble(_ value: Double) {
    output.append(UInt8(ascii: " "))
    output.append(double: value)
    endCell()
  }

  public mutating func appendDate(_ day: Int) {
    output.append(UInt8(ascii: " "))
    output.append(day: day)
    endCell()
  }

  public mutating func appendTimestamp(_ microseconds: Int64) {
    output.append(UInt8(ascii: " "))
    output.append(timestamp: microseconds)
    endCell()
  }

  public mutating func appendBool(_ value: Bool) {
    output.append(text: value ? " true" : " false")
    endCell()
  }

  public mutating func appendNull() {
    endCell()
  }

  public mutating func endRow() {
    output.append(UInt8(ascii: "\n"))
  }

  public mutating func end() {}

  public func part(from row: Int) -> MarkdownEncoder { MarkdownEncoder(columns) }

  public mutating func take(_ part: MarkdownEncoder) {}

  private mutating func endCell() {
    output.append(text: " |")
  }
}
