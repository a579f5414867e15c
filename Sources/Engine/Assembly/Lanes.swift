/// Columns of whole numbers as `Int64` lanes, whatever they are kept in.
enum Lanes {
  /// Writes all rows; 0 where the storage holds no whole number.
  static func widen(_ column: Column, to out: UnsafeMutablePointer<Int64>) {
    switch column.storage {
    case .integers(let integers): integers.widen(from: 0, count: column.count, to: out)
    case .numbered(let numbered): numbered.numbers.widen(from: 0, count: column.count, to: out)
    case .bits(let bits):
      for row in 0..<column.count { out[row] = bits[row] ? 1 : 0 }
    case .constant(let value):
      out.update(repeating: lane(value), count: column.count)
    case .doubles, .codes, .text:
      out.update(repeating: 0, count: column.count)
    }
  }

  static func lane(_ value: Value) -> Int64 {
    switch value {
    case .bool(let bit): bit ? 1 : 0
    case .int(let number), .decimal(let number, _), .timestamp(let number): number
    case .date(let day): Int64(day)
    case .null, .float, .string: 0
    }
  }

  /// Calls `body` with each block of at most 4,096 lanes of rows `range`, in order.
  @inline(__always)
  static func forEachBlock(
    _ integers: Integers, _ range: Range<Int>, _ body: (Int, UnsafeBufferPointer<Int64>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Int64.self, capacity: 4096) { scratch in
      guard let base = scratch.baseAddress else { return }
      var start = range.lowerBound
      while start < range.upperBound {
        let count = min(4096, range.upperBound - start)
        integers.widen(from: start, count: count, to: base)
        body(start, UnsafeBufferPointer(start: base, count: count))
        start += count
      }
    }
  }

  /// One number a row, equal exactly for equal values, ordered as the values are for whole numbers and
  /// numbered ids. A null row gets a number of its own, below all others and in row order.
  static func keys(_ column: Column) -> Buffer<Int64> {
    Buffer(count: column.count) { out in
      guard let base = out.baseAddress else { return }
      switch column.storage {
      case .integers, .numbered, .bits, .constant: widen(column, to: base)
      case .doubles(let doubles): internDoubles(doubles, to: base)
      case .codes(let codes, _):
        for row in 0..<column.count { base[row] = Int64(codes[row]) }
      case .text(let arena):
        let interner = TextInterner(expecting: column.count)
        for row in 0..<column.count { base[row] = Int64(interner.code(arena[row])) }
      }
      guard column.validity != nil else { return }
      for row in 0..<column.count where column.isNull(row) { base[row] = Int64.min + Int64(row) }
    }
  }

  private static func internDoubles(_ doubles: Buffer<Double>, to out: UnsafeMutablePointer<Int64>)
  {
    var interner = NumberInterner(expecting: doubles.count)
    for (row, number) in doubles.values.enumerated() {
      out[row] = Int64(interner.code(Int64(bitPattern: (number + 0).bitPattern)))
    }
  }
}
