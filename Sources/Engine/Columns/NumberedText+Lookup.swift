internal import Synchronization

extension NumberedText {
  /// The numbers of the rows set in `rows`, in row order.
  public func numbers(of rows: Bitmap) -> [Int64] {
    [Int64](unsafeUninitializedCapacity: rows.population) { out, filled in
      guard let base = out.baseAddress else { return }
      filled = numbers.gather(rows, to: base)
    }
  }

  /// The numbers of the rows set in `rows` as bits, where each row's number is one more than that of the
  /// row before: bit 0 is the first number, and no byte at the end is 0. nil where numbers are others, or
  /// the rows are so few that bits take more room than a byte each.
  public func range(of rows: Bitmap) -> (first: Int64, bits: [UInt8])? {
    guard let start = rows.first, let end = rows.last, (end - start) / 8 < rows.population,
      numbers.areRun
    else { return nil }
    let count = end - start + 1
    let words = Bitmap(count: count) { words in
      if let base = words.baseAddress { rows.copy(from: start, count: count, to: base) }
    }
    let bytes = UnsafeRawBufferPointer(words.words.values)
    // Words are little-endian wherever the program runs.
    let bits = withExtendedLifetime(words) { [UInt8](bytes[..<((count + 7) / 8)]) }
    return (numbers[start], bits)
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

extension Integers {
  /// Whether each number is one more than the one before. Found once and kept with the numbers.
  var areRun: Bool {
    switch self {
    case .int8(let buffer): Self.isRun(buffer)
    case .int16(let buffer): Self.isRun(buffer)
    case .int32(let buffer): Self.isRun(buffer)
    case .int64(let buffer): Self.isRun(buffer)
    case .seconds: false
    }
  }

  private static func isRun<T: FixedWidthInteger>(_ buffer: Buffer<T>) -> Bool {
    let known = buffer.isRun.load(ordering: .relaxed)
    if known >= 0 { return known == 1 }
    var difference: T = 0
    for (row, value) in buffer.values.enumerated() {
      difference |= (value &- T(truncatingIfNeeded: row)) ^ buffer.values[0]
    }
    // Differences that wrap round are those of more rows than there are numbers.
    let most = Int64(T.max) - Int64(buffer.count)
    let fits = buffer.count == 0 || Int64(buffer.values[0]) <= most
    let isRun = difference == 0 && fits
    buffer.isRun.store(isRun ? 1 : 0, ordering: .relaxed)
    return isRun
  }
}

extension Bitmap {
  /// The first and the last row that is set.
  fileprivate var first: Int? {
    words.values.firstIndex { $0 != 0 }.map { $0 << 6 + words[$0].trailingZeroBitCount }
  }

  fileprivate var last: Int? {
    words.values.lastIndex { $0 != 0 }.map { $0 << 6 + 63 - words[$0].leadingZeroBitCount }
  }
}
