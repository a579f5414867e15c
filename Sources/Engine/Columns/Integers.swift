import CKernels
import Synchronization

/// Whole numbers in the narrowest width that holds them all (times in one of two): counts, minor units
/// of money, days, microseconds. Kernels see `Int64` lanes; the width is only how they are kept.
public enum Integers: Sendable {
  case int8(Buffer<Int8>)
  case int16(Buffer<Int16>)
  case int32(Buffer<Int32>)
  case int64(Buffer<Int64>)
  /// Microseconds that are whole seconds, as these: times of 1901 to 2038 in half the memory.
  case seconds(Buffer<Int32>)

  /// What a second of `seconds` stands for.
  static let second: Int64 = 1_000_000

  public var count: Int {
    switch self {
    case .int8(let buffer): buffer.count
    case .int16(let buffer): buffer.count
    case .int32(let buffer): buffer.count
    case .int64(let buffer): buffer.count
    case .seconds(let buffer): buffer.count
    }
  }

  public subscript(row: Int) -> Int64 {
    switch self {
    case .int8(let buffer): Int64(buffer[row])
    case .int16(let buffer): Int64(buffer[row])
    case .int32(let buffer): Int64(buffer[row])
    case .int64(let buffer): buffer[row]
    case .seconds(let buffer): Int64(buffer[row]) * Self.second
    }
  }

  /// Writes rows `start ..< start + count` to `out`.
  func widen(from start: Int, count: Int, to out: UnsafeMutablePointer<Int64>) {
    switch self {
    case .int8(let buffer): Self.widen(buffer, start, count, out, ckernels_widen_i8)
    case .int16(let buffer): Self.widen(buffer, start, count, out, ckernels_widen_i16)
    case .int32(let buffer): Self.widen(buffer, start, count, out, ckernels_widen_i32)
    case .int64(let buffer):
      guard let base = buffer.values.baseAddress else { return }
      out.update(from: base + start, count: count)
    case .seconds(let buffer):
      Self.widen(buffer, start, count, out, ckernels_widen_seconds, factor: Self.second)
    }
  }

  /// Writes the rows named by `rows` to `out`.
  func gather(_ rows: UnsafeBufferPointer<UInt32>, to out: UnsafeMutablePointer<Int64>) {
    switch self {
    case .int8(let buffer): Self.gather(buffer, rows, out)
    case .int16(let buffer): Self.gather(buffer, rows, out)
    case .int32(let buffer): Self.gather(buffer, rows, out)
    case .int64(let buffer): Self.gather(buffer, rows, out)
    case .seconds(let buffer): Self.gather(buffer, rows, out, factor: Self.second)
    }
  }

  /// Writes the rows set in `rows` to `out` and returns how many they are.
  func gather(_ rows: Bitmap, to out: UnsafeMutablePointer<Int64>) -> Int {
    switch self {
    case .int8(let buffer): Self.gather(buffer, rows, out)
    case .int16(let buffer): Self.gather(buffer, rows, out)
    case .int32(let buffer): Self.gather(buffer, rows, out)
    case .int64(let buffer): Self.gather(buffer, rows, out)
    case .seconds(let buffer): Self.gather(buffer, rows, out, factor: Self.second)
    }
  }

  @inline(__always)
  private static func gather<T: FixedWidthInteger>(
    _ buffer: Buffer<T>, _ rows: Bitmap, _ out: UnsafeMutablePointer<Int64>, factor: Int64 = 1
  ) -> Int {
    let values = buffer.values
    var filled = 0
    rows.forEachRow(0..<rows.words.count) { row in
      out[filled] = Int64(truncatingIfNeeded: values[row]) &* factor
      filled += 1
    }
    return filled
  }

  @inline(__always)
  private static func widen<T: FixedWidthInteger>(
    _ buffer: Buffer<T>, _ start: Int, _ count: Int, _ out: UnsafeMutablePointer<Int64>,
    _ kernel: (UnsafePointer<T>, Int, UnsafeMutablePointer<Int64>) -> Bool, factor: Int64 = 1
  ) {
    guard let base = buffer.values.baseAddress else { return }
    let source = base + start
    if kernel(source, count, out) { return }
    for lane in 0..<count { out[lane] = Int64(truncatingIfNeeded: source[lane]) &* factor }
  }

  @inline(__always)
  private static func gather<T: FixedWidthInteger>(
    _ buffer: Buffer<T>, _ rows: UnsafeBufferPointer<UInt32>, _ out: UnsafeMutablePointer<Int64>,
    factor: Int64 = 1
  ) {
    guard let base = buffer.values.baseAddress else { return }
    for lane in 0..<rows.count {
      out[lane] = Int64(truncatingIfNeeded: base[Int(rows[lane])]) &* factor
    }
  }

  /// The narrowest form of `values`.
  public static func narrowest(_ values: UnsafeBufferPointer<Int64>, threads: Int = 1) -> Integers {
    let threads = values.count < Parallel.morsel ? 1 : threads
    // Threads only read it.
    nonisolated(unsafe) let values = values
    let used = usedBits(values.count, threads) { Self.usedBits(values, $0) }
    return switch width(used) {
    case 1: .int8(cut(values, threads))
    case 2: .int16(cut(values, threads))
    case 4: .int32(cut(values, threads))
    default: .int64(cut(values, threads))
    }
  }

  /// The narrowest form of the numbers that are valid; the others become any. By several threads.
  static func narrowed(_ values: Buffer<Int64>, validity: Bitmap?, threads: Int) -> Integers {
    let used = usedBits(values.count, threads) { range in
      guard let validity else { return Self.usedBits(values.values, range) }
      var used: Int64 = 0
      for row in range where validity[row] { used |= values[row] ^ (values[row] >> 63) }
      return used
    }
    return withExtendedLifetime(values) {
      switch width(used) {
      case 1: .int8(cut(values.values, threads))
      case 2: .int16(cut(values.values, threads))
      case 4: .int32(cut(values.values, threads))
      default: .int64(values)
      }
    }
  }

  /// Every bit in which some number differs from its sign.
  private static func usedBits(
    _ count: Int, _ threads: Int, _ part: @Sendable (Range<Int>) -> Int64
  ) -> Int64 {
    let used = Mutex(Int64(0))
    Parallel.forEachRange(count: count, threads: threads) { _, range in
      let own = part(range)
      used.withLock { $0 |= own }
    }
    return used.withLock { $0 }
  }

  /// Neither a comparison nor a choice, which of 64 bits come one at a time.
  private static func usedBits(_ values: UnsafeBufferPointer<Int64>, _ range: Range<Int>) -> Int64 {
    var used: Int64 = 0
    for value in UnsafeBufferPointer(rebasing: values[range]) { used |= value ^ (value >> 63) }
    return used
  }

  /// Bytes that hold numbers of so many bits beside the sign.
  private static func width(_ used: Int64) -> Int {
    if used <= Int64(Int8.max) { return 1 }
    if used <= Int64(Int16.max) { return 2 }
    return used <= Int64(Int32.max) ? 4 : 8
  }

  private static func cut<T: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ values: UnsafeBufferPointer<Int64>, _ threads: Int
  ) -> Buffer<T> {
    Buffer(count: values.count) { out in
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      // Threads only read it.
      nonisolated(unsafe) let values = values
      Parallel.forEachRange(count: values.count, threads: threads) { _, range in
        for row in range { target.pointer[row] = T(truncatingIfNeeded: values[row]) }
      }
    }
  }
}
