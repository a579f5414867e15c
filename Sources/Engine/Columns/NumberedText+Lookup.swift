extension NumberedText {
  /// The numbers of the rows set in `rows`, in row order.
  public func numbers(of rows: Bitmap) -> [Int64] {
    [Int64](unsafeUninitializedCapacity: rows.population) { out, filled in
      guard let base = out.baseAddress else { return }
      filled = numbers.gather(rows, to: base)
    }
  }

  /// The rows whose number is among `wanted`.
  public func rows(among wanted: [Int64]) -> Bitmap {
    guard let low = wanted.min(), let high = wanted.max() else {
      return Bitmap(count: count, all: false)
    }
    let (span, overflow) = high.subtractingReportingOverflow(low)
    // A bit for each number of the range, unless the range is far wider than there are numbers.
    guard !overflow, span < 64 * Int64(wanted.count + count) else {
      let set = Set(wanted)
      return rows { set.contains($0) }
    }
    let places = Bitmap(count: Int(span) + 1, rows: wanted.lazy.map { Int($0 - low) })
    let words = places.words.values
    return withExtendedLifetime(places) {
      rows { number in
        let place = UInt64(bitPattern: number &- low)
        return place <= UInt64(span) && words[Int(place >> 6)] >> (place & 63) & 1 == 1
      }
    }
  }

  @inline(__always)
  private func rows(where isWanted: (Int64) -> Bool) -> Bitmap {
    Bitmap(count: count) { words in
      words.initialize(repeating: 0)
      Lanes.forEachBlock(numbers, 0..<count) { start, lanes in
        for lane in 0..<lanes.count where isWanted(lanes[lane]) {
          let row = start + lane
          words[row >> 6] |= 1 << UInt64(row & 63)
        }
      }
    }
  }
}
