extension Statistics {
  /// The number of different values.
  static func distinct(_ values: UnsafeMutableBufferPointer<Int64>) -> Int {
    isShort(values) ? neighbours(values) : distinct(values) { UInt64(bitPattern: $0) }
  }

  /// Doubles that are not numbers count as one value, 0 and −0 as well.
  static func distinct(_ values: UnsafeMutableBufferPointer<Double>) -> Int {
    if isShort(values), !values.contains(where: \.isNaN) { return neighbours(values) }
    return distinct(values) { value in
      if value == 0 { return 0 }
      return value.isNaN ? Double.nan.bitPattern : value.bitPattern
    }
  }

  /// Whether it is quicker to sort the values, which may be sorted already, than to look them up.
  private static func isShort<T: Comparable>(_ values: UnsafeMutableBufferPointer<T>) -> Bool {
    values.count <= Selection.shortRun || isSorted(values)
  }

  /// Counts values that differ from the one before, once they are sorted.
  private static func neighbours<T: Comparable>(_ values: UnsafeMutableBufferPointer<T>) -> Int {
    guard values.count > 1 else { return values.count }
    sort(values)
    var count = 1
    for index in 1..<values.count where values[index] != values[index - 1] { count += 1 }
    return count
  }

  @inline(__always)
  private static func distinct<T>(
    _ values: UnsafeMutableBufferPointer<T>, _ pattern: (T) -> UInt64
  ) -> Int {
    let table = SeenNumbers()
    var hasZero = 0
    for value in values {
      let number = pattern(value)
      if number == 0 { hasZero = 1 } else { table.insert(number) }
    }
    return table.count + hasZero
  }
}

/// Different numbers other than 0: open addressing, 0 marks a free slot.
private final class SeenNumbers {
  private var slots = UnsafeMutablePointer<UInt64>.allocate(capacity: 1 << 8)
  private var mask = (1 << 8) - 1
  private(set) var count = 0

  init() { slots.initialize(repeating: 0, count: mask + 1) }

  deinit { BulkMemory.release(slots) }

  @inline(__always)
  func insert(_ number: UInt64) {
    var at = Int(truncatingIfNeeded: ContentHash.hash(Int64(bitPattern: number))) & mask
    while slots[at] != 0 {
      if slots[at] == number { return }
      at = (at + 1) & mask
    }
    slots[at] = number
    count += 1
    if count * 2 > mask { grow() }
  }

  private func grow() {
    let (old, size) = (slots, mask + 1)
    mask = size * 4 - 1
    slots = BulkMemory.allocate(UInt64.self, mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
    for place in 0..<size where old[place] != 0 {
      var at = Int(truncatingIfNeeded: ContentHash.hash(Int64(bitPattern: old[place]))) & mask
      while slots[at] != 0 { at = (at + 1) & mask }
      slots[at] = old[place]
    }
    BulkMemory.release(old)
  }
}
