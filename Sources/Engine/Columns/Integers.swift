import Synchronization

/// Whole numbers in the narrowest width that holds them all: counts, minor units of money, days,
/// microseconds. Kernels see `Int64` lanes; the width is only how they are kept.
public enum Integers: Sendable {
  case int8(Buffer<Int8>)
  case int16(Buffer<Int16>)
  case int32(Buffer<Int32>)
  case int64(Buffer<Int64>)

  public var count: Int {
    switch self {
    case .int8(let buffer): buffer.count
    case .int16(let buffer): buffer.count
    case .int32(let buffer): buffer.count
    case .int64(let buffer): buffer.count
    }
  }

  public subscript(row: Int) -> Int64 {
    switch self {
    case .int8(let buffer): Int64(buffer[row])
    case .int16(let buffer): Int64(buffer[row])
    case .int32(let buffer): Int64(buffer[row])
    case .int64(let buffer): buffer[row]
    }
  }

  /// Writes rows `start ..< start + count` to `out`.
  func widen(from start: Int, count: Int, to out: UnsafeMutablePointer<Int64>) {
    switch self {
    case .int8(let buffer): Self.widen(buffer, start, count, out)
    case .int16(let buffer): Self.widen(buffer, start, count, out)
    case .int32(let buffer): Self.widen(buffer, start, count, out)
    case .int64(let buffer):
      guard let base = buffer.values.baseAddress else { return }
      out.update(from: base + start, count: count)
    }
  }

  /// Writes the rows named by `rows` to `out`.
  func gather(_ rows: UnsafeBufferPointer<UInt32>, to out: UnsafeMutablePointer<Int64>) {
    switch self {
    case .int8(let buffer): Self.gather(buffer, rows, out)
    case .int16(let buffer): Self.gather(buffer, rows, out)
    case .int32(let buffer): Self.gather(buffer, rows, out)
    case .int64(let buffer): Self.gather(buffer, rows, out)
    }
  }

  @inline(__always)
  private static func widen<T: FixedWidthInteger>(
    _ buffer: Buffer<T>, _ start: Int, _ count: Int, _ out: UnsafeMutablePointer<Int64>
  ) {
    guard let base = buffer.values.baseAddress else { return }
    let source = base + start
    for lane in 0..<count { out[lane] = Int64(truncatingIfNeeded: source[lane]) }
  }

  @inline(__always)
  private static func gather<T: FixedWidthInteger>(
    _ buffer: Buffer<T>, _ rows: UnsafeBufferPointer<UInt32>, _ out: UnsafeMutablePointer<Int64>
  ) {
    guard let base = buffer.values.baseAddress else { return }
    for lane in 0..<rows.count { out[lane] = Int64(truncatingIfNeeded: base[Int(rows[lane])]) }
  }

  /// The narrowest form of `values`.
  public static func narrowest(_ values: UnsafeBufferPointer<Int64>) -> Integers {
    var low: Int64 = 0
    var high: Int64 = 0
    for value in values {
      low = min(low, value)
      high = max(high, value)
    }
    return switch width(low, high) {
    case 1: .int8(narrow(values))
    case 2: .int16(narrow(values))
    case 4: .int32(narrow(values))
    default: .int64(narrow(values))
    }
  }

  /// Bytes that hold all numbers between the two, and 0.
  private static func width(_ low: Int64, _ high: Int64) -> Int {
    if low >= Int64(Int8.min), high <= Int64(Int8.max) { return 1 }
    if low >= Int64(Int16.min), high <= Int64(Int16.max) { return 2 }
    return low >= Int64(Int32.min) && high <= Int64(Int32.max) ? 4 : 8
  }

  private static func narrow<T: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ values: UnsafeBufferPointer<Int64>
  ) -> Buffer<T> {
    Buffer(count: values.count) { out in
      for row in 0..<values.count { out[row] = T(truncatingIfNeeded: values[row]) }
    }
  }

  /// The narrowest form of the numbers that are valid; the others become any. By several threads.
  static func narrowed(_ values: Buffer<Int64>, validity: Bitmap?, threads: Int) -> Integers {
    let bounds = Mutex((low: Int64(0), high: Int64(0)))
    Parallel.forEachRange(count: values.count, threads: threads) { _, range in
      var (low, high) = (Int64(0), Int64(0))
      if let validity {
        for row in range where validity[row] {
          low = min(low, values[row])
          high = max(high, values[row])
        }
      } else {
        for row in range {
          low = min(low, values[row])
          high = max(high, values[row])
        }
      }
      bounds.withLock { $0 = (min($0.low, low), max($0.high, high)) }
    }
    let (low, high) = bounds.withLock { $0 }
    return switch width(low, high) {
    case 1: .int8(cut(values, threads))
    case 2: .int16(cut(values, threads))
    case 4: .int32(cut(values, threads))
    default: .int64(values)
    }
  }

  private static func cut<T: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ values: Buffer<Int64>, _ threads: Int
  ) -> Buffer<T> {
    Buffer(count: values.count) { out in
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEachRange(count: values.count, threads: threads) { _, range in
        for row in range { target.pointer[row] = T(truncatingIfNeeded: values[row]) }
      }
    }
  }
}
