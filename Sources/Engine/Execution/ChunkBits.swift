import CKernels

/// Bits of one chunk, bit 0 of word 0 being lane 0; bits beyond the chunk's rows are zero.
typealias ChunkBits = UnsafeMutablePointer<UInt64>

extension ChunkMemory {
  /// Uninitialised bits for `count` lanes.
  func bits(_ count: Int) -> ChunkBits { lanes(UInt64.self, Bitmap.words(for: count)) }

  /// One bit set for each of `count` lanes.
  func allBits(_ count: Int) -> ChunkBits {
    let words = Bitmap.words(for: count)
    let out = lanes(UInt64.self, words)
    out.update(repeating: ~0, count: words)
    if count & 63 != 0 { out[words - 1] = (1 << UInt64(count & 63)) - 1 }
    return out
  }

  /// 0 or 1 a lane, from a bit a lane.
  func bytes(_ bits: ChunkBits, _ count: Int) -> UnsafeMutablePointer<UInt8> {
    // Whole words are written: room for the lanes of the last one, needed or not.
    let out = bools((count + 63) & ~63)
    Bitmap.unpack(bits, Bitmap.words(for: count), to: out)
    return out
  }

  /// The bits of lanes that are 0 or 1.
  func packed(_ lanes: UnsafePointer<UInt8>, _ count: Int) -> ChunkBits {
    let out = bits(count)
    Bitmap.pack(lanes, count, at: 0, to: out)
    return out
  }
}

extension Bitmap {
  /// Copies the bits of rows `start ..< start + count`, wherever in a word they begin, to `out`.
  func copy(from start: Int, count: Int, to out: ChunkBits) {
    Self.copy(words.values, from: start, count: count, to: out)
  }

  /// The same of a bitmap's words.
  static func copy(
    _ source: UnsafeBufferPointer<UInt64>, from start: Int, count: Int, to out: ChunkBits
  ) {
    let used = Self.words(for: count)
    let first = start >> 6
    let shift = UInt64(start & 63)
    if shift == 0 {
      for word in 0..<used { out[word] = source[first + word] }
    } else {
      for word in 0..<used {
        let next = first + word + 1 < source.count ? source[first + word + 1] : 0
        out[word] = source[first + word] >> shift | next << (64 - shift)
      }
    }
    if count & 63 != 0 { out[used - 1] &= (1 << UInt64(count & 63)) - 1 }
  }

  /// Spreads `words` words to 64 bytes of 0 or 1 each.
  static func unpack(
    _ bits: UnsafePointer<UInt64>, _ words: Int, to out: UnsafeMutablePointer<UInt8>
  ) {
    if ckernels_unpack(bits, words, out) { return }
    let target = UnsafeMutableRawPointer(out)
    for word in 0..<words {
      for group in 0..<8 {
        let byte = bits[word] >> UInt64(group * 8) & 0xFF
        // Byte k of the product keeps bit k; what is not zero there becomes 1.
        let spread = (byte &* 0x0101_0101_0101_0101) & 0x8040_2010_0804_0201
        let ones = ((spread &+ 0x7F7F_7F7F_7F7F_7F7F) | spread) >> 7 & 0x0101_0101_0101_0101
        target.storeBytes(of: ones, toByteOffset: word * 64 + group * 8, as: UInt64.self)
      }
    }
  }

  static func population(_ bits: ChunkBits, _ count: Int) -> Int {
    population(UnsafeBufferPointer(start: bits, count: words(for: count)))
  }
}
