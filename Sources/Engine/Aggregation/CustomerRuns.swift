/// The values of one customer after the other, for statistics that need all of them: as soon as the
/// next customer comes these are worked out, while the values are in the cache, and nothing is kept.
///
/// One thread's; its customers are no other's.
final class CustomerRuns {
  let results: StatisticResults
  let ints: KeptValues<Int64>?
  let doubles: KeptValues<Double>?
  private let counts: UnsafeMutablePointer<Int64>
  private let codes: CodeCounts?
  private var customer = -1

  /// - Parameter counts: where the number of each customer's values goes.
  init(_ results: StatisticResults, counts: UnsafeMutablePointer<Int64>) {
    self.results = results
    self.counts = counts
    ints = results.isDouble ? nil : KeptValues(capacity: 64)
    doubles = results.isDouble ? KeptValues(capacity: 64) : nil
    codes = results.codes.map { CodeCounts($0) }
  }

  func add(_ values: UnsafePointer<Int64>, _ lanes: CustomerAggregateLanes) {
    guard let ints else { return }
    lanes.customers.walk { customer, range in
      turn(to: customer)
      ints.append(values + range.lowerBound, where: lanes.pass + range.lowerBound, range.count)
    }
  }

  func add(_ values: UnsafePointer<Double>, _ lanes: CustomerAggregateLanes) {
    guard let doubles else { return }
    lanes.customers.walk { customer, range in
      turn(to: customer)
      doubles.append(values + range.lowerBound, where: lanes.pass + range.lowerBound, range.count)
    }
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
      counts[customer] = Int64(ints.count)
      if let codes {
        results.take(codes.count(ints.all), of: customer)
      } else {
        results.take(ints.all, of: customer)
      }
      ints.removeAll()
    }
    if let doubles, doubles.count > 0 {
      counts[customer] = Int64(doubles.count)
      results.take(doubles.all, of: customer)
      doubles.removeAll()
    }
  }
}
