/// A counting sort of values by group: each thread's part of them goes to the places behind those of
/// the parts before it, all parts side by side.
///
/// Unchecked: a part, and a range of groups, is one thread's at a time; each value has a place of its own.
final class GroupPlacing<Value: BitwiseCopyable>: @unchecked Sendable {
  private let values: [KeptValues<Value>]
  private let owners: [KeptValues<UInt32>]
  private let starts: UnsafePointer<Int>
  private let groups: Int
  private let target: UnsafeMutablePointer<Value>
  private let context: ExecutionContext
  /// For each part, the next free place of each group; before these are known, its number of values.
  private let next: UnsafeMutablePointer<Int>

  /// - Parameters:
  ///   - values: what each thread kept.
  ///   - owners: the groups of these values.
  ///   - starts: where each group's values begin in `target`.
  init(
    _ values: [KeptValues<Value>], _ owners: [KeptValues<UInt32>], _ starts: UnsafePointer<Int>,
    _ groups: Int, to target: UnsafeMutablePointer<Value>, _ context: ExecutionContext
  ) {
    self.values = values
    self.owners = owners
    self.starts = starts
    self.groups = groups
    self.target = target
    self.context = context
    next = BulkMemory.filled(groups * values.count, 0, threads: context.threads)
  }

  deinit { BulkMemory.release(next) }

  /// Interrupted, some values are at no place.
  func place() {
    let threads = context.threads
    if values.count > 1 { Parallel.forEach(values.count, threads: threads) { count($0) } }
    Parallel.forEachRange(count: groups, threads: threads) { _, range in findPlaces(range) }
    Parallel.forEach(values.count, threads: threads) { place(part: $0) }
  }

  private func count(_ part: Int) {
    let (next, owners) = (next + part * groups, owners[part])
    for place in 0..<owners.count { next[Int(owners.values[place])] += 1 }
  }

  private func findPlaces(_ range: Range<Int>) {
    for group in range {
      var place = starts[group]
      for part in values.indices {
        let count = next[part * groups + group]
        next[part * groups + group] = place
        place += count
      }
    }
  }

  private func place(part: Int) {
    let (next, values, owners) = (next + part * groups, values[part], owners[part])
    for start in stride(from: 0, to: values.count, by: Parallel.morsel)
    where !context.cancellation.isCancelled {
      for place in start..<min(start + Parallel.morsel, values.count) {
        let group = Int(owners.values[place])
        (target + next[group]).initialize(to: values.values[place])
        next[group] += 1
      }
    }
  }
}
