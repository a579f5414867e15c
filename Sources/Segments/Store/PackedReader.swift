/// Reads numbers and runs of bytes one after the other, never past the end whatever the bytes are.
struct PackedReader {
  private let all: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { all = bytes }

  var isAtEnd: Bool { position == all.count }

  mutating func byte() -> UInt8? {
    guard position < all.count else { return nil }
    defer { position += 1 }
    return all[position]
  }

  /// An LEB128 number of up to 64 bits.
  mutating func number() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < all.count, shift < 64 {
      let byte = all[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  /// A number of bytes.
  mutating func length() -> Int? { number().flatMap(Int.init(exactly:)) }

  /// All bytes that are left.
  mutating func rest() -> UnsafeBufferPointer<UInt8> {
    defer { position = all.count }
    return UnsafeBufferPointer(rebasing: all[position...])
  }

  /// A length and as many bytes.
  mutating func bytes() -> UnsafeBufferPointer<UInt8>? {
    guard let count = length(), count <= all.count - position else { return nil }
    defer { position += count }
    return UnsafeBufferPointer(rebasing: all[position..<position + count])
  }
}

extension [UInt8] {
  mutating func append(leb128 number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }
}
