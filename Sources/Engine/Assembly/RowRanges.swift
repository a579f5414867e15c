import Dispatch

/// Splits rows among threads.
enum RowRanges {
  /// Calls `work` for at most `threads` ranges that cover `0 ..< count`. Ranges start at multiples of
  /// 64, so that no two of them write to one word of a bitmap.
  static func perform(_ count: Int, threads: Int, _ work: (Range<Int>) -> Void) {
    guard threads > 1, count >= 1 << 16 else { return work(0..<count) }
    let stride = ((count + threads - 1) / threads + 63) & ~63
    // Ranges do not overlap, and this returns only after the last of them is done.
    nonisolated(unsafe) let shared = work
    DispatchQueue.concurrentPerform(iterations: (count + stride - 1) / stride) { part in
      shared(part * stride..<min(count, (part + 1) * stride))
    }
  }

  /// The same, with a result for each range, in the order of the ranges.
  static func map<T: Sendable>(
    _ count: Int, threads: Int, _ work: (Range<Int>) -> T
  ) -> [T] {
    guard threads > 1, count >= 1 << 16 else { return [work(0..<count)] }
    let stride = ((count + threads - 1) / threads + 63) & ~63
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
}
