extension Column {
  /// A column over customers as one over the rows of `activity`: each customer's value for all of the
  /// customer's rows, which stand together.
  func spread(over activity: Activity, threads: Int) -> Column {
    let rows = activity.table.rowCount
    let spread: Storage
    switch storage {
    case .bits(let bits): spread = .bits(bits.spread(over: activity, threads: threads))
    case .integers(let numbers):
      spread = .integers(numbers.spread(over: activity, threads: threads))
    case .doubles(let buffer): spread = .doubles(buffer.spread(over: activity, threads: threads))
    case .codes(let codes, let dictionary):
      spread = .codes(codes.spread(over: activity, threads: threads), dictionary)
    case .numbered(let ids):
      spread = .numbered(
        NumberedText(
          prefix: ids.prefix, width: ids.width,
          numbers: ids.numbers.spread(over: activity, threads: threads)))
    case .text(let arena):
      // Each text once, however many rows have it.
      let (codes, dictionary) = arena.coded(threads)
      spread = .codes(codes.spread(over: activity, threads: threads), dictionary)
    case .constant(let value): spread = .constant(value)
    }
    let validity = validity?.spread(over: activity, threads: threads)
    return Column(type, spread, validity: validity, count: rows)
  }
}

/// Customers that a thread takes at a time.
private let morsel = 1 << 12

extension Buffer {
  fileprivate func spread(over activity: Activity, threads: Int) -> Buffer {
    let offsets = activity.offsets
    return Buffer(count: activity.table.rowCount) { out in
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEachRange(
        count: offsets.count - 1, threads: threads, morsel: morsel
      ) { _, customers in
        let starts = offsets.values
        let end = Int(starts[customers.upperBound])
        for customer in customers {
          let rows = Int(starts[customer])..<Int(starts[customer + 1])
          (target.pointer + rows.lowerBound).fill(
            rows.count, with: values[customer], room: end - rows.lowerBound)
        }
      }
    }
  }
}

extension UnsafeMutablePointer where Pointee: BitwiseCopyable {
  /// Writes `value` to `count` places. Most customers have a few rows: sixteen at once cost less than
  /// finding out how many, and what is written too much is written over later, within `room`.
  @inline(__always)
  fileprivate func fill(_ count: Int, with value: Pointee, room: Int) {
    var place = 0
    while place < count, place + 16 <= room {
      for next in 0..<16 { self[place + next] = value }
      place += 16
    }
    while place < count {
      self[place] = value
      place += 1
    }
  }
}

extension Integers {
  fileprivate func spread(over activity: Activity, threads: Int) -> Integers {
    switch self {
    case .int8(let buffer): return .int8(buffer.spread(over: activity, threads: threads))
    case .int16(let buffer): return .int16(buffer.spread(over: activity, threads: threads))
    case .int32(let buffer): return .int32(buffer.spread(over: activity, threads: threads))
    case .seconds(let buffer): return .seconds(buffer.spread(over: activity, threads: threads))
    case .int64(let buffer):
      // Values just worked out are wide; there are many more rows than customers.
      let narrow = withExtendedLifetime(buffer) { Integers.narrowest(buffer.values) }
      if case .int64 = narrow {
        return .int64(buffer.spread(over: activity, threads: threads))
      }
      return narrow.spread(over: activity, threads: threads)
    }
  }
}

extension Codes {
  fileprivate func spread(over activity: Activity, threads: Int) -> Codes {
    switch self {
    case .uint8(let buffer): .uint8(buffer.spread(over: activity, threads: threads))
    case .uint16(let buffer): .uint16(buffer.spread(over: activity, threads: threads))
    case .uint32(let buffer): .uint32(buffer.spread(over: activity, threads: threads))
    }
  }
}

extension Bitmap {
  /// Threads take ranges of rows, not of customers: no two of them write to one word.
  fileprivate func spread(over activity: Activity, threads: Int) -> Bitmap {
    let rows = activity.table.rowCount
    return Bitmap(count: rows) { out in
      out.initialize(repeating: 0)
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEachRange(count: rows, threads: threads) { _, range in
        let starts = activity.offsets.values
        var customer = activity.customer(at: range.lowerBound)
        var start = range.lowerBound
        while start < range.upperBound {
          let end = min(Int(starts[customer + 1]), range.upperBound)
          if self[customer], start < end { Self.set(start..<end, in: target.pointer) }
          start = max(start, end)
          customer += 1
        }
      }
    }
  }

  /// Sets bits `bits`, not none.
  @inline(__always)
  private static func set(_ bits: Range<Int>, in words: UnsafeMutablePointer<UInt64>) {
    let last = bits.upperBound - 1
    let (first, final) = (bits.lowerBound >> 6, last >> 6)
    let above = ~UInt64(0) << UInt64(bits.lowerBound & 63)
    let below = ~UInt64(0) >> UInt64(63 - last & 63)
    if first == final {
      words[first] |= above & below
    } else {
      words[first] |= above
      for word in first + 1..<final { words[word] = ~0 }
      words[final] |= below
    }
  }
}
