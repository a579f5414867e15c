import Synchronization

/// The first of an order without sorting all.
enum FirstOfOrder {
  /// Up to so many, the best so far are kept at hand.
  private static let few = 1 << 10

  /// No key of the `count` smallest ones is above it, and not many others are.
  static func bound(of count: Int, _ keys: Buffer<UInt64>, _ context: ExecutionContext) -> UInt64 {
    withExtendedLifetime(keys) {
      count <= few ? BoundedHeap.bound(of: count, keys.values) : histogram(of: count, keys, context)
    }
  }

  /// By the upper bits of how far keys are from the least.
  private static func histogram(
    of count: Int, _ keys: Buffer<UInt64>, _ context: ExecutionContext
  ) -> UInt64 {
    let all = KeyExtremes(count: keys.count, context) { keys.values[$0] }
    let shift = UInt64(max(0, 52 - all.span.leadingZeroBitCount))
    let found = Mutex([Int](repeating: 0, count: 1 << 12))
    Parallel.forEachRange(
      count: keys.count, threads: context.threads, cancellation: context.cancellation
    ) { _, range in
      var own = [Int](repeating: 0, count: 1 << 12)
      for index in range {
        own[Int(truncatingIfNeeded: (keys.values[index] &- all.least) >> shift) & 0xfff] += 1
      }
      found.withLock { for (place, count) in own.enumerated() { $0[place] += count } }
    }
    var before = 0
    for (place, size) in found.withLock({ $0 }).enumerated() {
      before += size
      guard before < count else {
        let last = (UInt64(place) << shift) | (1 << shift - 1)
        return last > all.span ? all.greatest : all.least + last
      }
    }
    return .max
  }
}

private enum BoundedHeap {
  /// The greatest of the `count` smallest keys.
  static func bound(of count: Int, _ keys: UnsafeBufferPointer<UInt64>) -> UInt64 {
    guard count > 0 else { return 0 }
    // A max-heap of the best so far: its root is the first to go.
    var heap = keys.prefix(count).sorted(by: >)
    for key in keys.dropFirst(count) where key < heap[0] {
      heap[0] = key
      siftDown(&heap)
    }
    return heap.first ?? .max
  }

  private static func siftDown(_ heap: inout [UInt64]) {
    var root = 0
    while true {
      var child = root * 2 + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, heap[child] < heap[child + 1] { child += 1 }
      guard heap[root] < heap[child] else { return }
      heap.swapAt(root, child)
      root = child
    }
  }
}
