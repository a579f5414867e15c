import CKernels

/// The positions of delimiters, quotes and line ends in a block, ascending, 64 bytes at a time.
///
/// Blocks are followed by `padding` readable bytes, so loads past the end are harmless.
struct SeparatorStream {
  static let padding = 80

  private let bytes: UnsafePointer<UInt8>
  private let limit: Int
  private let delimiter: SIMD16<UInt8>
  private let quote: SIMD16<UInt8>
  private let lineFeed = SIMD16<UInt8>(repeating: .lineFeed)
  private let carriageReturn = SIMD16<UInt8>(repeating: .carriageReturn)
  private var base: Int
  private var mask: UInt64
  /// Separators of the next bytes from `base` on, found many at a time where the processor does that quickly:
  /// `ahead` words, of which the one at `place` is the next.
  private let found: UnsafeMutablePointer<UInt64>
  private var place = 0
  private var ahead = 0

  /// Words that `found` has room for.
  static let lookAhead = 16

  /// Positions from `start` on, below `limit`.
  ///
  /// - Parameter found: room for `lookAhead` words while the stream is used.
  init(
    _ block: UnsafePointer<UInt8>, from start: Int, limit: Int, dialect: Dialect,
    found: UnsafeMutablePointer<UInt64>
  ) {
    bytes = block
    self.limit = limit
    self.found = found
    delimiter = SIMD16(repeating: dialect.delimiter)
    quote = SIMD16(repeating: dialect.quote ?? dialect.delimiter)
    base = start
    mask = 0
    mask = separators(at: start)
  }

  /// The next position, or `limit` when there is none.
  @inline(__always)
  mutating func next() -> Int {
    while mask == 0 {
      base &+= 64
      if base >= limit { return limit }
      mask = separators(at: base)
    }
    let position = base &+ mask.trailingZeroBitCount
    mask &= mask &- 1
    return min(position, limit)
  }

  /// Goes on from `position`.
  @inline(__always)
  mutating func seek(_ position: Int) {
    base = position
    ahead = 0
    mask = position < limit ? separators(at: position) : 0
  }

  @inline(__always)
  private mutating func separators(at position: Int) -> UInt64 {
    if place < ahead {
      place &+= 1
      return found[place &- 1]
    }
    return more(at: position)
  }

  /// Looks ahead as far as bytes are readable.
  private mutating func more(at position: Int) -> UInt64 {
    let words = min(Self.lookAhead, (limit &- position) / 64 &+ 1)
    if ckernels_find4(
      bytes + position, words, delimiter[0], quote[0], lineFeed[0], carriageReturn[0], found)
    {
      (place, ahead) = (1, words)
      return found[0]
    }
    let start = UnsafeRawPointer(bytes + position)
    return sixteen(start) | sixteen(start + 16) << 16 | sixteen(start + 32) << 32
      | sixteen(start + 48) << 48
  }

  /// One bit a byte. SSE2's move-mask is out of reach from Swift: each matching byte is 0xFF, keeps
  /// the bit of its place, and a multiplication adds the eight places up in the top byte.
  @inline(__always)
  private func sixteen(_ start: UnsafeRawPointer) -> UInt64 {
    let chunk = start.loadUnaligned(as: SIMD16<UInt8>.self)
    let hits =
      (chunk .== delimiter) .| (chunk .== quote) .| (chunk .== lineFeed)
      .| (chunk .== carriageReturn)
    let halves = unsafeBitCast(hits, to: SIMD2<UInt64>.self)
    let low = ((halves[0] & 0x8040_2010_0804_0201) &* 0x0101_0101_0101_0101) >> 56
    let high = ((halves[1] & 0x8040_2010_0804_0201) &* 0x0101_0101_0101_0101) >> 56
    return low | high << 8
  }
}
