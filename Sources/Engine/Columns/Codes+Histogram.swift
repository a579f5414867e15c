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

  /// Two rows side by side count in tables of their own: runs of one code would wait for each other.
  @inline(__always)
  private static func histogram<T: FixedWidthInteger>(
    _ buffer: Buffer<T>, _ range: Range<Int>, _ size: Int, _ valid: Bitmap?
  ) -> [Int] {
    var counts = [UInt32](repeating: 0, count: size * 2)
    counts.withUnsafeMutableBufferPointer { counts in
      for row in range {
        let bit =
          valid.map { UInt32(truncatingIfNeeded: $0.words[row >> 6] >> UInt64(row & 63)) & 1 } ?? 1
        counts[Int(buffer[row]) * 2 + (row & 1)] &+= bit
      }
    }
    return (0..<size).map { Int(counts[$0 * 2]) + Int(counts[$0 * 2 + 1]) }
  }
}
