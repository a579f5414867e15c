/// A strong 64-bit hash, the same in every run: 64×64→128-bit multiplications folded, after Wang Yi's
/// wyhash. Serves hash tables and fingerprints; not a defence against forgery.
enum ContentHash {
  private static let secret0: UInt64 = 0xa076_1d64_78bd_642f
  private static let secret1: UInt64 = 0xe703_7ed1_a0b4_28db
  private static let secret2: UInt64 = 0x8ebc_6af0_9c88_c6e3

  @inline(__always)
  static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  @inline(__always)
  static func hash(_ number: Int64) -> UInt64 {
    mix(UInt64(bitPattern: number) ^ secret0, secret1)
  }

  @inline(__always)
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64 = 0) -> UInt64 {
    guard let start = bytes.baseAddress else { return mix(seed ^ secret0, secret1) }
    return hash(UnsafeRawPointer(start), count: bytes.count, seed: seed)
  }

  static func hash(_ start: UnsafeRawPointer, count: Int, seed: UInt64) -> UInt64 {
    var state = seed ^ secret0
    var at = 0
    while count - at > 16 {
      state = mix(word(start, at) ^ secret1, word(start, at + 8) ^ state)
      at += 16
    }
    let (low, high) = tail(start + at, count - at)
    return mix(secret1 ^ UInt64(truncatingIfNeeded: count), mix(low ^ secret2, high ^ state))
  }

  @inline(__always)
  private static func word(_ start: UnsafeRawPointer, _ at: Int) -> UInt64 {
    start.loadUnaligned(fromByteOffset: at, as: UInt64.self)
  }

  /// The last 0 to 16 bytes as two words; words may overlap, the length is hashed as well.
  @inline(__always)
  private static func tail(_ start: UnsafeRawPointer, _ count: Int) -> (UInt64, UInt64) {
    if count >= 8 { return (word(start, 0), word(start, count - 8)) }
    if count >= 4 {
      let low = start.loadUnaligned(as: UInt32.self)
      let high = start.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
      return (UInt64(low), UInt64(high))
    }
    guard count > 0 else { return (0, 0) }
    let first = UInt64(start.load(as: UInt8.self))
    let middle = UInt64(start.load(fromByteOffset: count >> 1, as: UInt8.self))
    let last = UInt64(start.load(fromByteOffset: count - 1, as: UInt8.self))
    return (first << 16 | middle << 8 | last, 0)
  }
}
