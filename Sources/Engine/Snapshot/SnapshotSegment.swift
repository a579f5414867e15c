/// One run of values in a snapshot, as the file's table of segments describes it.
struct SnapshotSegment: Sendable, Hashable {
  /// Large segments start a page, all start a cache line.
  static let page = 4096
  static let line = 64
  /// Bytes of an entry: five words.
  static let entrySize = 40

  /// What a wrong value could lead to decides how much of a segment is checked when it is opened.
  enum Nature: UInt64, Sendable {
    /// Numbers, dates, text: a wrong one would be a wrong number. Some blocks are checked when the file
    /// is opened, all of them later.
    case values = 1
    /// Offsets, codes, validity: a wrong one would lead outside of memory. All is checked on opening.
    case structure = 2
  }

  var offset: Int
  var size: Int
  var nature: Nature
  /// Of all bytes.
  var checksum: UInt64
  /// Of some blocks.
  var sample: UInt64

  /// Where a segment of `size` bytes starts that comes after `position`.
  static func start(after position: Int, size: Int) -> Int {
    let alignment = size >= 16 * page ? page : line
    return (position + alignment - 1) / alignment * alignment
  }
}

/// Checksums of segments: find damage, do not resist forgery.
enum SnapshotChecksum {
  /// Bytes hashed, and written, at a time: few enough to stay in the cache between the two.
  static let piece = 1 << 20
  /// Blocks that a sample looks at, spread evenly over the segment, the first and the last among them.
  private static let sampledBlocks = 8

  /// `body` is called with each piece after it was hashed; false ends the work.
  static func whole(
    _ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Bool = { _ in true }
  ) -> UInt64? {
    var state = UInt64(bytes.count)
    var at = 0
    while at < bytes.count {
      let end = min(bytes.count, at + piece)
      let part = UnsafeRawBufferPointer(rebasing: bytes[at..<end])
      state = hash(part, state)
      guard body(part) else { return nil }
      at = end
    }
    return state
  }

  static func sample(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let block = SnapshotSegment.page
    var state = UInt64(bytes.count)
    guard bytes.count > sampledBlocks * block else { return hash(bytes, state) }
    let room = bytes.count - block
    for index in 0..<sampledBlocks {
      let start = room * index / (sampledBlocks - 1) / block * block
      let end = index == sampledBlocks - 1 ? bytes.count : start + block
      state = hash(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), state)
    }
    return state
  }

  static func hash(_ bytes: UnsafeRawBufferPointer, _ seed: UInt64) -> UInt64 {
    guard let start = bytes.baseAddress else { return seed }
    return ContentHash.hash(start, count: bytes.count, seed: seed)
  }
}
