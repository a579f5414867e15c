import Glibc
import Syntax

/// The bytes of a data file, read by position from any thread: a file on disk, or memory that holds
/// what was unpacked or transcoded.
///
/// Files are read, not mapped: a file that shrinks while it is read is an error, not a crash, and the
/// blocks stay in the cache of the core that parses them.
final class ByteSource: Sendable {
  private enum Backing: Sendable {
    case file(CInt)
    case memory(Buffer<UInt8>)
  }

  let name: String
  let size: Int
  private let backing: Backing

  /// Takes over the open descriptor.
  init(descriptor: CInt, size: Int, name: String) {
    backing = .file(descriptor)
    self.size = size
    self.name = name
  }

  init(_ bytes: Buffer<UInt8>, name: String) {
    backing = .memory(bytes)
    size = bytes.count
    self.name = name
  }

  /// Whether the bytes are read from a file, not kept in memory.
  var isFile: Bool { if case .file = backing { true } else { false } }

  deinit {
    if case .file(let descriptor) = backing { close(descriptor) }
  }

  /// Writes the bytes `offset ..< offset + count` to `out`; all of them must exist.
  func read(
    _ count: Int, at offset: Int, into out: UnsafeMutablePointer<UInt8>
  ) throws(Diagnostic) {
    switch backing {
    case .memory(let bytes):
      guard let base = bytes.values.baseAddress else { return }
      memcpy(out, base + offset, count)
    case .file(let descriptor):
      var done = 0
      while done < count {
        let got = pread(descriptor, out + done, count - done, off_t(offset + done))
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { throw got < 0 ? .cannotRead(name, errno) : .changed(name) }
        done += got
      }
    }
  }

  /// The first bytes, at most `limit`.
  func prefix(_ limit: Int) throws(Diagnostic) -> [UInt8] { try bytes(limit, at: 0) }

  /// At most `limit` bytes from `offset` on.
  func bytes(_ limit: Int, at offset: Int) throws(Diagnostic) -> [UInt8] {
    let count = max(0, min(limit, size - offset))
    var failure: Diagnostic?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { out, filled in
      guard let base = out.baseAddress else { return }
      do throws(Diagnostic) {
        try read(count, at: offset, into: base)
        filled = count
      } catch { failure = error }
    }
    if let failure { throw failure }
    return bytes
  }
}
