/// The first bytes of a snapshot: which data it is of, and where its document is.
///
///     header · segments · document
///
/// Segments hold the values of columns as they are in memory (little-endian, aligned); the document
/// is the table of segments followed by all else, in a fixed order. Integers are 8 bytes.
struct SnapshotHeader: Sendable, Hashable {
  /// Changes with every change of the format: files of another version are not looked at further.
  static let format: UInt64 = 1
  /// `STRATA` and two bytes that a transfer as text would change.
  private static let magic: UInt64 = 0x0A0D_4154_4152_5453
  /// Bytes kept for the header; it uses 64.
  static let size = SnapshotSegment.page
  static let used = 64

  var stamp: UInt64
  var fileSize: Int
  var documentOffset: Int
  var segmentCount: Int
  var documentChecksum: UInt64

  var words: [UInt64] {
    let body = [
      Self.magic, Self.format, stamp, UInt64(fileSize), UInt64(documentOffset),
      UInt64(segmentCount), documentChecksum,
    ]
    return body + [Self.checksum(body)]
  }

  init(
    stamp: UInt64, fileSize: Int, documentOffset: Int, segmentCount: Int, documentChecksum: UInt64
  ) {
    self.stamp = stamp
    self.fileSize = fileSize
    self.documentOffset = documentOffset
    self.segmentCount = segmentCount
    self.documentChecksum = documentChecksum
  }

  /// Throws `damaged` where sizes and places can't be true, `stale` for another format.
  init(_ bytes: UnsafeRawBufferPointer) throws(SnapshotFault) {
    guard bytes.count >= Self.size else { throw .damaged }
    let words = (0..<Self.used / 8).map {
      bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)
    }
    guard words[0] == Self.magic, words[1] == Self.format else { throw .stale }
    guard words[7] == Self.checksum(Array(words[..<7])) else { throw .damaged }
    guard let fileSize = Int(exactly: words[3]), let documentOffset = Int(exactly: words[4]),
      let segmentCount = Int(exactly: words[5]), fileSize == bytes.count,
      documentOffset >= Self.size, documentOffset <= fileSize,
      segmentCount <= (fileSize - documentOffset) / SnapshotSegment.entrySize
    else { throw .damaged }
    self.init(
      stamp: words[2], fileSize: fileSize, documentOffset: documentOffset,
      segmentCount: segmentCount, documentChecksum: words[6])
  }

  private static func checksum(_ words: [UInt64]) -> UInt64 {
    words.withUnsafeBytes { SnapshotChecksum.hash($0, 0) }
  }
}
