import Glibc
import Syntax

/// Opening files, with the reason when that fails.
enum SourceFile {
  static func open(_ path: String) throws(Diagnostic) -> ByteSource {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT, ENOTDIR: throw .noSuchFile(path)
      case EACCES, EPERM: throw .notAllowed(path)
      default: throw .cannotRead(path, errno)
      }
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw .cannotRead(path, code)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return ByteSource(descriptor: descriptor, size: Int(status.st_size), name: path)
    case S_IFDIR:
      close(descriptor)
      throw .isDirectory(path)
    default:
      defer { close(descriptor) }
      return ByteSource(try drain(descriptor, path), name: path)
    }
  }

  /// All that a pipe or device has to give.
  private static func drain(_ descriptor: CInt, _ path: String) throws(Diagnostic) -> Buffer<UInt8>
  {
    let out = GrowingBytes()
    while true {
      let got = Glibc.read(descriptor, out.room(1 << 16), 1 << 16)
      if got < 0, errno == EINTR { continue }
      if got < 0 { throw .cannotRead(path, errno) }
      if got == 0 { return out.finish() }
      out.count += got
    }
  }
}
