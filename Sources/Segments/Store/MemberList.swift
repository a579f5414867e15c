/// The ids of a segment's customers, packed into one run of bytes, in the order given.
///
/// Each id is kept as the number of bytes it shares with the one before and the bytes that follow
/// (front coding, LEB128 lengths): a million ids of the kind `C0000001` take 3 MB, and writing one
/// costs a comparison of bytes. No id is dropped or sorted; the caller gives each once.
public struct MemberList: Sendable, Hashable {
  public private(set) var count = 0
  /// `count` entries: shared length, suffix length, suffix.
  private(set) var packed: [UInt8] = []
  private var last: [UInt8] = []

  public init() {}

  public init(_ ids: some Sequence<String>) {
    for var id in ids { id.withUTF8 { append($0) } }
  }

  /// Adds one id, given as its UTF-8 bytes.
  public mutating func append(_ id: UnsafeBufferPointer<UInt8>) {
    var shared = 0
    last.withUnsafeBufferPointer { last in
      let limit = min(last.count, id.count)
      while shared < limit, last[shared] == id[shared] { shared += 1 }
    }
    append(length: shared)
    append(length: id.count - shared)
    packed.append(contentsOf: UnsafeBufferPointer(rebasing: id[shared...]))
    last.replaceSubrange(shared..., with: UnsafeBufferPointer(rebasing: id[shared...]))
    count += 1
  }

  private mutating func append(length: Int) {
    var rest = UInt(length)
    while rest >= 0x80 {
      packed.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    packed.append(UInt8(rest))
  }

  /// Calls `body` with the UTF-8 bytes of each id in turn.
  public func forEach(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    packed.withUnsafeBufferPointer { bytes in
      var reader = PackedReader(bytes: bytes)
      var id: [UInt8] = []
      while let suffix = reader.next(after: &id) {
        id.append(contentsOf: suffix)
        id.withUnsafeBufferPointer(body)
      }
    }
  }

  /// The ids as strings, in order.
  public var ids: [String] {
    var ids: [String] = []
    ids.reserveCapacity(count)
    forEach { ids.append(String(decoding: $0, as: UTF8.self)) }
    return ids
  }

  /// Packed bytes from the store; nil when they are not `count` whole entries.
  init?(packed: [UInt8], count: Int) {
    var length = 0
    var entries = 0
    let isWhole = packed.withUnsafeBufferPointer { bytes -> Bool in
      var reader = PackedReader(bytes: bytes)
      while let (shared, suffix) = reader.nextEntry() {
        guard shared <= length else { return false }
        length = shared + suffix.count
        entries += 1
      }
      return reader.isAtEnd
    }
    guard isWhole, entries == count else { return nil }
    self.count = count
    self.packed = packed
  }

  public static func == (a: MemberList, b: MemberList) -> Bool {
    a.count == b.count && a.packed == b.packed
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(packed)
  }
}

/// Walks front-coded entries, never past the end whatever the bytes are.
private struct PackedReader {
  let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { position == bytes.count }

  /// The next suffix, with `id` cut back to what it shares with the one before.
  mutating func next(after id: inout [UInt8]) -> UnsafeBufferPointer<UInt8>? {
    guard let (shared, suffix) = nextEntry(), shared <= id.count else { return nil }
    id.removeLast(id.count - shared)
    return suffix
  }

  mutating func nextEntry() -> (shared: Int, suffix: UnsafeBufferPointer<UInt8>)? {
    let start = position
    guard let shared = length(), let count = length(), count <= bytes.count - position else {
      position = start
      return nil
    }
    let suffix = UnsafeBufferPointer(rebasing: bytes[position..<position + count])
    position += count
    return (shared, suffix)
  }

  private mutating func length() -> Int? {
    var value = 0
    var shift = 0
    while position < bytes.count, shift < 56 {
      let byte = bytes[position]
      position += 1
      value |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}
