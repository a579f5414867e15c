import Syntax

/// One statistic of all customers: exact numbers, or others with 1 where there is one.
struct StatisticSlot {
  let statistic: RunStatistic
  var exact: UnsafeMutablePointer<Int64>?
  var floats: UnsafeMutablePointer<Double>?
  var known: UnsafeMutablePointer<UInt8>?

  @inline(__always)
  func note(_ value: Double?, _ customer: Int) {
    guard let value else { return }
    floats?[customer] = value
    known?[customer] = 1
  }

  @inline(__always)
  func note(_ found: CodeCounts.Found, _ customer: Int) {
    switch statistic.kind {
    case .mode: exact?[customer] = found.mode
    case .countDistinct: exact?[customer] = found.different
    default: note(found.concentration, customer)
    }
  }
}

extension AggregateKind {
  /// Whether working it out may leave the values in another order.
  var reorders: Bool {
    switch self {
    case .countDistinct, .percentile, .mode, .medianGap, .concentration: true
    default: false
    }
  }
}
