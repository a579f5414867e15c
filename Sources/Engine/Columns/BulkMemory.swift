import CKernels
import Glibc
import Synchronization

/// Memory for whole columns. Large blocks ask for huge pages: touching one page after another of a new
/// column costs more than filling it (measured: a seventh of classifying a million customers).
enum BulkMemory {
  private static let hugePage = 2 << 20

  /// Uninitialised room that `release` or `deallocate()` frees.
  static func allocate<T: BitwiseCopyable>(
    _ type: T.Type, _ capacity: Int
  ) -> UnsafeMutablePointer<T> {
    let size = max(capacity, 1) * MemoryLayout<T>.stride
    let block = kept.withLock { $0.take(size) } ?? (size >= 2 * hugePage ? aligned(size) : nil)
    return block?.bindMemory(to: T.self, capacity: capacity)
      ?? .allocate(capacity: max(capacity, 1))
  }

  /// Frees room, or keeps it for the next column: its pages are there already.
  static func release(_ memory: UnsafeMutableRawPointer?) {
    guard let memory else { return }
    let size = ckernels_room(memory)
    if size < KeptBlocks.least { return free(memory) }
    kept.withLock { $0.keep(memory, size) }
  }

  /// Frees what is kept, before much is asked for in another way.
  static func giveBack() { kept.withLock { $0.freeAll() } }

  private static let kept = Mutex(KeptBlocks())

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

/// Blocks that nobody uses at the moment. They are given back before more is asked for, so that they never
/// add to the most memory that was used at one time.
private struct KeptBlocks: ~Copyable {
  /// Smaller ones are the allocator's own business.
  static let least = 1 << 18
  /// What lies about unused, at most.
  private static let most = 128 << 20

  private struct Block {
    /// The address, as a number since pointers do not cross threads.
    let address: UInt
    let size: Int
  }

  /// The oldest first.
  private var blocks: [Block] = []
  private var total = 0

  /// A block for `size` bytes that is not much larger; where there is none, as much is freed.
  mutating func take(_ size: Int) -> UnsafeMutableRawPointer? {
    guard size >= Self.least, total > 0 else { return nil }
    var best: Int?
    for (place, block) in blocks.enumerated()
    where block.size >= size && block.size - size <= size / 2 {
      if best.map({ block.size < blocks[$0].size }) ?? true { best = place }
    }
    if let best { return remove(best) }
    free(size)
    return nil
  }

  mutating func keep(_ memory: UnsafeMutableRawPointer, _ size: Int) {
    guard size <= Self.most else { return Glibc.free(memory) }
    blocks.append(Block(address: UInt(bitPattern: memory), size: size))
    total += size
    free(total - Self.most)
  }

  mutating func freeAll() { free(total) }

  /// Gives back at least so many bytes, if there are as many.
  private mutating func free(_ size: Int) {
    var freed = 0
    while freed < size, let oldest = blocks.first {
      freed += oldest.size
      Glibc.free(remove(0))
    }
  }

  private mutating func remove(_ place: Int) -> UnsafeMutableRawPointer? {
    let block = blocks.remove(at: place)
    total -= block.size
    return UnsafeMutableRawPointer(bitPattern: block.address)
  }
}
