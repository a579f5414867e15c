/// Text results of one chunk, written back to back and copied to chunk memory once.
struct TextRun {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init(_ count: Int) {
    ends.reserveCapacity(count)
    bytes.reserveCapacity(count * 8)
  }

  /// Bytes of the text that is being written.
  var length: Int { bytes.count - (ends.last ?? 0) }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(_ text: some Sequence<UInt8>) { bytes.append(contentsOf: text) }

  mutating func append(_ scalar: Unicode.Scalar) {
    if scalar.isASCII {
      bytes.append(UInt8(truncatingIfNeeded: scalar.value))
    } else {
      bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  /// The text of one lane is complete.
  mutating func end() { ends.append(bytes.count) }

  /// The texts, in memory that lasts as long as the chunk.
  func lanes(_ memory: ChunkMemory) -> UnsafeMutablePointer<TextView> {
    let base = memory.text(bytes).start
    let views = memory.texts(ends.count)
    var start = 0
    for (lane, end) in ends.enumerated() {
      views[lane] = TextView(start: base + start, count: end - start)
      start = end
    }
    return views
  }
}
