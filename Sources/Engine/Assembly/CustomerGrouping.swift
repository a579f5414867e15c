/// A stable counting sort of rows by customer.
///
/// Rows first go into buckets of neighbouring customers, so that the counting of each bucket stays in
/// cache; ten million rows of a million customers otherwise miss it with every row.
final class CustomerGrouping {
  let offsets: Buffer<UInt32>
  /// Rows by customer, in file order within a customer; `OrderSort` rearranges them in place.
  let rows: UnsafeMutableBufferPointer<UInt32>
  private var isFinished = false

  init(customers: Int, customerOf: Buffer<UInt32>, threads: Int) {
    let buckets = CustomerBuckets(customers: customers, customerOf: customerOf, threads: threads)
    let memory = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: max(1, buckets.rowCount))
    let out = UnsafeMutableBufferPointer(rebasing: memory[..<buckets.rowCount])
    rows = out
    offsets = Buffer(count: customers + 1) { offsets in
      RowRanges.perform(buckets.count, threads: threads, minimum: 2) { range in
        for bucket in range { buckets.sort(bucket, offsets, out) }
      }
      offsets[customers] = UInt32(buckets.rowCount)
    }
  }

  deinit {
    if !isFinished { rows.baseAddress?.deallocate() }
  }

  /// Hands the rows over; nothing may change them any more.
  func finish() -> Buffer<UInt32> {
    guard let base = rows.baseAddress else { return Buffer(count: 0) { _ in } }
    isFinished = true
    return Buffer(adopting: base, count: rows.count)
  }
}

/// Rows with a customer, in buckets of `1 << shift` neighbouring customers, in file order.
private final class CustomerBuckets {
  private let customers: Int
  private let shift: Int
  /// Where each bucket starts, and the end of the last.
  private let starts: [Int]
  /// Customer in the upper half, row in the lower.
  private let pairs: Buffer<UInt64>

  var count: Int { starts.count - 1 }
  var rowCount: Int { starts.last ?? 0 }

  init(customers: Int, customerOf: Buffer<UInt32>, threads: Int) {
    self.customers = customers
    let bits = Int.bitWidth - max(customers - 1, 0).leadingZeroBitCount
    let shift = max(11, bits - 10)
    self.shift = shift
    let count = (customers + 1 << shift - 1) >> shift
    let owner = customerOf.values
    let counts = RowRanges.map(owner.count, threads: threads) { range in
      var counts = [Int](repeating: 0, count: count)
      for row in range where owner[row] != CustomerNumbering.none {
        counts[Int(owner[row]) >> shift] += 1
      }
      return counts
    }
    var starts = [0]
    var cursors = counts
    for bucket in 0..<count {
      var end = starts[bucket]
      for part in counts.indices {
        cursors[part][bucket] = end
        end += counts[part][bucket]
      }
      starts.append(end)
    }
    self.starts = starts
    let first = cursors
    pairs = Buffer(count: starts[count]) { pairs in
      RowRanges.perform(owner.count, threads: threads) { range in
        var cursors = first[RowRanges.part(range.lowerBound, of: owner.count, threads: threads)]
        cursors.withUnsafeMutableBufferPointer { cursors in
          for row in range where owner[row] != CustomerNumbering.none {
            let bucket = Int(owner[row]) >> shift
            pairs[cursors[bucket]] = UInt64(owner[row]) << 32 | UInt64(row)
            cursors[bucket] += 1
          }
        }
      }
    }
  }

  /// Writes offsets of the bucket's customers and its rows by customer.
  func sort(
    _ bucket: Int, _ offsets: UnsafeMutableBufferPointer<UInt32>,
    _ rows: UnsafeMutableBufferPointer<UInt32>
  ) {
    let low = bucket << shift
    let width = min(customers, (bucket + 1) << shift) - low
    let pairs = UnsafeBufferPointer(rebasing: pairs.values[starts[bucket]..<starts[bucket + 1]])
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: width) { next in
      next.initialize(repeating: 0)
      for pair in pairs { next[Int(pair >> 32) - low] += 1 }
      var end = UInt32(starts[bucket])
      for customer in 0..<width {
        offsets[low + customer] = end
        let count = next[customer]
        next[customer] = end
        end += count
      }
      for pair in pairs {
        let customer = Int(pair >> 32) - low
        rows[Int(next[customer])] = UInt32(truncatingIfNeeded: pair)
        next[customer] += 1
      }
    }
  }
}
