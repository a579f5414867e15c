import CKernels

/// Rows whose text has another one within it: texts lie back to back, so that a chunk's are searched as one, and
/// only what is found is brought to its row.
struct TextProbe {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let offsets: UnsafeBufferPointer<UInt32>
  private let part: UnsafeBufferPointer<UInt8>

  /// - Parameters:
  ///   - arena: lives for as long as the probe.
  ///   - part: the same; not empty.
  init(_ arena: TextArena, _ part: Buffer<UInt8>) {
    bytes = arena.bytes.values
    offsets = arena.offsets.values
    self.part = part.values
  }

  /// Sets the bits of rows `start ..< start + count` whose text has the part.
  func write(from start: Int, count: Int, to out: ChunkBits) {
    out.update(repeating: 0, count: Bitmap.words(for: count))
    let end = Int(offsets[start + count])
    var position = Int(offsets[start])
    var lane = 0
    while let place = place(from: position, to: end) {
      lane = self.lane(of: place, from: lane, start, count)
      let next = Int(offsets[start + lane + 1])
      if place + part.count <= next {
        out[lane >> 6] |= 1 << UInt64(lane & 63)
        position = next
      } else {
        // The end of one text and the beginning of the next.
        position = place + 1
      }
    }
  }

  /// The first place of the part in some bytes.
  private func place(from start: Int, to end: Int) -> Int? {
    guard end - start >= part.count, let base = bytes.baseAddress else { return nil }
    var found = 0
    if ckernels_find_text(base + start, end - start, part.baseAddress, part.count, &found) {
      return found == end - start ? nil : start + found
    }
    let region = TextView(UnsafeBufferPointer(rebasing: bytes[start..<end]))
    return region.offset(of: TextView(part)).map { start + $0 }
  }

  /// The lane, not before `first`, whose text holds byte `place`: in steps that double, then by halves.
  private func lane(of place: Int, from first: Int, _ start: Int, _ count: Int) -> Int {
    var low = first
    var step = 1
    while low + step < count, Int(offsets[start + low + step]) <= place {
      low += step
      step *= 2
    }
    var high = min(low + step, count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(offsets[start + middle]) <= place { low = middle } else { high = middle }
    }
    return low
  }
}
