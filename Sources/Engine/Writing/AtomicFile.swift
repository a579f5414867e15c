internal import CKernels
internal import Dispatch
internal import Glibc

/// A file that appears whole under its name or not at all.
///
/// Bytes go to a new file beside the target (so that a rename can't cross disks), which `commit`
/// flushes and renames. Dropped without `commit`, by an error or a cancelled query, the new file is
/// removed and the target is as it was. The file is readable by its owner alone unless `mode` says
/// otherwise, whatever the umask.
public struct AtomicFile: ~Copyable {
  public let target: String
  private let temporary: String
  private let descriptor: Int32
  private var isPending = true
  /// Bytes so far, and how many of them are on their way to the disk.
  private var written: Int64 = 0
  private var started: Int64 = 0
  /// Bytes that are sent on their way together; a file of fewer is not much.
  private static let portion: Int64 = 1 << 20

  public init(_ target: String, mode: UInt32 = 0o600) throws(FileFault) {
    self.target = target
    (descriptor, temporary) = try Self.create(beside: target)
    // Not by the mode of `open`: the umask would take bits away that an existing file has.
    _ = fchmod(descriptor, mode)
  }

  deinit {
    if isPending { unlink(temporary) }
    Self.letGo(descriptor, ofMuch: written >= Self.portion)
  }

  /// Closes a file. Whoever closes a removed file last gives back its room, which takes a while if there is
  /// much: nobody waits for that.
  private static func letGo(_ descriptor: Int32, ofMuch isLarge: Bool) {
    if isLarge {
      DispatchQueue.global(qos: .utility).async { close(descriptor) }
    } else {
      close(descriptor)
    }
  }

  private static func create(beside target: String) throws(FileFault) -> (Int32, String) {
    let folder = FileSystem.folder(of: target)
    // A long target name must not make the temporary name too long.
    let name = FileSystem.name(of: target).unicodeScalars.prefix(40)
    while true {
      let mark = String(UInt32.random(in: 0 ... .max), radix: 36)
      let path = "\(folder)/.\(String(String.UnicodeScalarView(name))).\(mark).part"
      // O_EXCL: never through a symbolic link that guessed the name.
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if descriptor >= 0 { return (descriptor, path) }
      guard errno == EEXIST || errno == EINTR else { throw .last(.write, target) }
    }
  }

  public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(FileFault) {
    var rest = bytes
    while let base = rest.baseAddress, !rest.isEmpty {
      let count = Glibc.write(descriptor, base, rest.count)
      if count < 0 {
        guard errno == EINTR else { throw .last(.write, target) }
        continue
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      written += Int64(count)
    }
    // The disk works while the next rows are spelled, and little is left for `commit` to wait for.
    if written - started >= Self.portion {
      _ = ckernels_start_writing(descriptor, started, written - started)
      started = written
    }
  }

  public mutating func write(_ bytes: [UInt8]) throws(FileFault) {
    var fault: FileFault?
    bytes.withUnsafeBytes { raw in
      do throws(FileFault) { try write(raw) } catch { fault = error }
    }
    if let fault { throw fault }
  }

  /// Makes the bytes durable, gives the file its name, and makes the name durable.
  ///
  /// Without `replacing`, a file that has come to stand at the target meanwhile is left alone and
  /// the fault's number is `EEXIST`.
  public mutating func commit(replacing: Bool) throws(FileFault) {
    try FileSystem.synchronize(descriptor, path: target)
    let replaced =
      replacing && written >= Self.portion ? open(target, O_RDONLY | O_NONBLOCK | O_CLOEXEC) : -1
    defer { if replaced >= 0 { Self.letGo(replaced, ofMuch: true) } }
    try FileSystem.publish(temporary, as: target, replacing: replacing)
    isPending = false
    try FileSystem.synchronize(folder: FileSystem.folder(of: target))
  }
}
