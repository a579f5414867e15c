/// Ids of one prefix and digits as they are packed: `MemberList.numberedMark`, the prefix with its
/// length, the width to which digits are padded (LEB128), and of each number the difference to the
/// one before, folded so that small differences of either sign take one byte (zigzag LEB128).
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
      guard reader.byte() == MemberList.numberedMark, let text = reader.bytes(),
        let padded = reader.length(), padded <= Self.widest
      else { return false }
      prefix = Array(text)
      width = padded
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

  static func packed(prefix: String, width: Int, _ numbers: [Int64]) -> [UInt8] {
    var head = [MemberList.numberedMark]
    head.append(leb128: UInt64(prefix.utf8.count))
    head += prefix.utf8
    head.append(leb128: UInt64(width))
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
