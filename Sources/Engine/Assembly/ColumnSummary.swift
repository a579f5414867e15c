/// What a load report says of a column, exact.
public enum ColumnSummary {
  /// The earliest and the latest date or timestamp, or the smallest and the largest number; nil
  /// when no row has one.
  public static func range(_ column: Column) -> (low: Value, high: Value)? {
    if case .constant(let value) = column.storage {
      return value == .null || column.count == 0 ? nil : (value, value)
    }
    guard let range = IdentifierShape.range(column, threads: 1) else { return nil }
    return (column.value(of: range.low), column.value(of: range.high))
  }

  /// The sum of a numeric column: exact for whole numbers and decimals, nil when it does not fit 64
  /// bits or the column is not numeric.
  public static func sum(_ column: Column) -> Value? {
    switch column.storage {
    case .integers(let integers): return sum(column, integers)
    case .doubles(let doubles):
      var total = 0.0
      for row in 0..<column.count where !column.isNull(row) { total += doubles[row] }
      return .float(total)
    case .constant(let value):
      let (total, overflow) = Lanes.lane(value).multipliedReportingOverflow(
        by: Int64(column.count))
      return overflow ? nil : number(total, column.type)
    case .bits, .codes, .text, .numbered: return nil
    }
  }

  private static func sum(_ column: Column, _ integers: Integers) -> Value? {
    var total: Int64 = 0
    var overflows = false
    let validity = column.validity
    Lanes.forEachBlock(integers, 0..<column.count) { start, lanes in
      for (index, lane) in lanes.enumerated() where validity?[start + index] ?? true {
        let (sum, overflow) = total.addingReportingOverflow(lane)
        total = sum
        overflows = overflows || overflow
      }
    }
    return overflows ? nil : number(total, column.type)
  }

  private static func number(_ lane: Int64, _ type: ColumnType) -> Value? {
    switch type {
    case .int: .int(lane)
    case .decimal(let scale): .decimal(lane, scale: scale)
    case .bool, .float, .date, .timestamp, .string, .category, .null: nil
    }
  }

  /// The latest day of a column of dates or timestamps that is not after `limit`; nil where there is none.
  public static func lastDay(_ column: Column, notAfter limit: Int32) -> Int32? {
    guard column.type == .date || column.type == .timestamp else { return nil }
    if let last = lastDay(column), last <= limit { return last }
    guard case .integers(let integers) = column.storage else { return nil }
    let unit = column.type == .date ? 1 : CivilCalendar.microsecondsPerDay
    let end = (Int64(limit) + 1) * unit
    var latest: Int64?
    let validity = column.validity
    Lanes.forEachBlock(integers, 0..<column.count) { start, lanes in
      for (index, lane) in lanes.enumerated()
      where lane < end && lane > latest ?? .min && (validity?[start + index] ?? true) {
        latest = lane
      }
    }
    return latest.map { column.type == .date ? Int32($0) : ValueText.day(ofMicroseconds: $0) }
  }

  /// The day (since 1970-01-01) of the latest date or timestamp.
  public static func lastDay(_ column: Column) -> Int32? {
    switch range(column)?.high {
    case .date(let day): day
    case .timestamp(let microseconds): ValueText.day(ofMicroseconds: microseconds)
    case .null, .bool, .int, .decimal, .float, .string, nil: nil
    }
  }
}

extension ColumnSummary {
  /// Distinct values among the first `sample` rows that have one, as a share of them: 1 for ids of
  /// which each occurs once, and for a column without values.
  ///
  /// 131,072 rows show a repeat with near certainty even of ten million customers.
  public static func distinctShare(_ column: Column, sample: Int = 1 << 17) -> Double {
    let count = min(column.count, sample)
    let rows = Buffer<UInt32>(count: count) { out in
      for row in 0..<count { out[row] = UInt32(row) }
    }
    let head = RowGather.gather(column, rows, threads: 1)
    let present = head.validity?.population ?? count
    if case .constant(.null) = head.storage { return 1 }
    guard present > 0 else { return 1 }
    var interner = NumberInterner(expecting: present)
    let keys = Lanes.keys(head)
    for row in 0..<keys.count where !head.isNull(row) {
      let key = keys[row]
      _ = interner.code(key)
    }
    return Double(interner.numbers.count) / Double(present)
  }
}

extension ColumnSummary {
  /// A value in plain text: ISO dates, digits without separators, nothing for null.
  public static func text(_ value: Value) -> String { ValueText.text(value) }
}
