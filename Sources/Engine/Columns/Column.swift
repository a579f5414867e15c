/// An immutable column: a meaning, a way of keeping it, and which rows have a value.
public struct Column: Sendable {
  public let type: ColumnType
  public let storage: Storage
  /// Bit set = the row has a value. nil when every row has one.
  public let validity: Bitmap?
  public let count: Int

  /// The closed family of ways to keep values. Rows that are null hold any value of the right kind
  /// (code 0, number 0).
  public enum Storage: Sendable {
    /// `bool`.
    case bits(Bitmap)
    /// `int`, `decimal` (unscaled), `date` (days), `timestamp` (µs, or seconds).
    case integers(Integers)
    /// `float`.
    case doubles(Buffer<Double>)
    /// `string`, `category`.
    case codes(Codes, StringDictionary)
    /// `string`.
    case text(TextArena)
    /// `string`.
    case numbered(NumberedText)
    /// Any type; every row the same.
    case constant(Value)
  }

  public init(_ type: ColumnType, _ storage: Storage, validity: Bitmap? = nil, count: Int) {
    self.type = type
    self.storage = storage
    self.validity = validity
    self.count = count
  }

  public static func constant(_ value: Value, type: ColumnType, count: Int) -> Column {
    Column(type, .constant(value), count: count)
  }

  public func isNull(_ row: Int) -> Bool {
    if case .constant(.null) = storage { return true }
    return validity.map { !$0[row] } ?? false
  }

  /// One cell, for display and tests; never called per row by a kernel.
  public func value(_ row: Int) -> Value {
    if isNull(row) { return .null }
    switch storage {
    case .bits(let bits): return .bool(bits[row])
    case .integers(let integers): return value(of: integers[row])
    case .doubles(let doubles): return .float(doubles[row])
    case .codes(let codes, let dictionary): return .string(dictionary.string(codes[row]))
    case .text(let arena): return .string(arena.string(row))
    case .numbered(let numbered): return .string(numbered.string(row))
    case .constant(let value): return value
    }
  }

  /// What an `Int64` lane of this column's type means.
  func value(of lane: Int64) -> Value {
    switch type {
    case .decimal(let scale): .decimal(lane, scale: scale)
    case .date: .date(Int32(truncatingIfNeeded: lane))
    case .timestamp: .timestamp(lane)
    case .bool: .bool(lane != 0)
    case .int, .float, .string, .category, .null: .int(lane)
    }
  }
}
