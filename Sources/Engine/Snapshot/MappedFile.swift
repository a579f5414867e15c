internal import Glibc

/// A file that is mapped, not read: its pages come when they are first looked at, and the system may
/// drop them again.
///
/// Kept alive by every `Buffer` that lies in it. Safe for the program's own files alone, which are
/// replaced by renaming and never written to: a file that another program cuts short under the mapping
/// ends this one with SIGBUS.
final class MappedFile: @unchecked Sendable {
  // Unchecked: mapped for reading alone, and nothing here changes before the last owner has gone.
  let bytes: UnsafeRawBufferPointer

  /// Only a regular file of this user is mapped: anybody else's may hold anything.
  init(_ path: String) throws(SnapshotFault) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { throw .missing }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == geteuid()
    else { throw .missing }
    let size = Int(status.st_size)
    guard size > 0 else { throw .damaged }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED
    else { throw .missing }
    bytes = UnsafeRawBufferPointer(start: start, count: size)
    // The time of the last use tells which snapshots to give up first; where it can't be set, none is.
    _ = futimens(descriptor, nil)
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
