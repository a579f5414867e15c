/// The values of each group, one group after the other, to be looked at (and reordered) group by
/// group by several threads.
///
/// Unchecked: each group is one thread's while statistics are worked out, which may reorder its values;
/// `starts` does not change.
final class GroupRuns<Value: BitwiseCopyable & Sendable>: @unchecked Sendable {
  private let values: KeptValues<Value>
  /// Where each group's values begin, and after the last one their number.
  private let starts: UnsafeMutablePointer<Int>
  private let groups: Int
  private let context: ExecutionContext

  /// - Parameters:
  ///   - kept: what each thread kept.
  ///   - owners: the groups of these values.
  ///   - counts: the number of values of each group.
  init(
    _ kept: [KeptValues<Value>], _ owners: [KeptValues<UInt32>], _ counts: UnsafePointer<Int64>,
    _ groups: Int, _ context: ExecutionContext
  ) {
    self.groups = groups
    self.context = context
    starts = BulkMemory.allocate(Int.self, groups + 1)
    starts[0] = 0
    for group in 0..<groups { starts[group + 1] = starts[group] + Int(counts[group]) }
    values = KeptValues(capacity: starts[groups])
    GroupPlacing(kept, owners, starts, groups, to: values.values, context).place()
  }

  deinit { BulkMemory.release(starts) }

  func run(_ group: Int) -> UnsafeMutableBufferPointer<Value> {
    UnsafeMutableBufferPointer(
      start: values.values + starts[group], count: starts[group + 1] - starts[group])
  }

  /// A number for each group; null where there are no values, and where `value` is nil.
  func floats(_ value: @Sendable (UnsafeMutableBufferPointer<Value>, Int) -> Double?) -> Column {
    let known = BulkMemory.allocate(UInt8.self, groups)
    defer { BulkMemory.release(known) }
    let flags = SharedPointer(known)
    let numbers = filled { run, group in
      let result = run.isEmpty ? nil : value(run, group)
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

  /// A whole number for each group; 0 without values.
  func numbers(_ value: @Sendable (UnsafeMutableBufferPointer<Value>) -> Int64) -> Buffer<Int64> {
    filled { run, _ in run.isEmpty ? 0 : value(run) }
  }

  private func filled<Result: BitwiseCopyable & Sendable>(
    _ value: @Sendable (UnsafeMutableBufferPointer<Value>, Int) -> Result
  ) -> Buffer<Result> {
    Buffer(count: groups) { out in
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      // Few groups of many values, or many of few: about as many ranges as keep threads busy.
      let morsel = max(1, min(Parallel.morsel, groups / (context.threads * 8)))
      let workers = starts[groups] < 1 << 14 ? 1 : context.threads
      Parallel.forEachRange(
        count: groups, threads: workers, morsel: morsel, cancellation: context.cancellation
      ) { _, range in
        for group in range { target.pointer[group] = value(run(group), group) }
      }
    }
  }
}
