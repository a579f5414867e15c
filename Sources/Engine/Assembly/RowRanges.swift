import Dispatch

/// Splits rows among threads, each one range: for work that keeps its place from row to row.
/// (`Parallel` deals out morsels instead.)
enum RowRanges {
  /// Below this many rows one thread is quicker.
  static let minimum = 1 << 16

  /// Calls `work` for at most `threads` ranges that cover `0 ..< count`. Ranges start at multiples of
  /// 64 (unless `minimum` is small), so that no two of them write to one word of a bitmap.
  static func perform(
    _ count: Int, threads: Int, minimum: Int = minimum, _ work: (Range<Int>) -> Void
  ) {
    let stride = stride(count, threads, minimum)
    if stride >= count { return work(0..<count) }
    // Ranges do not overlap, and this returns only after the last of them is done.
    nonisolated(unsafe) let shared = work
    DispatchQueue.concurrentPerform(iterations: (count + stride - 1) / stride) { part in
      shared(part * stride..<min(count, (part + 1) * stride))
    }
  }

  /// The same in pieces of each range, until `AssemblyStop.cancellation` is set: for work that keeps
  /// no place.
  static func performPieces(
    _ count: Int, threads: Int, minimum: Int = minimum, _ work: (Range<Int>) -> Void
  ) {
    let cancellation = AssemblyStop.cancellation
    perform(count, threads: threads, minimum: minimum) { range in
      AssemblyStop.pieces(range, cancellation, work)
    }
  }

  /// The same as `perform`, with a result for each range, in the order of the ranges.
  static func map<T: Sendable>(
    _ count: Int, threads: Int, _ work: (Range<Int>) -> T
  ) -> [T] {
    let stride = stride(count, threads, minimum)
    if stride >= count { return [work(0..<count)] }
    let parts = (count + stride - 1) / stride
    return [T](unsafeUninitializedCapacity: parts) { out, filled in
      // The address is shared by all threads, but each writes only its own element.
      nonisolated(unsafe) let base = out.baseAddress
      nonisolated(unsafe) let shared = work
      DispatchQueue.concurrentPerform(iterations: parts) { part in
        let result = shared(part * stride..<min(count, (part + 1) * stride))
        base?.advanced(by: part).initialize(to: result)
      }
      filled = parts
    }
  }

  /// The number of the range that starts at `start`.
  static func part(_ start: Int, of count: Int, threads: Int) -> Int {
    start / max(1, stride(count, threads, minimum))
  }

  private static func stride(_ count: Int, _ threads: Int, _ minimum: Int) -> Int {
    guard threads > 1, count >= minimum else { return count }
    let even = (count + threads - 1) / threads
    return count >= Self.minimum ? (even + 63) & ~63 : even
  }
}
