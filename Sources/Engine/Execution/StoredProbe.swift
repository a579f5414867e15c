import CKernels

/// A test as threads ask it: pointers into the columns that its `StoredTest` keeps. Nothing in it is counted;
/// two threads that count the same references wait for each other at every chunk (measured: a fifth of a
/// short query).
struct StoredProbe {
  private enum Values {
    case bits(UnsafeBufferPointer<UInt64>)
    case codes8(UnsafeBufferPointer<UInt8>, AcceptedCodes)
    case codes16(UnsafeBufferPointer<UInt16>, AcceptedCodes)
    case codes32(UnsafeBufferPointer<UInt32>, AcceptedCodes)
    case int8(UnsafeBufferPointer<Int8>, ClosedRange<Int64>)
    case int16(UnsafeBufferPointer<Int16>, ClosedRange<Int64>)
    case int32(UnsafeBufferPointer<Int32>, ClosedRange<Int64>)
    case int64(UnsafeBufferPointer<Int64>, ClosedRange<Int64>)
    case doubles(UnsafeBufferPointer<Double>, StoredTest.Bound)
    case members(Unmanaged<NumberMembers>)
    case containing(TextProbe)
  }

  private let values: Values
  /// 1 turns the answer over.
  private let flip: UInt8
  /// Rows that have a value; nil: all.
  let validity: UnsafeBufferPointer<UInt64>?

  init(_ test: StoredTest) {
    flip = test.isInverted ? 1 : 0
    validity = test.validity?.words.values
    values =
      switch test.values {
      case .bits(let bits): .bits(bits.words.values)
      case .codes(.uint8(let codes), let table): .codes8(codes.values, AcceptedCodes(table.values))
      case .codes(.uint16(let codes), let table):
        .codes16(codes.values, AcceptedCodes(table.values))
      case .codes(.uint32(let codes), let table):
        .codes32(codes.values, AcceptedCodes(table.values))
      case .numbers(.int8(let numbers), let range): .int8(numbers.values, range)
      case .numbers(.int16(let numbers), let range): .int16(numbers.values, range)
      case .numbers(.int32(let numbers), let range): .int32(numbers.values, range)
      case .numbers(.int64(let numbers), let range): .int64(numbers.values, range)
      case .numbers(.seconds(let numbers), let range):
        .int32(numbers.values, Self.seconds(within: range))
      case .doubles(let numbers, let bound): .doubles(numbers.values, bound)
      case .members(let members): .members(.passUnretained(members))
      case .containing(let arena, let part): .containing(TextProbe(arena, part))
      }
  }

  /// The whole seconds in a range of microseconds; where there is none, what is no second of any row.
  private static func seconds(within range: ClosedRange<Int64>) -> ClosedRange<Int64> {
    let second = Integers.second
    // Rounded towards zero, that is up where the first is negative, and down where the last is not.
    let first = range.lowerBound / second + (range.lowerBound % second > 0 ? 1 : 0)
    let last = range.upperBound / second - (range.upperBound % second < 0 ? 1 : 0)
    return first <= last ? first...last : .max ... .max
  }

  /// The bits of rows `start ..< start + count`: where the test holds, whatever null rows hold.
  func bits(from start: Int, count: Int, _ memory: ChunkMemory) -> ChunkBits {
    if case .bits(let words) = values {
      let out = memory.bits(count)
      Bitmap.copy(words, from: start, count: count, to: out)
      return flip == 1 ? inverted(out, count, memory) : out
    }
    if case .containing(let probe) = values {
      let out = memory.bits(count)
      probe.write(from: start, count: count, to: out)
      return flip == 1 ? inverted(out, count, memory) : out
    }
    if let bits = vectorBits(from: start, count: count, memory) { return bits }
    let lanes = memory.bools(count)
    switch values {
    case .bits, .containing: break
    case .codes8(let codes, let accepted): accepted.test(codes, start, count, flip, lanes)
    case .codes16(let codes, let accepted): accepted.test(codes, start, count, flip, lanes)
    case .codes32(let codes, let accepted): accepted.test(codes, start, count, flip, lanes)
    case .int8(let numbers, let range): Self.test(numbers, start, count, range, flip, lanes)
    case .int16(let numbers, let range): Self.test(numbers, start, count, range, flip, lanes)
    case .int32(let numbers, let range): Self.test(numbers, start, count, range, flip, lanes)
    case .int64(let numbers, let range): Self.test(numbers, start, count, range, flip, lanes)
    case .doubles(let numbers, let bound):
      if let base = numbers.baseAddress { bound.test(base + start, count, flip, to: lanes) }
    case .members(let members):
      members._withUnsafeGuaranteedRef {
        $0.numbers.test(from: start, count: count, $0.set, flip, to: lanes)
      }
    }
    return memory.packed(lanes, count)
  }

  /// Rows are few when they are fewer than one of so many: wide numbers that few rows ask for are not all
  /// read then, and reading them one after the other costs little where vectors compare them.
  static let fewOf = ckernels_are_usable() ? 64 : 8

  /// The bits of the few rows that are `wanted`, asked one by one; nil where asking all of them costs
  /// little: wide numbers alone take many instructions and much memory.
  func bits(
    among wanted: ChunkBits, from start: Int, count: Int, _ memory: ChunkMemory
  ) -> ChunkBits? {
    guard validity == nil, case .int64(let numbers, let range) = values,
      let base = numbers.baseAddress
    else { return nil }
    let flip = UInt64(flip)
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

  /// The same by the processor's wider vectors; nil where it has none, or there is no kernel for it.
  private func vectorBits(from start: Int, count: Int, _ memory: ChunkMemory) -> ChunkBits? {
    let out = memory.bits(count)
    let flip: UInt64 = flip == 1 ? ~0 : 0
    let isDone =
      switch values {
      case .codes8(let codes, let accepted):
        accepted.write(codes.baseAddress.map { $0 + start }, count, flip, to: out)
      case .codes16(let codes, let accepted):
        accepted.write(codes.baseAddress.map { $0 + start }, count, flip, to: out)
      case .int8(let numbers, let range):
        Self.write(numbers, start, count, range, flip, out, ckernels_range_i8)
      case .int16(let numbers, let range):
        Self.write(numbers, start, count, range, flip, out, ckernels_range_i16)
      case .int32(let numbers, let range):
        Self.write(numbers, start, count, range, flip, out, ckernels_range_i32)
      case .int64(let numbers, let range):
        Self.write(numbers, start, count, range, flip, out, ckernels_range_i64)
      case .bits, .codes32, .doubles, .members, .containing: false
      }
    return isDone ? out : nil
  }

  /// - Parameter kernel: writes where a number lies between two others.
  @inline(__always)
  private static func write<T: FixedWidthInteger & SignedInteger>(
    _ numbers: UnsafeBufferPointer<T>, _ start: Int, _ count: Int, _ range: ClosedRange<Int64>,
    _ flip: UInt64, _ out: ChunkBits,
    _ kernel: (UnsafePointer<T>, Int, T, T, UInt64, ChunkBits) -> Bool
  ) -> Bool {
    let kept = Int64(T.min)...Int64(T.max)
    guard let base = numbers.baseAddress, range.overlaps(kept) else { return false }
    let bounds = range.clamped(to: kept)
    return kernel(
      base + start, count, T(truncatingIfNeeded: bounds.lowerBound),
      T(truncatingIfNeeded: bounds.upperBound), flip, out)
  }

  private func inverted(_ bits: ChunkBits, _ count: Int, _ memory: ChunkMemory) -> ChunkBits {
    let all = memory.allBits(count)
    for word in 0..<Bitmap.words(for: count) { all[word] ^= bits[word] }
    return all
  }

  /// Writes 1 (or 0, with `flip` 1) where a row's number lies in `range`.
  @inline(__always)
  private static func test<T: FixedWidthInteger & SignedInteger>(
    _ numbers: UnsafeBufferPointer<T>, _ start: Int, _ count: Int, _ range: ClosedRange<Int64>,
    _ flip: UInt8, _ out: UnsafeMutablePointer<UInt8>
  ) {
    let kept = Int64(T.min)...Int64(T.max)
    guard let base = numbers.baseAddress, range.overlaps(kept) else {
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
