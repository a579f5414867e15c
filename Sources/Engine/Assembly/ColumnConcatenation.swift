public import Syntax

/// Columns one after another: the files of one table, customers listed and customers derived.
public enum ColumnConcatenation {
  /// One part: a column, or nil for `count` rows without a value.
  public struct Part {
    public var column: Column?
    public var count: Int

    public init(_ column: Column?, count: Int) {
      self.column = column
      self.count = count
    }
  }

  /// A column of the type that holds all parts exactly: whole numbers widen to decimals, dates to
  /// timestamps, and anything else that differs becomes text. Throws E454 when decimals of
  /// different scale do not fit one.
  public static func concatenate(
    _ parts: [Part], name: String
  ) throws(Diagnostic) -> Column {
    let total = parts.reduce(0) { $0 + $1.count }
    let valued = parts.map { part in
      part.column.map { $0.type == .null ? Part(nil, count: part.count) : part } ?? part
    }
    if valued.count == 1, let only = valued[0].column { return only }
    let columns = valued.compactMap(\.column)
    guard let first = columns.first else {
      return .constant(.null, type: .null, count: total)
    }
    let type = columns.reduce(first.type) { join($0, $1.type) }
    let storage = try storage(valued, type: type, total: total, name: name)
    return Column(type, storage, validity: validity(valued, total), count: total)
  }

  static func join(_ a: ColumnType, _ b: ColumnType) -> ColumnType {
    if a == b { return a }
    switch (a, b) {
    case (.int, .decimal(let scale)), (.decimal(let scale), .int): return .decimal(scale: scale)
    case (.decimal(let left), .decimal(let right)): return .decimal(scale: max(left, right))
    case (.float, _) where b.isNumeric: return .float
    case (_, .float) where a.isNumeric: return .float
    case (.date, .timestamp), (.timestamp, .date): return .timestamp
    default: return .string
    }
  }

  private static func validity(_ parts: [Part], _ total: Int) -> Bitmap? {
    let complete = parts.allSatisfy { part in
      guard let column = part.column, column.validity == nil else { return false }
      if case .constant(.null) = column.storage { return false }
      return true
    }
    if complete { return nil }
    return bits(parts, total) { column, row in !column.isNull(row) }
  }

  private static func bits(
    _ parts: [Part], _ total: Int, _ bit: (Column, Int) -> Bool
  ) -> Bitmap {
    Bitmap(count: total) { words in
      words.initialize(repeating: 0)
      var start = 0
      for part in parts {
        if let column = part.column {
          for row in 0..<part.count where bit(column, row) {
            words[(start + row) >> 6] |= 1 << UInt64((start + row) & 63)
          }
        }
        start += part.count
      }
    }
  }

  private static func storage(
    _ parts: [Part], type: ColumnType, total: Int, name: String
  ) throws(Diagnostic) -> Column.Storage {
    switch type {
    case .bool:
      return .bits(bits(parts, total) { $0.value($1) == .bool(true) })
    case .int, .decimal, .date, .timestamp:
      return .integers(try integers(parts, type: type, total: total, name: name))
    case .float:
      return .doubles(doubles(parts, total))
    case .string, .category:
      return TextConcatenation.storage(parts, total)
    case .null:
      return .constant(.null)
    }
  }

  private static func integers(
    _ parts: [Part], type: ColumnType, total: Int, name: String
  ) throws(Diagnostic) -> Integers {
    var fits = true
    let lanes = Buffer<Int64>(count: total) { out in
      out.initialize(repeating: 0)
      var start = 0
      for part in parts {
        if let column = part.column {
          fits = fill(out, start, column, factor: factor(from: column.type, to: type)) && fits
        }
        start += part.count
      }
    }
    guard fits else {
      throw Diagnostic("E454", Message("the numbers of column '{0}' do not fit one scale", name))
    }
    return withExtendedLifetime(lanes) {
      type == .timestamp ? .times(lanes.values) : .narrowest(lanes.values)
    }
  }

  /// What a lane of `from` is multiplied by to mean the same in `to`.
  private static func factor(from: ColumnType, to: ColumnType) -> Int64 {
    switch (from, to) {
    case (.int, .decimal(let scale)): powerOfTen(scale)
    case (.decimal(let old), .decimal(let new)): powerOfTen(new - old)
    case (.date, .timestamp): CivilCalendar.microsecondsPerDay
    default: 1
    }
  }

  private static func powerOfTen(_ exponent: Int) -> Int64 {
    (0..<max(0, min(exponent, 18))).reduce(1) { power, _ in power * 10 }
  }

  private static func fill(
    _ out: UnsafeMutableBufferPointer<Int64>, _ start: Int, _ column: Column, factor: Int64
  ) -> Bool {
    guard let base = out.baseAddress else { return true }
    let lanes = base + start
    Lanes.widen(column, to: lanes)
    guard factor != 1 else { return true }
    var overflows = false
    for row in 0..<column.count {
      let (product, overflow) = lanes[row].multipliedReportingOverflow(by: factor)
      lanes[row] = product
      overflows = overflows || overflow
    }
    return !overflows
  }

  private static func doubles(_ parts: [Part], _ total: Int) -> Buffer<Double> {
    Buffer(count: total) { out in
      out.initialize(repeating: 0)
      var start = 0
      for part in parts {
        if let column = part.column {
          for row in 0..<part.count { out[start + row] = double(column.value(row)) }
        }
        start += part.count
      }
    }
  }

  private static func double(_ value: Value) -> Double {
    switch value {
    case .int(let number): return Double(number)
    case .float(let number): return number
    case .decimal(let unscaled, let scale): return Double(unscaled) / Double(powerOfTen(scale))
    case .null, .bool, .date, .timestamp, .string: return 0
    }
  }
}
