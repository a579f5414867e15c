/// The values of one customer after the other, for statistics that need all of them: as soon as the
/// next customer comes these are worked out, while the values are in the cache, and nothing is kept.
///
/// One thread's; its customers are no other's.
final class CustomerRuns {
  let results: StatisticResults
  let ints: KeptValues<Int64>?
  let doubles: KeptValues<Double>?
  private let work: RunWork
  private var customer = -1

  /// - Parameter counts: where the number of each customer's values goes.
  init(_ results: StatisticResults, counts: UnsafeMutablePointer<Int64>) {
    self.results = results
    ints = results.isDouble ? nil : KeptValues(capacity: 64)
    doubles = results.isDouble ? KeptValues(capacity: 64) : nil
    work = RunWork(results, counts: counts)
  }

  deinit { work.codes?.deallocate() }

  func add(_ values: UnsafePointer<Int64>, _ lanes: CustomerAggregateLanes) {
    guard let ints else { return }
    add(values, lanes, ints) { work.take($0, of: $1) }
  }

  func add(_ values: UnsafePointer<Double>, _ lanes: CustomerAggregateLanes) {
    guard let doubles else { return }
    add(values, lanes, doubles) { work.take($0, of: $1) }
  }

  /// Objects are looked up once for all customers of a chunk, not for each.
  @inline(__always)
  private func add<T: BitwiseCopyable>(
    _ values: UnsafePointer<T>, _ lanes: CustomerAggregateLanes, _ kept: KeptValues<T>,
    _ take: (UnsafeMutableBufferPointer<T>, Int) -> Void
  ) {
    var customer = customer
    lanes.customers.walk { next, range in
      if next != customer {
        if kept.count > 0 { take(kept.all, customer) }
        kept.removeAll()
        customer = next
      }
      kept.append(values + range.lowerBound, where: lanes.pass + range.lowerBound, range.count)
    }
    self.customer = customer
  }

  /// The values that come are `next`'s.
  @inline(__always)
  func turn(to next: Int) {
    if next != customer {
      finish()
      customer = next
    }
  }

  /// No more values come of the customer at hand.
  func finish() {
    if let ints, ints.count > 0 {
      work.take(ints.all, of: customer)
      ints.removeAll()
    }
    if let doubles, doubles.count > 0 {
      work.take(doubles.all, of: customer)
      doubles.removeAll()
    }
  }
}

/// What is done with the values of each customer. Nothing but pointers, so that no customer costs the
/// counting of a reference.
struct RunWork {
  private let slots: UnsafeMutableBufferPointer<StatisticSlot>
  private let counts: UnsafeMutablePointer<Int64>
  let codes: CodeCounts?
  /// Lanes to a day where the statistics are of gaps between times.
  private let gapUnit: Double?

  init(_ results: StatisticResults, counts: UnsafeMutablePointer<Int64>) {
    slots = results.slots
    self.counts = counts
    codes = results.codes.map { CodeCounts($0) }
    gapUnit = results.gapUnit
  }

  func take(_ run: UnsafeMutableBufferPointer<Int64>, of customer: Int) {
    counts[customer] = Int64(run.count)
    if let codes {
      let found = codes.count(run)
      for slot in slots { slot.note(found, customer) }
    } else if let gapUnit {
      Statistics.overGaps(run, gapUnit) { gaps in
        for slot in slots { slot.note(slot.statistic.ofGaps(gaps), customer) }
      }
    } else {
      for slot in slots {
        if let exact = slot.exact {
          exact[customer] = slot.statistic.exact(run)
        } else {
          slot.note(slot.statistic.float(run), customer)
        }
      }
    }
  }

  func take(_ run: UnsafeMutableBufferPointer<Double>, of customer: Int) {
    counts[customer] = Int64(run.count)
    for slot in slots {
      if let exact = slot.exact {
        exact[customer] = slot.statistic.exact(run)
      } else {
        slot.note(slot.statistic.float(run), customer)
      }
    }
  }
}
