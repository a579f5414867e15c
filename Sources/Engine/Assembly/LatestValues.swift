/// An attribute of customers taken from the rows of an activity: the value of each customer's latest
/// row that has one.
public struct LatestValues: Sendable {
  /// One row a customer.
  public let column: Column
  /// Customers with more than one value.
  public let variedCount: Int
  /// Customers with more than one row that has a value.
  public let repeatedCount: Int

  /// `source` is a column of an activity's table, `offsets` its customers.
  public init(_ source: Column, offsets: Buffer<UInt32>, threads: Int) {
    let keys = Lanes.keys(source)
    let starts = offsets.values
    var varied = 0
    var repeated = 0
    var hasMissing = false
    let customers = starts.count - 1
    let rows = Buffer<UInt32>(count: customers) { out in
      for customer in 0..<customers {
        let range = Int(starts[customer])..<Int(starts[customer + 1])
        let found = Self.latest(source, keys.values, range)
        out[customer] = UInt32(found.row ?? 0)
        hasMissing = hasMissing || found.row == nil
        if found.isVaried { varied += 1 }
        if found.isRepeated { repeated += 1 }
      }
    }
    variedCount = varied
    repeatedCount = repeated
    guard source.count > 0 else {
      column = .constant(.null, type: source.type, count: customers)
      return
    }
    let gathered = RowGather.gather(source, rows, threads: threads)
    guard hasMissing else {
      column = gathered
      return
    }
    let validity = Bitmap(
      count: customers,
      rows: (0..<customers).lazy.filter { customer in
        let range = Int(starts[customer])..<Int(starts[customer + 1])
        return range.contains { !source.isNull($0) }
      })
    column = Column(gathered.type, gathered.storage, validity: validity, count: customers)
  }

  private static func latest(
    _ source: Column, _ keys: UnsafeBufferPointer<Int64>, _ range: Range<Int>
  ) -> (row: Int?, isVaried: Bool, isRepeated: Bool) {
    var latest: Int?
    var isVaried = false
    var isRepeated = false
    for row in range where !source.isNull(row) {
      if let latest {
        isRepeated = true
        isVaried = isVaried || keys[row] != keys[latest]
      }
      latest = row
    }
    return (latest, isVaried, isRepeated)
  }
}
