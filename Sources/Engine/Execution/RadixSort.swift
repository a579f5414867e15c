/// Sorts rows by unsigned keys, digit by digit from the least significant one: stable, and without a
/// comparison (Knuth, The Art of Computer Programming 3, 5.2.5).
enum RadixSort {
  private static let digitBits = 11
  /// Below this many rows, histograms cost more than comparisons.
  private static let few = 512

  /// - Parameter keys: by row, not by place.
  static func sort(_ rows: inout [UInt32], by keys: Buffer<UInt64>) {
    guard rows.count >= few else {
      // Sorting places keeps equal keys as they stood.
      let order = rows.indices.sorted {
        let (a, b) = (keys[Int(rows[$0])], keys[Int(rows[$1])])
        return a == b ? $0 < $1 : a < b
      }
      rows = order.map { rows[$0] }
      return
    }
    var least = UInt64.max
    var greatest = UInt64.min
    for row in rows {
      least = min(least, keys[Int(row)])
      greatest = max(greatest, keys[Int(row)])
    }
    let width = 64 - (greatest - least).leadingZeroBitCount
    guard width > 0 else { return }
    // Keys move along with their rows: reading them by row would jump through memory in every pass.
    var own = rows.map { keys[Int($0)] - least }
    var nextKeys = [UInt64](repeating: 0, count: rows.count)
    var nextRows = [UInt32](repeating: 0, count: rows.count)
    for shift in stride(from: 0, to: width, by: digitBits) {
      pass(own, rows, UInt64(shift), &nextKeys, &nextRows)
      swap(&own, &nextKeys)
      swap(&rows, &nextRows)
    }
  }

  private static func pass(
    _ keys: [UInt64], _ rows: [UInt32], _ shift: UInt64, _ nextKeys: inout [UInt64],
    _ nextRows: inout [UInt32]
  ) {
    let mask = UInt64(1 << digitBits - 1)
    var starts = [Int](repeating: 0, count: 1 << digitBits)
    for key in keys { starts[Int(key >> shift & mask)] += 1 }
    var total = 0
    for digit in starts.indices {
      let count = starts[digit]
      starts[digit] = total
      total += count
    }
    starts.withUnsafeMutableBufferPointer { starts in
      nextKeys.withUnsafeMutableBufferPointer { outKeys in
        nextRows.withUnsafeMutableBufferPointer { outRows in
          for (key, row) in zip(keys, rows) {
            let digit = Int(key >> shift & mask)
            outKeys[starts[digit]] = key
            outRows[starts[digit]] = row
            starts[digit] += 1
          }
        }
      }
    }
  }
}
