import Synchronization

extension Codes {
  /// How many rows have each code below `size`; of the rows of `valid` alone, where it is given.
  func histogram(size: Int, where valid: Bitmap?, _ context: ExecutionContext) -> [Int] {
    let total = Mutex([Int](repeating: 0, count: size))
    Parallel.forEachRange(
      count: count, threads: context.threads, cancellation: context.cancellation
    ) { _, range in
      let part = histogram(range, size, valid)
      total.withLock { total in for code in 0..<size { total[code] += part[code] } }
    }
    return total.withLock { $0 }
  }

  private func histogram(_ range: Range<Int>, _ size: Int, _ valid: Bitmap?) -> [Int] {
    switch self {
    case .uint8(let buffer): Self.histogram(buffer, range, size, valid)
    case .uint16(let buffer): Self.histogram(buffer, range, size, valid)
    case .uint32(let buffer): Self.histogram(buffer, range, size, valid)
    }
  }

  /// - Parameter range: begins at a word of `valid`.
  @inline(__always)
  private static func histogram<T: FixedWidthInteger>(
    _ buffer: Buffer<T>, _ range: Range<Int>, _ size: Int, _ valid: Bitmap?
  ) -> [Int] {
    SideBySideCounts.with(size) { counts in
      @inline(__always)
      func count(_ rows: Range<Int>, _ bit: (Int) -> UInt32) {
        for row in rows { counts.add(bit(row), to: Int(buffer[row]), row: row) }
      }
      if let valid {
        for word in range.lowerBound >> 6..<(range.upperBound + 63) >> 6 {
          let rows = word << 6..<min(word << 6 + 64, range.upperBound)
          let bits = valid.words[word]
          if bits == .max {
            count(rows) { _ in 1 }
          } else if bits != 0 {
            count(rows) { UInt32(truncatingIfNeeded: bits >> UInt64($0 & 63)) & 1 }
          }
        }
      } else {
        count(range) { _ in 1 }
      }
      return (0..<size).map { counts[$0] }
    }
  }
}
