/// What statistics of customers' values come to.
///
/// Unchecked: each customer's values come to one thread, and columns are made when all have come.
final class StatisticResults: @unchecked Sendable {
  let isDouble: Bool
  /// Values are counted as codes below this number; nil: any values.
  let codes: Int?
  /// Lanes to a day, where the statistics are of the days between times.
  let gapUnit: Double?
  /// Behind a pointer: an array would be retained for every customer.
  let slots: UnsafeMutableBufferPointer<StatisticSlot>
  private let groups: Int

  /// - Parameters:
  ///   - aggregates: statistics of the same values.
  ///   - codes: a number above all values, where these are few and not negative.
  ///   - threads: by how many threads memory is filled.
  init(_ aggregates: [BoundAggregate], groups: Int, codes: Int?, threads: Int) {
    isDouble = aggregates.first?.argument?.type == .float
    self.groups = groups
    self.codes = aggregates.allSatisfy { CodeCounts.tells($0.kind) } ? codes : nil
    gapUnit = aggregates.first.flatMap { RunStatistic($0).gapUnit }
    var made: [StatisticSlot] = []
    for aggregate in aggregates where !made.contains(where: { $0.statistic.kind == aggregate.kind })
    {
      var slot = StatisticSlot(statistic: RunStatistic(aggregate))
      if slot.statistic.isExact(isDouble: isDouble) {
        slot.exact = BulkMemory.filled(groups, 0, threads: threads)
      } else {
        slot.floats = BulkMemory.filled(groups, 0, threads: threads)
        slot.known = BulkMemory.filled(groups, 0, threads: threads)
      }
      made.append(slot)
    }
    // Who reorders the values comes last: sums of them do not depend on the others.
    made.sort { !$0.statistic.kind.reorders && $1.statistic.kind.reorders }
    slots = .allocate(capacity: made.count)
    _ = slots.initialize(fromContentsOf: made)
  }

  deinit {
    for slot in slots {
      BulkMemory.release(slot.exact)
      BulkMemory.release(slot.floats)
      BulkMemory.release(slot.known)
    }
    slots.deallocate()
  }

  // MARK: Columns

  /// The numbers of an exact statistic, for once.
  func exact(_ kind: AggregateKind) -> Buffer<Int64>? {
    guard let place = slots.firstIndex(where: { $0.statistic.kind == kind }),
      let numbers = slots[place].exact
    else { return nil }
    slots[place].exact = nil
    return Buffer(adopting: numbers, count: groups)
  }

  /// The column of another one, for once.
  func floats(_ kind: AggregateKind) -> Column? {
    guard let place = slots.firstIndex(where: { $0.statistic.kind == kind }),
      let numbers = slots[place].floats, let known = slots[place].known
    else { return nil }
    slots[place].floats = nil
    let validity = Bitmap(count: groups) { words in
      guard let base = words.baseAddress else { return }
      Bitmap.pack(known, groups, at: 0, to: base)
    }
    return Column(
      .float, .doubles(Buffer(adopting: numbers, count: groups)),
      validity: validity.population == groups ? nil : validity, count: groups)
  }
}
