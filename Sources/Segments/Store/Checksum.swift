/// A 64-bit FNV-1a checksum: finds damage, does not resist forgery.
///
/// Each step is a bijection of the state, so any damage confined to one byte is found with
/// certainty. Texts and numbers are fed with their lengths, so that moving a byte from one field to
/// the next is found too. Source: Fowler, Noll, Vo; draft-eastlake-fnv.
struct Checksum {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(bytes: UnsafeRawBufferPointer) {
    var state = value
    for byte in bytes {
      state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
    value = state
  }

  /// The same eight bytes at a time (of the last ones those that are there), for much: a step is a bijection
  /// as well, so damage confined to one word is found with certainty, if both sums are made in this way. What a product has in its high bits
  /// only is turned to the low ones, where the next product spreads it.
  mutating func add(words bytes: UnsafeRawBufferPointer) {
    var state = value
    let whole = bytes.count & ~7
    for start in stride(from: 0, to: whole, by: 8) {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
      let product = (state ^ word) &* 0x0000_0100_0000_01b3
      state = product << 29 | product >> 35
    }
    value = state
    add(bytes: UnsafeRawBufferPointer(rebasing: bytes[whole...]))
  }

  mutating func add(_ number: Int64) {
    withUnsafeBytes(of: number.littleEndian) { add(bytes: $0) }
  }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 {
      add(Int64($0.count))
      add(bytes: UnsafeRawBufferPointer($0))
    }
  }

  /// nil and the empty text differ.
  mutating func add(_ text: String?) {
    add(Int64(text == nil ? 0 : 1))
    if let text { add(text) }
  }

  /// SQLite keeps signed integers.
  var signed: Int64 { Int64(bitPattern: value) }

  static func of(_ text: String) -> Int64 {
    var sum = Checksum()
    sum.add(text)
    return sum.signed
  }
}
