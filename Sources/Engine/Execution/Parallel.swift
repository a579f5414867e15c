import Dispatch
import Synchronization

/// Work over rows in morsels, taken by a few threads from one counter.
public enum Parallel {
  /// Rows handed to a thread at a time: many chunks, so that taking one costs nothing.
  public static let morsel = 1 << 16

  /// Calls `body(thread, range)` for consecutive ranges that cover `0 ..< count`.
  ///
  /// - Parameters:
  ///   - alignment: ranges begin at multiples of this (64 keeps bitmap words with one thread).
  ///   - body: must look at `cancellation` itself inside long ranges.
  public static func forEachRange(
    count: Int, threads: Int, morsel: Int = morsel, cancellation: Cancellation? = nil,
    _ body: @Sendable (_ thread: Int, _ range: Range<Int>) -> Void
  ) {
    let morsels = (count + morsel - 1) / morsel
    let workers = min(threads, morsels)
    let next = Atomic<Int>(0)
    @Sendable func work(_ thread: Int) {
      while cancellation?.isCancelled != true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < morsels else { return }
        body(thread, index * morsel..<min(count, (index + 1) * morsel))
      }
    }
    if workers <= 1 {
      work(0)
    } else {
      DispatchQueue.concurrentPerform(iterations: workers) { work($0) }
    }
  }

  /// Calls `body` once for each of `count` independent tasks.
  public static func forEach(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
    forEachRange(count: count, threads: threads, morsel: 1) { _, range in
      for task in range { body(task) }
    }
  }
}
