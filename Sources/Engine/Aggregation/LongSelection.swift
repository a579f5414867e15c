/// Selection from a long run: a sample tells between which two values the wanted one lies, and only
/// what lies between them is looked at closely (after Floyd and Rivest, 1975).
enum LongSelection {
  /// Shorter runs are parted as they are.
  private static let least = 1 << 13
  private static let sampleSize = 1 << 10

  /// The values that sorting would put at places `low` and `low + 1`; nil for short runs, and where the
  /// sample was no help.
  static func neighbours<T: Comparable & BitwiseCopyable>(
    _ low: Int, of values: UnsafeMutableBufferPointer<T>
  ) -> (T, T)? {
    guard values.count >= least, low + 1 < values.count else { return nil }
    let (bottom, top) = bounds(low, values)
    // What is no number is in no order.
    guard bottom <= top else { return nil }
    let room = BulkMemory.allocate(T.self, values.count + 1)
    defer { BulkMemory.release(room) }
    var below = 0
    var end = room
    for value in values {
      // No branch: each value is written, and stays where it lies between.
      below &+= value < bottom ? 1 : 0
      end.initialize(to: value)
      end += value >= bottom && value <= top ? 1 : 0
    }
    let between = UnsafeMutableBufferPointer(start: room, count: end - room)
    // Many of few values: nothing is gained.
    guard below <= low, low + 1 < below + between.count, between.count < values.count / 2 else {
      return nil
    }
    let first = Selection.element(low - below, of: between)
    var second = between[low - below + 1]
    for index in low - below + 1..<between.count where between[index] < second {
      second = between[index]
    }
    return (first, second)
  }

  /// Values of a sample some places before and after the one at the same fraction of it: beyond them
  /// lies the wanted one in one of thousands of cases.
  private static func bounds<T: Comparable & BitwiseCopyable>(
    _ low: Int, _ values: UnsafeMutableBufferPointer<T>
  ) -> (T, T) {
    var sample = SamplePlaces.places(sampleSize, of: values.count).map { values[$0] }
    sample.sort()
    let middle = low * sampleSize / values.count
    // Four standard deviations of a binomial count, at most.
    let margin = 2 * 32
    return (sample[max(0, middle - margin)], sample[min(sampleSize - 1, middle + margin)])
  }
}
