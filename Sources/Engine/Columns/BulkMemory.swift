#if canImport(Glibc)
  import Glibc
#endif

/// Memory for whole columns. Large blocks ask for huge pages: touching one page after another of a new
/// column costs more than filling it (measured: a seventh of classifying a million customers).
enum BulkMemory {
  private static let hugePage = 2 << 20

  /// Uninitialised room that `deallocate()` frees.
  static func allocate<T: BitwiseCopyable>(
    _ type: T.Type, _ capacity: Int
  ) -> UnsafeMutablePointer<T> {
    let size = max(capacity, 1) * MemoryLayout<T>.stride
    guard size >= 2 * hugePage, let block = aligned(size) else {
      return .allocate(capacity: max(capacity, 1))
    }
    return block.bindMemory(to: T.self, capacity: capacity)
  }

  /// Room with `value` in every place. Pages that are new cost more than writing them, so several
  /// threads touch them.
  static func filled<T: BitwiseCopyable & Sendable>(
    _ count: Int, _ value: T, threads: Int
  ) -> UnsafeMutablePointer<T> {
    let memory = allocate(T.self, count)
    let target = SharedPointer(memory)
    Parallel.forEachRange(count: count, threads: threads, morsel: 1 << 18) { _, range in
      (target.pointer + range.lowerBound).initialize(repeating: value, count: range.count)
    }
    return memory
  }

  private static func aligned(_ size: Int) -> UnsafeMutableRawPointer? {
    var block: UnsafeMutableRawPointer?
    guard posix_memalign(&block, hugePage, size) == 0, let block else { return nil }
    // Advice: where it is not taken, pages are small.
    _ = madvise(block, size, MADV_HUGEPAGE)
    return block
  }
}
