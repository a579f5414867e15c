/// Lines of orders that are there twice.
public enum RepeatedLines {
  /// Rows of an activity that equal, in every column, another row of the same order before them.
  /// Rows that are orders by themselves are not looked at.
  public static func count(_ activity: Activity) -> Int {
    guard let units = activity.units, units.count == activity.table.rowCount else { return 0 }
    let hashes = hashes(activity.table)
    var repeated = 0
    var start = 0
    var scratch: [UInt64] = []
    while start < units.count {
      var end = start + 1
      while end < units.count, units[end] == units[start] { end += 1 }
      if end - start > 1 {
        scratch.removeAll(keepingCapacity: true)
        for row in start..<end { scratch.append(hashes[row]) }
        scratch.sort()
        for index in 1..<scratch.count where scratch[index] == scratch[index - 1] { repeated += 1 }
      }
      start = end
    }
    return repeated
  }

  /// One hash a row over all columns; nulls are alike.
  private static func hashes(_ table: Table) -> Buffer<UInt64> {
    Buffer(count: table.rowCount) { out in
      out.initialize(repeating: 0)
      for column in table.columns where !AssemblyStop.isStopped {
        let keys = Lanes.keys(column)
        let hasNulls = column.validity != nil
        for row in 0..<table.rowCount {
          let key = hasNulls && column.isNull(row) ? UInt64.max : UInt64(bitPattern: keys[row])
          out[row] = mixed(out[row] ^ mixed(key))
        }
      }
    }
  }

  /// The finisher of SplitMix64: every bit of the input moves every bit of the output.
  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value &+ 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
