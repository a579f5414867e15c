internal import Glibc

/// Two paths, or one path at two times, mean the same file exactly when these are equal.
public struct FileIdentity: Sendable, Hashable {
  public var device: UInt64
  public var inode: UInt64
}

/// The system calls that durable files need, with interrupted calls repeated and errors typed.
public enum FileSystem {
  /// What a path is, not following a symbolic link at its end.
  public enum Kind: Sendable, Hashable { case missing, file, folder, other }

  public static func kind(_ path: String) -> Kind {
    var status = stat()
    guard lstat(path, &status) == 0 else { return .missing }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// What a path is after following symbolic links.
  public static func target(_ path: String) -> Kind {
    var status = stat()
    guard stat(path, &status) == 0 else { return .missing }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// The permission bits of an existing file, or nil.
  public static func mode(_ path: String) -> UInt32? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
  }

  /// The permission bits of a file that a user makes: readable as far as the umask allows, writable by
  /// its owner alone.
  static var newFileMode: UInt32 {
    // The mask can only be read by setting it; the strict one stands in for a moment.
    let mask = umask(0o077)
    umask(mask)
    return 0o644 & ~mask
  }

  /// The bytes in a file, or nil when there is none.
  public static func size(_ path: String) -> UInt64? {
    var status = stat()
    return stat(path, &status) == 0 ? UInt64(max(0, status.st_size)) : nil
  }

  /// The user id that owns a file or folder, or nil when there is none.
  public static func owner(_ path: String) -> UInt32? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_uid : nil
  }

  /// Which file a path means now: another number after it was replaced, nil when it is gone.
  public static func identity(_ path: String) -> FileIdentity? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  }

  /// Why this process may not create files in a folder or change a file, by permissions or by how
  /// the disk is mounted; nil when it may.
  public static func writeRefusal(_ path: String) -> FileFault? {
    access(path, W_OK) == 0 ? nil : .last(.write, path)
  }

  /// Bytes that this user may still write on the disk that holds `path`; nil when it doesn't say.
  public static func freeBytes(_ path: String) -> UInt64? {
    var status = statvfs()
    guard statvfs(path, &status) == 0, status.f_frsize > 0 else { return nil }
    return UInt64(status.f_bavail) * UInt64(status.f_frsize)
  }

  /// The file that a path leads to through symbolic links, or the path itself when there is none.
  public static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The folder part of a path: `a/b.csv` → `a`, `b.csv` → `.`, `/b.csv` → `/`.
  public static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path.
  public static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }

  /// Makes names created in, renamed in or removed from a folder survive a power cut.
  public static func synchronize(folder: String) throws(FileFault) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last(.write, folder) }
    defer { close(descriptor) }
    try synchronize(descriptor, path: folder)
  }

  /// Makes the bytes of a file survive a power cut.
  public static func synchronize(file: String) throws(FileFault) {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last(.write, file) }
    defer { close(descriptor) }
    try synchronize(descriptor, path: file)
  }

  static func synchronize(_ descriptor: Int32, path: String) throws(FileFault) {
    while fsync(descriptor) != 0 {
      // Some file systems cannot flush a folder at all and say EINVAL; there is nothing more to do.
      if errno == EINVAL { return }
      guard errno == EINTR else { throw .last(.write, path) }
    }
  }

  /// Gives a complete file its final name, in the same folder.
  ///
  /// Without `replacing`, an existing target is left alone and the fault's number is `EEXIST`.
  public static func publish(
    _ temporary: String, as target: String, replacing: Bool
  ) throws(FileFault) {
    if replacing { return try rename(temporary, to: target) }
    // `link` refuses an existing name, which `rename` would replace.
    while link(temporary, target) != 0 {
      switch errno {
      case EINTR: continue
      case EPERM, ENOSYS, EOPNOTSUPP, EMLINK:
        // A disk without hard links (FAT, some network disks): look, then rename.
        guard kind(target) == .missing else { throw FileFault(.write, target, number: EEXIST) }
        return try rename(temporary, to: target)
      default: throw .last(.write, target)
      }
    }
    unlink(temporary)
  }

  /// Removes a file and makes that durable; none is fine.
  public static func remove(_ path: String) throws(FileFault) {
    if unlink(path) != 0 {
      guard errno == ENOENT else { throw .last(.write, path) }
      return
    }
    try synchronize(folder: folder(of: path))
  }

  private static func rename(_ old: String, to new: String) throws(FileFault) {
    while Glibc.rename(old, new) != 0 {
      guard errno == EINTR else { throw .last(.write, new) }
    }
  }

  /// Makes one folder, readable by its owner alone, and its name durable. An existing one is fine.
  public static func makeFolder(_ path: String) throws(FileFault) {
    if mkdir(path, 0o700) != 0 {
      guard errno == EEXIST, target(path) == .folder else { throw .last(.write, path) }
      return
    }
    try synchronize(folder: folder(of: path))
  }

  /// The whole of a regular file that is not a symbolic link; nil when there is none.
  ///
  /// For the project's own small files, where a link or a pipe in their place is an attack or an
  /// accident and never read.
  public static func read(_ path: String) throws(FileFault) -> [UInt8]? {
    // O_NONBLOCK: a pipe put in the file's place must not make the program wait for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    if descriptor < 0, errno == ENOENT { return nil }
    guard descriptor >= 0 else { throw .last(.read, path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .last(.read, path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileFault(.read, path, number: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
    }
    return try readAll(descriptor, path: path)
  }

  private static func readAll(_ descriptor: Int32, path: String) throws(FileFault) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .last(.read, path) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }
}
