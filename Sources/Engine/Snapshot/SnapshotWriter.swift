/// Gathers what a snapshot holds: a document of small things in order, and the large runs of values,
/// which are not copied but kept alive until they are on disk.
public struct SnapshotWriter: Sendable {
  /// Values in memory that become a segment.
  struct Run: @unchecked Sendable {
    // Unchecked: nobody writes to the values while `owner` keeps them.
    let bytes: UnsafeRawBufferPointer
    let nature: SnapshotSegment.Nature
    /// Keeps `bytes` alive.
    let owner: any Sendable
  }

  private(set) var document: [UInt8] = []
  private(set) var runs: [Run] = []
  private var known: [UInt: [Int]] = [:]

  public init() {}

  /// Bytes of the whole file, nearly.
  public var size: Int {
    runs.reduce(SnapshotHeader.size + document.count) { $0 + $1.bytes.count }
  }

  public mutating func add(_ number: Int) {
    withUnsafeBytes(of: Int64(number).littleEndian) { document.append(contentsOf: $0) }
  }

  public mutating func add(_ flag: Bool) { document.append(flag ? 1 : 0) }

  public mutating func add(_ text: String) {
    add(text.utf8.count)
    document.append(contentsOf: text.utf8)
  }

  public mutating func add<T>(
    _ value: T?, _ one: (inout SnapshotWriter, T) throws(SnapshotFault) -> Void
  ) throws(SnapshotFault) {
    add(value != nil)
    if let value { try one(&self, value) }
  }

  public mutating func add<T>(
    _ items: [T], _ one: (inout SnapshotWriter, T) throws(SnapshotFault) -> Void
  ) throws(SnapshotFault) {
    add(items.count)
    for item in items { try one(&self, item) }
  }

  /// Values that several columns share are kept once.
  mutating func add<T>(_ buffer: Buffer<T>, _ nature: SnapshotSegment.Nature) {
    let bytes = UnsafeRawBufferPointer(buffer.values)
    let key = UInt(bitPattern: bytes.baseAddress)
    let same = known[key]?.first { runs[$0].bytes.count == bytes.count }
    if let same { return add(same) }
    known[key, default: []].append(runs.count)
    add(runs.count)
    runs.append(Run(bytes: bytes, nature: nature, owner: buffer))
  }
}
