/// Walks front-coded ids, never past the end whatever the bytes are: of each entry the number of bytes
/// shared with the id before, the number of bytes that follow, both LEB128, and these bytes.
struct FrontCodedReader {
  private var reader: PackedReader

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    reader = PackedReader(bytes)
  }

  /// How many ids `packed` holds; nil when they are not whole.
  static func entries(_ packed: [UInt8]) -> Int? {
    packed.withUnsafeBufferPointer { bytes in
      var reader = FrontCodedReader(bytes)
      var length = 0
      var entries = 0
      while let (shared, suffix) = reader.nextEntry() {
        guard shared <= length else { return nil }
        length = shared + suffix.count
        entries += 1
      }
      return reader.reader.isAtEnd ? entries : nil
    }
  }

  /// The next suffix, with `id` cut back to what it shares with the one before.
  mutating func next(after id: inout [UInt8]) -> UnsafeBufferPointer<UInt8>? {
    guard let (shared, suffix) = nextEntry(), shared <= id.count else { return nil }
    id.removeLast(id.count - shared)
    return suffix
  }

  private mutating func nextEntry() -> (shared: Int, suffix: UnsafeBufferPointer<UInt8>)? {
    var next = reader
    guard let shared = next.length(), let suffix = next.bytes() else { return nil }
    reader = next
    return (shared, suffix)
  }
}
