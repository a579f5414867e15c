/// An activity already in order, given to the customers of another numbering.
public enum ActivityRenumbering {
  /// - Parameters:
  ///   - numbers: old customer → new one; `CustomerNumbering.none` for those without rows.
  ///   - customers: the number of new customers.
  public static func renumber(
    _ activity: Activity, numbers: Buffer<UInt32>, customers: Int, threads: Int
  ) -> Activity {
    let old = activity.offsets.values
    let offsets = offsets(old, numbers.values, customers)
    var table = activity.table
    var units = activity.units
    if !ascends(numbers.values) {
      let rows = rows(old, numbers.values, offsets.values, count: table.rowCount)
      units = units.map { RowGather.values($0, rows, threads) }
      table = Table(
        fields: table.fields,
        columns: table.columns.map { RowGather.gather($0, rows, threads: threads) },
        rowCount: table.rowCount)
    }
    return Activity(
      name: activity.name, table: table, offsets: offsets, units: units,
      unitCount: activity.unitCount)
  }

  private static func offsets(
    _ old: UnsafeBufferPointer<UInt32>, _ numbers: UnsafeBufferPointer<UInt32>, _ customers: Int
  ) -> Buffer<UInt32> {
    Buffer(count: customers + 1) { out in
      out.initialize(repeating: 0)
      for (customer, number) in numbers.enumerated() where number != CustomerNumbering.none {
        out[Int(number) + 1] = old[customer + 1] - old[customer]
      }
      for customer in 0..<customers { out[customer + 1] += out[customer] }
    }
  }

  /// Whether customers keep their order, so that no row has to move.
  private static func ascends(_ numbers: UnsafeBufferPointer<UInt32>) -> Bool {
    var previous: Int64 = -1
    for number in numbers where number != CustomerNumbering.none {
      if Int64(number) <= previous { return false }
      previous = Int64(number)
    }
    return true
  }

  private static func rows(
    _ old: UnsafeBufferPointer<UInt32>, _ numbers: UnsafeBufferPointer<UInt32>,
    _ offsets: UnsafeBufferPointer<UInt32>, count: Int
  ) -> Buffer<UInt32> {
    Buffer(count: count) { out in
      for (customer, number) in numbers.enumerated() where number != CustomerNumbering.none {
        var at = Int(offsets[Int(number)])
        for row in old[customer]..<old[customer + 1] {
          out[at] = row
          at += 1
        }
      }
    }
  }

  /// Set for the customers who have rows.
  public static func active(_ offsets: Buffer<UInt32>) -> Bitmap {
    let starts = offsets.values
    return Bitmap(
      count: starts.count - 1,
      rows: (0..<starts.count - 1).lazy.filter { starts[$0] < starts[$0 + 1] })
  }
}
