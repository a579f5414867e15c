/// A stable counting sort of rows by customer. Each thread owns a range of customers, so that none
/// writes where another does.
final class CustomerGrouping {
  let offsets: Buffer<UInt32>
  /// Rows by customer, in file order within a customer; `OrderSort` rearranges them in place.
  let rows: UnsafeMutableBufferPointer<UInt32>
  private var isFinished = false

  init(customers: Int, customerOf: Buffer<UInt32>, threads: Int) {
    let owner = customerOf.values
    let counts = Buffer<UInt32>(count: customers) { counts in
      counts.initialize(repeating: 0)
      RowRanges.perform(customers, threads: threads) { range in
        for customer in owner where range.contains(Int(customer)) { counts[Int(customer)] += 1 }
      }
    }
    offsets = Buffer(count: customers + 1) { offsets in
      var end: UInt32 = 0
      for customer in 0..<customers {
        offsets[customer] = end
        end += counts[customer]
      }
      offsets[customers] = end
    }
    let out = UnsafeMutableBufferPointer<UInt32>.allocate(
      capacity: max(1, Int(offsets[customers])))
    rows = UnsafeMutableBufferPointer(rebasing: out[..<Int(offsets[customers])])
    let next = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: customers + 1)
    _ = next.initialize(from: offsets.values)
    RowRanges.perform(customers, threads: threads) { range in
      for (row, customer) in owner.enumerated() where range.contains(Int(customer)) {
        out[Int(next[Int(customer)])] = UInt32(truncatingIfNeeded: row)
        next[Int(customer)] += 1
      }
    }
    next.deallocate()
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
