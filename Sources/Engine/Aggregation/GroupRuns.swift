/// The values of each group, one group after the other, to be looked at (and reordered) group by
/// group by several threads.
///
/// Unchecked: each group is one thread's while statistics are worked out, which may reorder its values;
/// `starts` does not change.
final class GroupRuns<Value: BitwiseCopyable & Sendable>: @unchecked Sendable {
  private let values: UnsafeMutablePointer<Value>
  /// Where each group's values begin, and after the last one their number.
  private let starts: UnsafeMutablePointer<Int>
  private let groups: Int
  private let threads: Int

  /// - Parameter counts: the number of values of each group.
  init(
    _ kept: [Value], _ collected: Collected, _ counts: UnsafePointer<Int64>, _ groups: Int,
    _ threads: Int
  ) {
    self.groups = groups
    self.threads = groups < 1 << 12 ? 1 : threads
    starts = BulkMemory.allocate(Int.self, groups + 1)
    starts[0] = 0
    for group in 0..<groups { starts[group + 1] = starts[group] + Int(counts[group]) }
    values = BulkMemory.allocate(Value.self, kept.count)
    if collected.isInOrder {
      values.initialize(from: kept, count: kept.count)
    } else {
      place(kept, collected.groups)
    }
  }

  deinit {
    values.deallocate()
    starts.deallocate()
  }

  /// A counting sort: each value goes to the next free place of its group.
  private func place(_ kept: [Value], _ owners: [UInt32]) {
    let next = UnsafeMutablePointer<Int>.allocate(capacity: max(groups, 1))
    defer { next.deallocate() }
    next.initialize(from: starts, count: groups)
    for (value, group) in zip(kept, owners) {
      (values + next[Int(group)]).initialize(to: value)
      next[Int(group)] += 1
    }
  }

  private func run(_ group: Int) -> UnsafeMutableBufferPointer<Value> {
    UnsafeMutableBufferPointer(
      start: values + starts[group], count: starts[group + 1] - starts[group])
  }

  /// A number for each group; null where there are no values, and where `value` is nil.
  func floats(_ value: @Sendable (UnsafeMutableBufferPointer<Value>) -> Double?) -> Column {
    let known = BulkMemory.allocate(UInt8.self, groups)
    defer { known.deallocate() }
    let flags = SharedPointer(known)
    let numbers = filled { run, group in
      let result = run.isEmpty ? nil : value(run)
      flags.pointer[group] = result == nil ? 0 : 1
      return result ?? 0
    }
    let validity = Bitmap(count: groups) { words in
      guard let base = words.baseAddress else { return }
      Bitmap.pack(known, groups, at: 0, to: base)
    }
    return Column(
      .float, .doubles(numbers), validity: validity.population == groups ? nil : validity,
      count: groups)
  }

  /// How many of something each group has; 0 without values.
  func counts(_ count: @Sendable (UnsafeMutableBufferPointer<Value>) -> Int) -> Column {
    let numbers = filled { run, _ in Int64(run.isEmpty ? 0 : count(run)) }
    let narrow = withExtendedLifetime(numbers) { Integers.narrowest(numbers.values) }
    return Column(.int, .integers(narrow), count: groups)
  }

  /// A whole number for each group; 0 without values.
  func numbers(_ value: @Sendable (UnsafeMutableBufferPointer<Value>) -> Int64?) -> Buffer<Int64> {
    filled { run, _ in run.isEmpty ? 0 : value(run) ?? 0 }
  }

  private func filled<Result: BitwiseCopyable & Sendable>(
    _ value: @Sendable (UnsafeMutableBufferPointer<Value>, Int) -> Result
  ) -> Buffer<Result> {
    Buffer(count: groups) { out in
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEachRange(count: groups, threads: threads) { _, range in
        for group in range { target.pointer[group] = value(run(group), group) }
      }
    }
  }
}
