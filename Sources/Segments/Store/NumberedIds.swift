/// Ids of one prefix and digits as they are packed: a mark, the prefix with its length, the width to which
/// digits are padded (LEB128), and the numbers. After `MemberList.numberedMark`, the difference of each to the
/// one before, folded so that small differences of either sign take one byte (zigzag LEB128); after
/// `MemberList.rangeMark` and `wordsMark`, ascending, the first (LEB128) and a bit for it and each number above it.
struct NumberedIds {
  let prefix: [UInt8]
  let width: Int
  private(set) var numbers: [Int64] = []

  /// The longest padding that a list may ask for.
  private static let widest = 64

  /// nil when `packed` holds other ids, or is not whole.
  init?(_ packed: [UInt8]) {
    var numbers: [Int64] = []
    var (prefix, width) = ([UInt8](), 0)
    let isWhole = packed.withUnsafeBufferPointer { bytes -> Bool in
      var reader = PackedReader(bytes)
      guard let mark = reader.byte(), MemberList.numberedMark...MemberList.wordsMark ~= mark,
        let text = reader.bytes(), let padded = reader.length(), padded <= Self.widest
      else { return false }
      prefix = Array(text)
      width = padded
      if mark != MemberList.numberedMark { return Self.read(&reader, to: &numbers) }
      numbers.reserveCapacity(bytes.count)
      var number: Int64 = 0
      while let folded = reader.number() {
        number &+= Int64(bitPattern: folded >> 1) ^ -Int64(bitPattern: folded & 1)
        guard number >= 0 else { return false }
        numbers.append(number)
      }
      return reader.isAtEnd
    }
    guard isWhole else { return nil }
    self.prefix = prefix
    self.width = width
    self.numbers = numbers
  }

  /// Numbers that are bits.
  private static func read(_ reader: inout PackedReader, to numbers: inout [Int64]) -> Bool {
    guard let first = reader.number(), first <= UInt64(Int64.max) else { return false }
    let bits = reader.rest()
    // So that a list has one way of being written, and no number wraps round.
    guard bits.first.map({ $0 & 1 == 1 }) ?? false, bits.last != 0,
      Int64(bits.count) * 8 <= Int64.max - Int64(first)
    else { return false }
    numbers.reserveCapacity(bits.reduce(0) { $0 + $1.nonzeroBitCount })
    for (place, byte) in bits.enumerated() {
      var rest = byte
      while rest != 0 {
        numbers.append(Int64(first) + Int64(place * 8 + rest.trailingZeroBitCount))
        rest &= rest &- 1
      }
    }
    return true
  }

  private static func head(_ mark: UInt8, _ prefix: String, _ width: Int) -> [UInt8] {
    var head = [mark]
    head.append(leb128: UInt64(prefix.utf8.count))
    head += prefix.utf8
    head.append(leb128: UInt64(width))
    return head
  }

  /// - Parameter bits: bit 0 is number `first`, which is one of them; the last byte is not 0.
  static func packed(prefix: String, width: Int, first: Int64, bits: [UInt8]) -> [UInt8] {
    var packed = head(MemberList.wordsMark, prefix, width)
    packed.append(leb128: UInt64(first))
    return packed + bits
  }

  static func packed(prefix: String, width: Int, _ numbers: [Int64]) -> [UInt8] {
    let head = head(MemberList.numberedMark, prefix, width)
    // Ten bytes are the most that 64 bits take.
    return [UInt8](unsafeUninitializedCapacity: head.count + numbers.count * 10) { out, filled in
      for byte in head {
        out[filled] = byte
        filled += 1
      }
      var last: Int64 = 0
      for number in numbers {
        let difference = number &- last
        last = number
        var rest = UInt64(bitPattern: (difference << 1) ^ (difference >> 63))
        while rest >= 0x80 {
          out[filled] = UInt8(truncatingIfNeeded: rest) | 0x80
          filled += 1
          rest >>= 7
        }
        out[filled] = UInt8(truncatingIfNeeded: rest)
        filled += 1
      }
    }
  }

  /// Calls `body` with the UTF-8 bytes of each id in turn.
  func forEach(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    let longest = max(width, 20)
    var id = prefix + [UInt8](repeating: 0, count: longest)
    for number in numbers {
      var digits = 0
      var rest = number
      repeat {
        digits += 1
        rest /= 10
      } while rest > 0
      let count = max(digits, width)
      rest = number
      for place in stride(from: prefix.count + count - 1, through: prefix.count, by: -1) {
        id[place] = UInt8(truncatingIfNeeded: 48 + rest % 10)
        rest /= 10
      }
      id.withUnsafeBufferPointer {
        body(UnsafeBufferPointer(rebasing: $0[..<(prefix.count + count)]))
      }
    }
  }
}
