/// Characters here are Unicode scalars, as in SQL: `length('é')` is 2 when the accent stands apart.
extension TextView {
  /// How many scalars the text has: bytes that do not continue one. As many as bytes means that every
  /// scalar is one byte.
  @inline(__always)
  var scalarCount: Int {
    let raw = UnsafeRawPointer(start)
    var total = count
    var at = 0
    while at + 8 <= count {
      let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      // The first two bits of a byte that continues a scalar are 1 and 0.
      total -= (word >> 7 & ~word >> 6 & 0x0101_0101_0101_0101).nonzeroBitCount
      at += 8
    }
    while at < count {
      total -= start[at] & 0xC0 == 0x80 ? 1 : 0
      at += 1
    }
    return total
  }

  /// The byte where scalar number `index` (from 0) begins; `count` when there are fewer.
  func byteOffset(ofScalar index: Int, from first: Int = 0) -> Int {
    var offset = first
    var left = index
    while offset < count, left > 0 {
      offset = next(after: offset)
      left -= 1
    }
    return offset
  }

  /// The byte where the scalar after the one at `offset` begins.
  @inline(__always)
  func next(after offset: Int) -> Int {
    var next = offset + 1
    while next < count, start[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }

  /// The byte where the scalar that ends before `end` begins.
  @inline(__always)
  func previous(before end: Int) -> Int {
    var first = end - 1
    while first > 0, start[first] & 0xC0 == 0x80 { first -= 1 }
    return first
  }

  /// Bytes `first ..< end`, without copying.
  @inline(__always)
  func slice(_ first: Int, _ end: Int) -> TextView {
    TextView(start: start + first, count: max(0, end - first))
  }

  /// Calls `body` with each scalar. What is not UTF-8 comes as the replacement character.
  @inline(__always)
  func forEachScalar(_ body: (Unicode.Scalar) -> Void) {
    var decoder = UTF8()
    var input = bytes.makeIterator()
    while true {
      switch decoder.decode(&input) {
      case .scalarValue(let scalar): body(scalar)
      case .error: body("\u{FFFD}")
      case .emptyInput: return
      }
    }
  }
}
