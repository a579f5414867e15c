/// Turns rows of cells into the bytes of one export format.
///
/// Called in this order: `begin`, then for each row `beginRow`, one `append…` for each column,
/// `endRow`, and at last `end`. The caller takes the bytes out of `output` whenever it likes and
/// empties it. Used through generics, so that a cell costs no dynamic dispatch.
///
/// Every format writes exact values: integers and decimals with all their digits, floating-point
/// numbers so that they read back the same, dates and timestamps in ISO form.
public protocol RowEncoder: Sendable {
  var output: OutputBytes { get set }

  /// Writes what stands before the rows, such as a header.
  mutating func begin()
  mutating func beginRow()
  /// UTF-8 bytes.
  mutating func appendText(_ text: UnsafeBufferPointer<UInt8>)
  /// Whether `appendPlain` does for a text, and for all that differ from it in the number of digits at the
  /// end: nothing in it has to be written in another way. Asked once where texts come again and again.
  func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool
  mutating func appendPlain(_ text: UnsafeBufferPointer<UInt8>)
  mutating func appendInteger(_ value: Int64)
  /// The value is `unscaled / 10^scale`; `scale` is 0…18.
  mutating func appendDecimal(_ unscaled: Int64, scale: Int)
  mutating func appendDouble(_ value: Double)
  /// Days since 1970-01-01.
  mutating func appendDate(_ day: Int)
  /// Microseconds since 1970-01-01T00:00 in the dataset's own time zone.
  mutating func appendTimestamp(_ microseconds: Int64)
  mutating func appendBool(_ value: Bool)
  mutating func appendNull()
  mutating func endRow()
  /// Writes what stands after the rows.
  mutating func end()

  /// An encoder without output for rows from number `row` (from 0) on, while others encode those
  /// before it.
  func part(from row: Int) -> Self
  /// Goes on after the rows of `part`, whose output the caller has taken.
  mutating func take(_ part: Self)
}

extension RowEncoder {
  public func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool { false }
  public mutating func appendPlain(_ text: UnsafeBufferPointer<UInt8>) { appendText(text) }
}

/// A column's name and how its values stand in a layout that cares.
public struct ExportColumn: Sendable, Hashable {
  public var name: String
  /// Numbers stand at the right in Markdown tables.
  public var isNumeric: Bool

  public init(_ name: String, isNumeric: Bool = false) {
    self.name = name
    self.isNumeric = isNumeric
  }
}
