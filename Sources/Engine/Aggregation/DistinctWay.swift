import Syntax

/// How the different values of a group are told apart.
enum DistinctWay: Sendable {
  /// A bit for each value of a short range, from `low` on.
  case bits(low: Int64, size: Int)
  /// Customers of an activity's rows, which come customer by customer.
  case customers
  /// All values are kept and compared in the end.
  case kept

  var isKept: Bool {
    if case .kept = self { true } else { false }
  }
}

extension BoundAggregate {
  /// Counts the customers of rows of an activity: they follow from the rows' order.
  var countsCustomers: Bool { kind == .countDistinct && argument == nil }

  /// `count(distinct id)` of rows in their order, without looking at ids.
  func countingCustomers(_ rows: Relation, _ customers: Table) -> BoundAggregate {
    guard kind == .countDistinct, case .activity = rows.identity,
      case .computed(.ofCustomer(let inner))? = argument?.node,
      case .column(let index) = inner.node, customers.fields[index].role == .customer
    else { return self }
    if case .list = rows.rows { return self }
    return BoundAggregate(
      kind: kind, argument: nil, filter: filter, by: by, perUnit: perUnit, type: type)
  }
}

extension Aggregation {
  /// The cheapest way for each aggregate; `kept` for those of other kinds.
  func distinctWays(_ context: ExecutionContext) -> [DistinctWay] {
    aggregates.map { aggregate in
      guard aggregate.kind == .countDistinct, !aggregate.perUnit else { return .kept }
      guard let argument = aggregate.argument else { return .customers }
      guard case .column(let index) = argument.node,
        let (low, size) = relation.columns[index].valueRange(context),
        fits(size, rows: relation.rows.extent)
      else { return .kept }
      return .bits(low: low, size: size)
    }
  }

  /// Customers with few values each have them compared; else bits are worth as much memory as values
  /// would take that are kept.
  private func fits(_ size: Int, rows: Int) -> Bool {
    if isSplitByGroup { return size <= 64 }
    let (words, overflow) = DistinctBits.words(size).multipliedReportingOverflow(by: groupCount)
    return !overflow && words <= max(1 << 13, rows)
  }
}

extension Column {
  /// A range that holds all values as whole numbers or codes; nil where there is none, or a long one.
  func valueRange(_ context: ExecutionContext) -> (low: Int64, size: Int)? {
    switch storage {
    case .codes(_, let dictionary): return (0, max(dictionary.count, 1))
    case .integers(let numbers):
      let (low, high) = numbers.extremes(context)
      let (span, overflow) = high.subtractingReportingOverflow(low)
      guard !overflow, span < 1 << 32 else { return nil }
      return (low, Int(span) + 1)
    case .bits, .doubles, .text, .numbered, .constant: return nil
    }
  }
}

/// For each group the values that it has, a bit a value.
///
/// Not for use by several threads, unless no two of them meet rows of one group.
final class DistinctBits {
  private let low: Int64
  /// Words of a group.
  private let stride: Int
  private let groups: Int
  private let words: UnsafeMutablePointer<UInt64>

  init(low: Int64, size: Int, groups: Int, _ threads: Int) {
    self.low = low
    self.groups = groups
    stride = Self.words(size)
    words = BulkMemory.filled(groups * stride, 0, threads: threads)
  }

  deinit { BulkMemory.release(words) }

  static func words(_ size: Int) -> Int { Bitmap.words(for: size) }

  /// Lanes that do not pass may hold any value within the range.
  @inline(__always)
  func add<T: FixedWidthInteger>(_ values: UnsafePointer<T>, _ lanes: AggregateLanes) {
    let (words, stride, low) = (words, stride, low)
    for lane in 0..<lanes.count {
      let place = Int(truncatingIfNeeded: Int64(truncatingIfNeeded: values[lane]) &- low)
      let word = Int(lanes.groups[lane]) &* stride &+ place >> 6
      words[word] |= UInt64(lanes.pass[lane]) &<< UInt64(truncatingIfNeeded: place & 63)
    }
  }

  /// Customers have a word each.
  @inline(__always)
  func add<T: FixedWidthInteger>(_ values: UnsafePointer<T>, _ lanes: CustomerAggregateLanes) {
    let (words, low) = (words, low)
    lanes.customers.walk { customer, range in
      var found = words[customer]
      for lane in range {
        let place = Int64(truncatingIfNeeded: values[lane]) &- low
        found |= UInt64(lanes.pass[lane]) &<< UInt64(truncatingIfNeeded: place)
      }
      words[customer] = found
    }
  }

  func merge(_ other: DistinctBits) {
    for word in 0..<groups * stride { words[word] |= other.words[word] }
  }

  /// How many values each group has.
  func column() -> Column {
    let counts = Buffer<Int64>(count: groups) { out in
      for group in 0..<groups {
        var count = 0
        for word in group * stride..<(group + 1) * stride { count &+= words[word].nonzeroBitCount }
        out[group] = Int64(count)
      }
    }
    return withExtendedLifetime(counts) {
      Column(.int, .integers(.narrowest(counts.values)), count: groups)
    }
  }
}
