/// A test of one column, decided on its values as they are kept: codes and narrow numbers, many rows an
/// instruction, instead of lanes widened first.
struct StoredTest: Sendable {
  enum Values: Sendable {
    case bits(Bitmap)
    /// The code is one of those whose entry is 1.
    case codes(Codes, accepted: [UInt8])
    /// The number lies in the range.
    case numbers(Integers, ClosedRange<Int64>)
    case doubles(Buffer<Double>, Bound)
    /// The number is one of the set's.
    case members(Integers, NumberSet)
  }

  /// What a fraction is compared with; one that is not a number is above all others.
  enum Bound: Sendable {
    case below(Double)
    case upTo(Double)
    case equal(Double)
  }

  let values: Values
  /// Turns the answer over (rows without a value stay undecided).
  let isInverted: Bool
  /// Rows that have a value; nil: all.
  let validity: Bitmap?

  /// The bits of rows `start ..< start + count`: where the test holds, whatever null rows hold.
  func bits(from start: Int, count: Int, _ memory: ChunkMemory) -> ChunkBits {
    let flip: UInt8 = isInverted ? 1 : 0
    switch values {
    case .bits(let bits):
      let out = memory.bits(count)
      bits.copy(from: start, count: count, to: out)
      return isInverted ? inverted(out, count, memory) : out
    case .codes(let codes, let accepted):
      let lanes = memory.bools(count)
      codes.test(from: start, count: count, accepted, flip, to: lanes)
      return memory.packed(lanes, count)
    case .numbers(let numbers, let range):
      let lanes = memory.bools(count)
      numbers.test(from: start, count: count, range, flip, to: lanes)
      return memory.packed(lanes, count)
    case .members(let numbers, let set):
      let lanes = memory.bools(count)
      numbers.test(from: start, count: count, set, flip, to: lanes)
      return memory.packed(lanes, count)
    case .doubles(let buffer, let bound):
      let lanes = memory.bools(count)
      guard let base = buffer.values.baseAddress else { return memory.bits(0) }
      bound.test(base + start, count, flip, to: lanes)
      return memory.packed(lanes, count)
    }
  }

  /// The bits of the few rows that are `wanted`, asked one by one; nil where asking all of them costs
  /// little: wide numbers alone take many instructions and much memory.
  func bits(
    among wanted: ChunkBits, from start: Int, count: Int, _ memory: ChunkMemory
  ) -> ChunkBits? {
    guard validity == nil, case .numbers(.int64(let buffer), let range) = values,
      let base = buffer.values.baseAddress
    else { return nil }
    let flip: UInt64 = isInverted ? 1 : 0
    let (low, high) = (range.lowerBound, range.upperBound)
    let out = memory.bits(count)
    for word in 0..<Bitmap.words(for: count) {
      var rest = wanted[word]
      var found: UInt64 = 0
      while rest != 0 {
        let bit = rest.trailingZeroBitCount
        let value = base[start + word << 6 + bit]
        let isWithin: UInt64 = (value >= low ? 1 : 0) & (value <= high ? 1 : 0)
        found |= (isWithin ^ flip) << UInt64(bit)
        rest &= rest &- 1
      }
      out[word] = found
    }
    return out
  }

  private func inverted(_ bits: ChunkBits, _ count: Int, _ memory: ChunkMemory) -> ChunkBits {
    let all = memory.allBits(count)
    for word in 0..<Bitmap.words(for: count) { all[word] ^= bits[word] }
    return all
  }
}

extension StoredTest.Bound {
  /// Writes 1 (or 0, with `flip` 1) where a value lies within.
  fileprivate func test(
    _ values: UnsafePointer<Double>, _ count: Int, _ flip: UInt8,
    to out: UnsafeMutablePointer<UInt8>
  ) {
    switch self {
    case .below(let bound):
      for lane in 0..<count { out[lane] = (values[lane] < bound ? 1 : 0) ^ flip }
    case .upTo(let bound):
      for lane in 0..<count { out[lane] = (values[lane] <= bound ? 1 : 0) ^ flip }
    case .equal(let bound):
      for lane in 0..<count { out[lane] = (values[lane] == bound ? 1 : 0) ^ flip }
    }
  }
}

extension Codes {
  /// Writes 1 (or 0, with `flip` 1) where the code of a row is accepted.
  fileprivate func test(
    from start: Int, count: Int, _ accepted: [UInt8], _ flip: UInt8,
    to out: UnsafeMutablePointer<UInt8>
  ) {
    switch self {
    case .uint8(let buffer): Self.test(buffer, start, count, accepted, flip, out)
    case .uint16(let buffer): Self.test(buffer, start, count, accepted, flip, out)
    case .uint32(let buffer): Self.test(buffer, start, count, accepted, flip, out)
    }
  }

  @inline(__always)
  private static func test<T: FixedWidthInteger>(
    _ buffer: Buffer<T>, _ start: Int, _ count: Int, _ accepted: [UInt8], _ flip: UInt8,
    _ out: UnsafeMutablePointer<UInt8>
  ) {
    // Of a column without a single value no code is accepted.
    guard let base = buffer.values.baseAddress, !accepted.isEmpty else {
      return out.update(repeating: flip, count: count)
    }
    let source = base + start
    // One code alone is compared, many rows at once; several are looked up.
    if let only = accepted.onlyIndex(of: 1) {
      let wanted = T(truncatingIfNeeded: only)
      for lane in 0..<count { out[lane] = (source[lane] == wanted ? 1 : 0) ^ flip }
    } else if let only = accepted.onlyIndex(of: 0) {
      let unwanted = T(truncatingIfNeeded: only)
      for lane in 0..<count { out[lane] = (source[lane] != unwanted ? 1 : 0) ^ flip }
    } else {
      accepted.withUnsafeBufferPointer { table in
        guard let table = table.baseAddress else { return }
        for lane in 0..<count { out[lane] = table[Int(source[lane])] ^ flip }
      }
    }
  }
}

extension [UInt8] {
  /// The index of the only element that equals `value`; nil for none and for several.
  fileprivate func onlyIndex(of value: UInt8) -> Int? {
    guard let first = firstIndex(of: value), lastIndex(of: value) == first else { return nil }
    return first
  }
}

extension Integers {
  /// Writes 1 (or 0, with `flip` 1) where a row's number lies in `range`.
  fileprivate func test(
    from start: Int, count: Int, _ range: ClosedRange<Int64>, _ flip: UInt8,
    to out: UnsafeMutablePointer<UInt8>
  ) {
    switch self {
    case .int8(let buffer): Self.test(buffer, start, count, range, flip, out)
    case .int16(let buffer): Self.test(buffer, start, count, range, flip, out)
    case .int32(let buffer): Self.test(buffer, start, count, range, flip, out)
    case .int64(let buffer): Self.test(buffer, start, count, range, flip, out)
    }
  }

  @inline(__always)
  private static func test<T: FixedWidthInteger & SignedInteger>(
    _ buffer: Buffer<T>, _ start: Int, _ count: Int, _ range: ClosedRange<Int64>, _ flip: UInt8,
    _ out: UnsafeMutablePointer<UInt8>
  ) {
    let kept = Int64(T.min)...Int64(T.max)
    guard let base = buffer.values.baseAddress, range.overlaps(kept) else {
      return out.update(repeating: flip, count: count)
    }
    let source = base + start
    let bounds = range.clamped(to: kept)
    let low = T(truncatingIfNeeded: bounds.lowerBound)
    let high = T(truncatingIfNeeded: bounds.upperBound)
    if low == T.min {
      for lane in 0..<count { out[lane] = (source[lane] <= high ? 1 : 0) ^ flip }
    } else if high == T.max {
      for lane in 0..<count { out[lane] = (source[lane] >= low ? 1 : 0) ^ flip }
    } else {
      for lane in 0..<count {
        let value = source[lane]
        out[lane] = ((value >= low ? 1 : 0) & (value <= high ? 1 : 0)) ^ flip
      }
    }
  }
}
