/// A snapshot that is open: its document is read from the beginning to the end, its runs of values are
/// used where they lie.
public struct SnapshotReader: Sendable {
  private let file: MappedFile
  private let table: [SnapshotSegment]
  private var position: Int

  /// Opens the snapshot at `path`, which must be of the data that `stamp` stands for.
  ///
  /// Header, document and all segments that say where something is are checked completely, of plain
  /// values some blocks (`audit` checks the rest). Throws `missing`, `stale` and `damaged`.
  public init(_ path: String, stamp: UInt64, threads: Int) throws(SnapshotFault) {
    file = try MappedFile(path)
    let header = try SnapshotHeader(file.bytes)
    guard header.stamp == stamp else { throw .stale }
    let document = UnsafeRawBufferPointer(rebasing: file.bytes[header.documentOffset...])
    guard SnapshotChecksum.whole(document) == header.documentChecksum else { throw .damaged }
    table = try Self.table(file.bytes, header)
    position = header.documentOffset + header.segmentCount * SnapshotSegment.entrySize
    let file = file
    guard Self.allSound(table, threads, { Self.isPlausible($0, in: file) }) else { throw .damaged }
  }

  private static func table(
    _ bytes: UnsafeRawBufferPointer, _ header: SnapshotHeader
  ) throws(SnapshotFault) -> [SnapshotSegment] {
    var table: [SnapshotSegment] = []
    for index in 0..<header.segmentCount {
      let start = header.documentOffset + index * SnapshotSegment.entrySize
      let words = (0..<5).map {
        bytes.loadUnaligned(fromByteOffset: start + $0 * 8, as: UInt64.self)
      }
      guard let offset = Int(exactly: words[0]), let size = Int(exactly: words[1]),
        let nature = SnapshotSegment.Nature(rawValue: words[2]),
        offset % SnapshotSegment.line == 0, offset <= header.documentOffset,
        size <= header.documentOffset - offset
      else { throw .damaged }
      table.append(
        SnapshotSegment(
          offset: offset, size: size, nature: nature, checksum: words[3], sample: words[4]))
    }
    return table
  }

  private static func isPlausible(_ segment: SnapshotSegment, in file: MappedFile) -> Bool {
    switch segment.nature {
    case .structure: SnapshotChecksum.whole(bytes(segment, in: file)) == segment.checksum
    case .values: SnapshotChecksum.sample(bytes(segment, in: file)) == segment.sample
    }
  }

  private static func bytes(
    _ segment: SnapshotSegment, in file: MappedFile
  ) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: file.bytes[segment.offset..<segment.offset + segment.size])
  }

  private static func allSound(
    _ table: [SnapshotSegment], _ threads: Int, _ isSound: @Sendable (SnapshotSegment) -> Bool
  ) -> Bool {
    let damage = Cancellation()
    Parallel.forEach(table.count, threads: threads) { index in
      if !damage.isCancelled, !isSound(table[index]) { damage.cancel() }
    }
    return !damage.isCancelled
  }

  /// Whether every byte of every segment is as it was written; nil when `stop` was set before that is
  /// known. Takes about as long as reading the file.
  public func audit(stop: Cancellation) -> Bool? {
    for segment in table {
      let sum = SnapshotChecksum.whole(Self.bytes(segment, in: file)) { _ in !stop.isCancelled }
      guard let sum else { return nil }
      if sum != segment.checksum { return false }
    }
    return true
  }

  // MARK: The document

  /// The next `size` bytes.
  private mutating func next(_ size: Int) throws(SnapshotFault) -> UnsafeRawBufferPointer {
    guard size >= 0, size <= file.bytes.count - position else { throw .damaged }
    defer { position += size }
    return UnsafeRawBufferPointer(rebasing: file.bytes[position..<position + size])
  }

  public mutating func int() throws(SnapshotFault) -> Int {
    Int(Int64(littleEndian: try next(8).loadUnaligned(as: Int64.self)))
  }

  public mutating func bool() throws(SnapshotFault) -> Bool {
    switch try next(1)[0] {
    case 0: return false
    case 1: return true
    default: throw .damaged
    }
  }

  public mutating func string() throws(SnapshotFault) -> String {
    String(decoding: try next(try int()), as: UTF8.self)
  }

  public mutating func optional<T>(
    _ one: (inout SnapshotReader) throws(SnapshotFault) -> T
  ) throws(SnapshotFault) -> T? {
    guard try bool() else { return nil }
    return try one(&self)
  }

  public mutating func array<T>(
    _ one: (inout SnapshotReader) throws(SnapshotFault) -> T
  ) throws(SnapshotFault) -> [T] {
    let count = try int()
    // Every item takes a byte at least.
    guard count >= 0, count <= file.bytes.count - position else { throw .damaged }
    var items: [T] = []
    for _ in 0..<count { items.append(try one(&self)) }
    return items
  }

  /// Values in the mapping itself.
  mutating func buffer<T>(of type: T.Type) throws(SnapshotFault) -> Buffer<T> {
    let index = try int()
    guard table.indices.contains(index) else { throw .damaged }
    let bytes = Self.bytes(table[index], in: file)
    guard bytes.count % MemoryLayout<T>.stride == 0 else { throw .damaged }
    return Buffer(bytes.bindMemory(to: type), in: file)
  }

  mutating func buffer<T>(of type: T.Type, count: Int) throws(SnapshotFault) -> Buffer<T> {
    let buffer = try buffer(of: type)
    guard buffer.count == count else { throw .damaged }
    return buffer
  }
}
