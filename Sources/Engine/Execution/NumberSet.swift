/// Whole numbers to be looked up by lanes: a bit each where they lie close together, else a table by
/// hash.
struct NumberSet: Sendable {
  private enum Kept: Sendable {
    /// Bit i is the number `low` + i.
    case bits(low: Int64, Bitmap)
    /// Open addressing; free slots hold `free`, which is none of the numbers.
    case table(Buffer<Int64>, free: Int64)
  }

  private let kept: Kept

  /// Bits for one number, at most.
  private static let sparsest = 256

  init(_ numbers: some Collection<Int64>) {
    let low = numbers.min() ?? 0
    let (span, overflow) = (numbers.max() ?? 0).subtractingReportingOverflow(low)
    if !overflow, span < max(1 << 12, numbers.count * Self.sparsest) {
      let places = numbers.lazy.map { Int($0 - low) }
      kept = .bits(low: low, Bitmap(count: Int(span) + 1, rows: places))
    } else {
      kept = Self.table(numbers)
    }
  }

  /// The rows whose number is in the set, where each row's number is one more than that of the row before:
  /// nobody has to look at the numbers. nil where they are others.
  func rows(of numbers: Integers) -> Bitmap? {
    guard case .bits(let low, let bits) = kept, numbers.count > 0, numbers.areRun else {
      return nil
    }
    let (offset, overflow) = low.subtractingReportingOverflow(numbers[0])
    guard !overflow, offset.magnitude <= UInt64(Int.max) - UInt64(bits.count) else { return nil }
    return Bitmap(count: numbers.count) { words in
      words.initialize(repeating: 0)
      bits.forEachRow(0..<bits.words.count) { place in
        let row = place + Int(offset)
        if 0..<numbers.count ~= row { words[row >> 6] |= 1 << UInt64(row & 63) }
      }
    }
  }

  private static func table(_ numbers: some Collection<Int64>) -> Kept {
    let known = Set(numbers)
    var free = Int64.min
    while known.contains(free) { free += 1 }
    var capacity = 64
    while capacity < known.count * 2 { capacity *= 2 }
    let slots = Buffer<Int64>(count: capacity) { slots in
      slots.initialize(repeating: free)
      for number in known {
        var at = place(number, capacity - 1)
        while slots[at] != free { at = (at + 1) & (capacity - 1) }
        slots[at] = number
      }
    }
    return .table(slots, free: free)
  }

  @inline(__always)
  private static func place(_ number: Int64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: ContentHash.hash(number)) & mask
  }

  /// Writes 1 where a lane is one of the numbers, else 0; with `flip` 1 the other way round.
  @inline(__always)
  func test<T: FixedWidthInteger>(
    _ values: UnsafePointer<T>, _ count: Int, _ flip: UInt8 = 0, factor: Int64 = 1,
    to out: UnsafeMutablePointer<UInt8>
  ) {
    switch kept {
    case .bits(let low, let bits):
      let words = bits.words.values
      let size = UInt64(bits.count)
      for lane in 0..<count {
        // Below `low` the difference wraps around to a number beyond `size`.
        let number = Int64(truncatingIfNeeded: values[lane]) &* factor
        let place = UInt64(bitPattern: number &- low)
        let isInside: UInt64 = place < size ? 1 : 0
        let safe = place & (0 &- isInside)
        let bit = words[Int(truncatingIfNeeded: safe >> 6)] &>> (safe & 63) & isInside
        out[lane] = UInt8(truncatingIfNeeded: bit) ^ flip
      }
    case .table(let slots, let free):
      let slots = slots.values
      for lane in 0..<count {
        let number = Int64(truncatingIfNeeded: values[lane]) &* factor
        var at = Self.place(number, slots.count - 1)
        while slots[at] != free, slots[at] != number { at = (at + 1) & (slots.count - 1) }
        out[lane] = (slots[at] != free ? 1 : 0) ^ flip
      }
    }
  }
}

extension Integers {
  /// Writes 1 where a row's number is in `set`, else 0; with `flip` 1 the other way round.
  func test(
    from start: Int, count: Int, _ set: NumberSet, _ flip: UInt8,
    to out: UnsafeMutablePointer<UInt8>
  ) {
    switch self {
    case .int8(let buffer): Self.test(buffer, start, count, set, flip, out)
    case .int16(let buffer): Self.test(buffer, start, count, set, flip, out)
    case .int32(let buffer): Self.test(buffer, start, count, set, flip, out)
    case .int64(let buffer): Self.test(buffer, start, count, set, flip, out)
    case .seconds(let buffer): Self.test(buffer, start, count, set, flip, out, factor: Self.second)
    }
  }

  @inline(__always)
  private static func test<T: FixedWidthInteger>(
    _ buffer: Buffer<T>, _ start: Int, _ count: Int, _ set: NumberSet, _ flip: UInt8,
    _ out: UnsafeMutablePointer<UInt8>, factor: Int64 = 1
  ) {
    guard let base = buffer.values.baseAddress else { return }
    set.test(base + start, count, flip, factor: factor, to: out)
  }
}
