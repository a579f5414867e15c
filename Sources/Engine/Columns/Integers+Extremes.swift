import Synchronization

extension Integers {
  /// The least and the greatest number; 0 and 0 of none. Found once and kept with the numbers.
  func extremes(_ context: ExecutionContext) -> (low: Int64, high: Int64) {
    switch self {
    case .int8(let buffer): Self.extremes(buffer, context)
    case .int16(let buffer): Self.extremes(buffer, context)
    case .int32(let buffer): Self.extremes(buffer, context)
    case .int64(let buffer): Self.extremes(buffer, context)
    case .seconds(let buffer): Self.microseconds(Self.extremes(buffer, context))
    }
  }

  private static func microseconds(
    _ seconds: (low: Int64, high: Int64)
  ) -> (low: Int64, high: Int64) {
    (seconds.low * second, seconds.high * second)
  }

  private static func extremes<T: FixedWidthInteger>(
    _ buffer: Buffer<T>, _ context: ExecutionContext
  ) -> (low: Int64, high: Int64) {
    guard buffer.count > 0 else { return (0, 0) }
    if let known = buffer.extremes.withLock({ $0 }) { return (Int64(known.low), Int64(known.high)) }
    let found = Mutex((low: buffer[0], high: buffer[0]))
    // To the end even when interrupted: what is kept is true.
    Parallel.forEachRange(count: buffer.count, threads: context.threads) { _, range in
      let values = UnsafeBufferPointer(rebasing: buffer.values[range])
      var (low, high) = (values[0], values[0])
      for value in values {
        low = min(low, value)
        high = max(high, value)
      }
      found.withLock { $0 = (min($0.low, low), max($0.high, high)) }
    }
    let (low, high) = found.withLock { $0 }
    buffer.extremes.withLock { $0 = (low, high) }
    return (Int64(low), Int64(high))
  }
}
