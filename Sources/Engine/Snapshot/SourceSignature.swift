internal import Glibc

/// What tells whether a data file is still the one that was read: which file it is, its size, when it
/// and its entry were last changed, and blocks of its content.
///
/// An edit that keeps size and modification time is found by the time of the status change, which no
/// program can set, and, where a file system keeps no such time, by the content: always in files up to
/// 1 MiB, in larger ones when the edit touches one of 256 blocks of 4 KiB spread evenly.
public struct SourceSignature: Sendable, Hashable {
  private static let block = 4096
  private static let blocks = 256
  /// Clocks of file systems may tick this slowly: of a file changed less than this before it was
  /// read, a later change may bear the same time.
  static let settling: Int64 = 2

  let path: String
  private let identity: FileIdentity
  let size: Int
  /// Seconds and nanoseconds.
  private let modified: [Int64]
  private let changed: [Int64]
  let content: UInt64

  /// nil for what is no regular file, can't be read, or changed just now.
  public init?(_ path: String) {
    // A pipe is not even opened: who writes to it would take this for the reader it waits for.
    guard FileSystem.target(path) == .file else { return nil }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      Int64(status.st_mtim.tv_sec) + Self.settling <= Int64(time(nil)),
      let content = Self.content(descriptor, size: Int(status.st_size))
    else { return nil }
    self.init(path: path, status, content: content)
  }

  private init(path: String, _ status: stat, content: UInt64) {
    self.path = FileSystem.resolved(path)
    identity = FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    size = Int(status.st_size)
    modified = [Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec)]
    changed = [Int64(status.st_ctim.tv_sec), Int64(status.st_ctim.tv_nsec)]
    self.content = content
  }

  /// The file is as it was when this was made, as far as its entry tells.
  public var isCurrent: Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return self == SourceSignature(path: path, status, content: content)
  }

  /// All of a file up to 1 MiB, blocks of a larger one, the first and the last among them.
  private static func content(_ descriptor: Int32, size: Int) -> UInt64? {
    var state = UInt64(size)
    var bytes = [UInt8](repeating: 0, count: block)
    let count = min(blocks, (size + block - 1) / block)
    for index in 0..<count {
      let start = size <= block * blocks ? index * block : (size - block) / (count - 1) * index
      let wanted = min(block, size - start)
      let got = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress, wanted, off_t(start))
      }
      guard got == wanted else { return nil }
      state = bytes.withUnsafeBytes {
        SnapshotChecksum.hash(UnsafeRawBufferPointer(rebasing: $0[..<wanted]), state)
      }
    }
    return state
  }

  /// The content of the file, for the stamp of a key.
  var words: [UInt64] {
    [identity.device, identity.inode, UInt64(size), content]
      + (modified + changed).map { UInt64(bitPattern: $0) }
  }
}
