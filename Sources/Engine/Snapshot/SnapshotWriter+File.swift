internal import Glibc

extension SnapshotWriter {
  /// Writes the file `path` under another name and then gives it its own, so that whoever opens `path`
  /// finds a whole snapshot, this one or the one before.
  ///
  /// The unfinished file is locked; a program that ends early leaves one without a lock, which
  /// `SnapshotFolder` removes. Throws `unwritten`, and `stopped` once `stop` is set.
  public func write(_ path: String, stamp: UInt64, stop: Cancellation) throws(SnapshotFault) {
    let temporary = "\(path).\(getpid()).part"
    let descriptor = open(
      temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unwritten }
    defer { close(descriptor) }
    do throws(SnapshotFault) {
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .unwritten }
      try write(to: SnapshotOutput(descriptor: descriptor, stop: stop), stamp: stamp)
      guard fsync(descriptor) == 0 else { throw .unwritten }
      if stop.isCancelled { throw .stopped }
      guard rename(temporary, path) == 0 else { throw .unwritten }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private func write(to output: SnapshotOutput, stamp: UInt64) throws(SnapshotFault) {
    // Beyond the limit of a file's size the system would end the program.
    guard output.allows(size + runs.count * (SnapshotSegment.page + SnapshotSegment.entrySize))
    else { throw .unwritten }
    var position = SnapshotHeader.size
    var table: [SnapshotSegment] = []
    for run in runs {
      let offset = SnapshotSegment.start(after: position, size: run.bytes.count)
      let sum = try output.write(run.bytes, at: offset)
      table.append(
        SnapshotSegment(
          offset: offset, size: run.bytes.count, nature: run.nature, checksum: sum,
          sample: SnapshotChecksum.sample(run.bytes)))
      position = offset + run.bytes.count
    }
    let documentOffset = SnapshotSegment.start(after: position, size: 0)
    let bytes = Self.bytes(of: table) + document
    let sum = try output.write(bytes, at: documentOffset)
    let header = SnapshotHeader(
      stamp: stamp, fileSize: documentOffset + bytes.count, documentOffset: documentOffset,
      segmentCount: table.count, documentChecksum: sum)
    // Last: without its header the file is none.
    _ = try output.write(header.words, at: 0)
  }

  private static func bytes(of table: [SnapshotSegment]) -> [UInt8] {
    let words = table.flatMap { segment in
      [
        UInt64(segment.offset), UInt64(segment.size), segment.nature.rawValue, segment.checksum,
        segment.sample,
      ]
    }
    return words.withUnsafeBytes { Array($0) }
  }
}

/// An open file that bytes are written to by position.
struct SnapshotOutput {
  let descriptor: Int32
  let stop: Cancellation

  /// The checksum of what was written.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(SnapshotFault) -> UInt64 {
    guard let sum = sum(ofWriting: bytes, at: offset) else {
      throw stop.isCancelled ? .stopped : .unwritten
    }
    return sum
  }

  func write<T: BitwiseCopyable>(
    _ items: [T], at offset: Int
  ) throws(SnapshotFault) -> UInt64 {
    let written = items.withUnsafeBytes { bytes -> UInt64? in sum(ofWriting: bytes, at: offset) }
    guard let sum = written else { throw stop.isCancelled ? .stopped : .unwritten }
    return sum
  }

  private func sum(ofWriting bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64? {
    var at = offset
    return SnapshotChecksum.whole(bytes) { piece in
      if stop.isCancelled { return false }
      defer { at += piece.count }
      return write(piece, at)
    }
  }

  private func write(_ piece: UnsafeRawBufferPointer, _ offset: Int) -> Bool {
    var done = 0
    while done < piece.count, let start = piece.baseAddress {
      let count = pwrite(descriptor, start + done, piece.count - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }

  /// Whether a file of `size` bytes stays below the user's limit.
  func allows(_ size: Int) -> Bool {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { return true }
    return UInt64(size) <= UInt64(limit.rlim_cur)
  }
}
