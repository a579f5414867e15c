/// What the loops of an assembly look at every few thousand rows, so that Ctrl-C ends them at once.
///
/// Work that was stopped leaves columns half done: whoever set `cancellation` throws what it has
/// away, which `Loader` does between any two steps.
public enum AssemblyStop {
  @TaskLocal public static var cancellation: Cancellation?

  public static var isStopped: Bool { cancellation?.isCancelled == true }

  /// Rows between two looks.
  static let stride = 1 << 14

  /// Calls `work` for pieces of `range` until the cancellation is set.
  @inline(__always)
  static func pieces(
    _ range: Range<Int>, _ cancellation: Cancellation?, _ work: (Range<Int>) -> Void
  ) {
    guard let cancellation else { return work(range) }
    var start = range.lowerBound
    while start < range.upperBound, !cancellation.isCancelled {
      let end = min(range.upperBound, start + stride)
      work(start..<end)
      start = end
    }
  }
}
