#if canImport(Glibc)
  import Glibc
#endif

/// Numbers distinct texts in the order in which they first appear.
///
/// Open addressing with linear probing; a slot holds the upper half of the hash and code + 1, so that
/// bytes are compared only where 32 bits of hash agree. Not for use by several threads.
final class TextInterner {
  private var slots: UnsafeMutableBufferPointer<UInt64>
  private var bytes: UnsafeMutableBufferPointer<UInt8>
  private var used = 0
  private var starts: [Int] = [0]

  init(expecting expected: Int = 1024) {
    let capacity = max(64, expected.nextPowerOfTwo << 1)
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: 0)
    bytes = .allocate(capacity: max(1024, expected << 3))
  }

  deinit {
    slots.deallocate()
    bytes.deallocate()
  }

  var count: Int { starts.count - 1 }

  /// The code of `text`, a new one when it has not been seen.
  func code(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let hash = ContentHash.hash(text)
    let mask = slots.count - 1
    var at = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = slots[at]
      if slot == 0 { return insert(text, hash, at) }
      if slot >> 32 == hash >> 32 {
        let code = Int(truncatingIfNeeded: slot & 0xffff_ffff) - 1
        if equals(code, text) { return UInt32(code) }
      }
      at = (at + 1) & mask
    }
  }

  /// Whether `text` has been seen.
  func contains(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let hash = ContentHash.hash(text)
    let mask = slots.count - 1
    var at = Int(truncatingIfNeeded: hash) & mask
    while slots[at] != 0 {
      let slot = slots[at]
      if slot >> 32 == hash >> 32, equals(Int(truncatingIfNeeded: slot & 0xffff_ffff) - 1, text) {
        return true
      }
      at = (at + 1) & mask
    }
    return false
  }

  /// The codes of a run of texts, in their order.
  ///
  /// Looks all slots up, then all places, then compares: the memory fetches of 256 texts overlap
  /// instead of waiting for one another. What is not found in its first slot takes the long way.
  func codes(
    of arena: TextArena, _ rows: Range<Int>, to out: UnsafeMutablePointer<UInt32>
  ) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 512) { scratch in
      var start = rows.lowerBound
      while start < rows.upperBound {
        let count = min(256, rows.upperBound - start)
        probe(arena, start, count, scratch, out + (start - rows.lowerBound))
        start += count
      }
    }
  }

  private func probe(
    _ arena: TextArena, _ start: Int, _ count: Int,
    _ scratch: UnsafeMutableBufferPointer<UInt64>, _ out: UnsafeMutablePointer<UInt32>
  ) {
    let mask = slots.count - 1
    for index in 0..<count {
      let hash = ContentHash.hash(arena[start + index])
      scratch[index] = hash
      scratch[256 + index] = slots[Int(truncatingIfNeeded: hash) & mask]
    }
    for index in 0..<count {
      let slot = scratch[256 + index]
      let agrees = slot != 0 && slot >> 32 == scratch[index] >> 32
      let code = agrees ? Int(truncatingIfNeeded: slot & 0xffff_ffff) - 1 : 0
      out[index] = agrees ? UInt32(truncatingIfNeeded: code) : UInt32.max
      scratch[256 + index] = agrees ? UInt64(starts[code]) : 0
    }
    var firstBytes: UInt8 = 0
    for index in 0..<count { firstBytes ^= bytes[Int(scratch[256 + index])] }
    withExtendedLifetime(firstBytes) {
      for index in 0..<count {
        let text = arena[start + index]
        if out[index] == UInt32.max || !equals(Int(out[index]), text) {
          out[index] = code(text)
        }
      }
    }
  }

  subscript(code: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[starts[code]..<starts[code + 1]])
  }

  /// The texts seen, in the order given by `codes`.
  func arena(_ codes: [UInt32]) -> TextArena {
    var end: UInt32 = 0
    let offsets = Buffer<UInt32>(count: codes.count + 1) { out in
      for (row, code) in codes.enumerated() {
        out[row] = end
        end += UInt32(starts[Int(code) + 1] - starts[Int(code)])
      }
      out[codes.count] = end
    }
    let copied = Buffer<UInt8>(count: Int(end)) { out in
      for (row, code) in codes.enumerated() {
        RowGather.copy(
          UnsafeBufferPointer(bytes), starts[Int(code)], out,
          Int(offsets[row])..<Int(offsets[row + 1]))
      }
    }
    return TextArena(bytes: copied, offsets: offsets)
  }

  private func equals(_ code: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = starts[code]
    guard starts[code + 1] - start == text.count else { return false }
    guard let base = bytes.baseAddress, let other = text.baseAddress else { return true }
    return memcmp(base + start, other, text.count) == 0
  }

  private func insert(_ text: UnsafeBufferPointer<UInt8>, _ hash: UInt64, _ at: Int) -> UInt32 {
    if used + text.count > bytes.count { growBytes(for: text.count) }
    RowGather.copy(text, 0, bytes, used..<used + text.count)
    used += text.count
    starts.append(used)
    slots[at] = (hash & 0xffff_ffff_0000_0000) | UInt64(count)
    let code = UInt32(count - 1)
    if count << 1 > slots.count { growSlots() }
    return code
  }

  private func growBytes(for extra: Int) {
    let larger = UnsafeMutableBufferPointer<UInt8>.allocate(
      capacity: max(bytes.count << 1, used + extra))
    RowGather.copy(UnsafeBufferPointer(bytes), 0, larger, 0..<used)
    bytes.deallocate()
    bytes = larger
  }

  private func growSlots() {
    let larger = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: slots.count << 1)
    larger.initialize(repeating: 0)
    let mask = larger.count - 1
    for code in 0..<count {
      let hash = ContentHash.hash(self[code])
      var at = Int(truncatingIfNeeded: hash) & mask
      while larger[at] != 0 { at = (at + 1) & mask }
      larger[at] = (hash & 0xffff_ffff_0000_0000) | UInt64(code + 1)
    }
    slots.deallocate()
    slots = larger
  }
}

/// Numbers distinct whole numbers in the order in which they first appear.
struct NumberInterner {
  private var slots: [UInt32]
  private(set) var numbers: [Int64] = []

  init(expecting expected: Int = 1024) {
    slots = [UInt32](repeating: 0, count: max(64, expected.nextPowerOfTwo << 1))
  }

  mutating func code(_ number: Int64) -> UInt32 {
    let mask = slots.count - 1
    var at = Int(truncatingIfNeeded: ContentHash.hash(number)) & mask
    while slots[at] != 0 {
      if numbers[Int(slots[at]) - 1] == number { return slots[at] - 1 }
      at = (at + 1) & mask
    }
    numbers.append(number)
    slots[at] = UInt32(numbers.count)
    let code = UInt32(numbers.count - 1)
    if numbers.count << 1 > slots.count { grow() }
    return code
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count << 1)
    let mask = slots.count - 1
    for (code, number) in numbers.enumerated() {
      var at = Int(truncatingIfNeeded: ContentHash.hash(number)) & mask
      while slots[at] != 0 { at = (at + 1) & mask }
      slots[at] = UInt32(code + 1)
    }
  }
}

extension Int {
  fileprivate var nextPowerOfTwo: Int {
    self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
  }
}
