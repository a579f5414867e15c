/// Where each row of an activity goes: rows by customer, then by the time of their order, then by
/// order, then as in the file. Rows without a time come last of their customer's.
public struct ActivityOrder: Sendable {
  /// customers + 1 offsets into the ordered rows.
  public let offsets: Buffer<UInt32>
  /// Row `i` of the result is row `rows[i]` of the file; nil when the file already is in order and
  /// every row has a customer.
  public let rows: Buffer<UInt32>?
  /// See `Activity.units`.
  public let units: Buffer<UInt32>?
  public let unitCount: Int

  /// - Parameters:
  ///   - customers: the number of customers.
  ///   - customerOf: the customer's number by row of the file; `CustomerNumbering.none` leaves it out.
  ///   - time: date or timestamp by row, or nil.
  ///   - order: the order's id by row, or nil when every row is one of its own.
  public init(
    customers: Int, customerOf: Buffer<UInt32>, time: Column?, order: Column?, threads: Int
  ) {
    let grouped = CustomerGrouping(customers: customers, customerOf: customerOf, threads: threads)
    let keys = order.flatMap { OrderKeys.areDistinct($0) ? nil : Lanes.keys($0) }
    let isChronological = time.map { ActivityTimes.isAscending($0, threads: threads) } ?? true
    offsets = grouped.offsets
    if keys != nil || !isChronological {
      OrderSort(times: time.map(ActivityTimes.init), keys: keys).sort(grouped, threads: threads)
    }
    let sorted = grouped.finish()
    rows = Self.isIdentity(sorted, of: customerOf.count) ? nil : sorted
    guard let keys else {
      units = nil
      unitCount = sorted.count
      return
    }
    let numbers = OrderKeys.units(keys, sorted, grouped.offsets)
    unitCount = numbers.count
    units = numbers.count == sorted.count ? nil : numbers.units
  }

  private static func isIdentity(_ rows: Buffer<UInt32>, of count: Int) -> Bool {
    guard rows.count == count else { return false }
    for (index, row) in rows.values.enumerated() where Int(row) != index { return false }
    return true
  }
}

/// What tells the rows of one order from those of another.
enum OrderKeys {
  /// Ids that ascend in the file are distinct; others are told by grouping. A quick look, not a proof
  /// of the contrary.
  static func areDistinct(_ column: Column) -> Bool {
    guard column.validity == nil, case .numbered(let ids) = column.storage else { return false }
    var previous = Int64.min
    var ascends = true
    Lanes.forEachBlock(ids.numbers, 0..<column.count) { _, lanes in
      guard ascends else { return }
      for lane in lanes {
        ascends = ascends && lane > previous
        previous = lane
      }
    }
    return ascends
  }

  /// Numbers orders in row order. Rows of one order are adjacent already.
  static func units(
    _ keys: Buffer<Int64>, _ rows: Buffer<UInt32>, _ offsets: Buffer<UInt32>
  ) -> (units: Buffer<UInt32>, count: Int) {
    var count = 0
    let key = keys.values
    let order = rows.values
    let starts = offsets.values
    let units = Buffer<UInt32>(count: rows.count) { out in
      for customer in 0..<starts.count - 1 {
        for row in Int(starts[customer])..<Int(starts[customer + 1]) {
          let isFirst = row == Int(starts[customer])
          if isFirst || key[Int(order[row])] != key[Int(order[row - 1])] { count += 1 }
          out[row] = UInt32(count - 1)
        }
      }
    }
    return (units, count)
  }
}

/// Times of the file's rows as comparable numbers; a missing time is later than any.
struct ActivityTimes {
  let lanes: Buffer<Int64>

  init(_ column: Column) {
    lanes = Buffer(count: column.count) { out in
      guard let base = out.baseAddress else { return }
      Lanes.widen(column, to: base)
      guard column.validity != nil else { return }
      for row in 0..<column.count where column.isNull(row) { out[row] = Int64.max }
    }
  }

  /// Whether every row has a time, none earlier than that of the row before.
  static func isAscending(_ column: Column, threads: Int) -> Bool {
    guard column.validity == nil, case .integers(let times) = column.storage else { return false }
    let parts = RowRanges.map(times.count, threads: threads) { range in
      var ascends = true
      var previous = range.lowerBound > 0 ? times[range.lowerBound - 1] : Int64.min
      Lanes.forEachBlock(times, range) { _, lanes in
        for lane in lanes {
          ascends = ascends && previous <= lane
          previous = lane
        }
      }
      return ascends
    }
    return parts.allSatisfy { $0 }
  }
}
