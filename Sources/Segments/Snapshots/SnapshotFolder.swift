internal import Engine
internal import Glibc

/// The folder that snapshots of loaded data are kept in: `snapshots` in the project's `.strata`, or
/// where there is none, `strata/snapshots` in the user's cache folder; never beside the data.
///
/// Nothing in it is needed: it can be removed at any time, by anyone, also while sessions are open.
/// Sessions that write at once are no trouble, since files only ever appear whole.
public struct SnapshotFolder: Sendable {
  /// Bytes of all snapshots together: beyond it those that were not used longest go. The last one
  /// written stays, whatever its size.
  static let limit: UInt64 = 2 << 30

  let path: String
  /// Folders above that may have to be made, outermost first.
  private let above: [String]

  public init(_ path: String, above: [String] = []) {
    self.path = path
    self.above = above
  }

  /// nil where there is no project and neither of the two is set.
  public static func locate(
    _ workspace: Workspace, environment: (String) -> String?
  ) -> SnapshotFolder? {
    if workspace.exists { return SnapshotFolder(workspace.folder + "/snapshots") }
    // By the XDG specification a relative path there does not count.
    let set = environment("XDG_CACHE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    let home = environment("HOME").flatMap { $0.hasPrefix("/") ? $0 + "/.cache" : nil }
    guard let cache = set ?? home else { return nil }
    return SnapshotFolder(cache + "/strata/snapshots", above: [cache, cache + "/strata"])
  }

  func file(_ key: SnapshotKey) -> String { path + "/" + key.fileName }

  /// Makes the folder, marked as one that neither backups nor version control need.
  func create() throws(FileFault) {
    if FileSystem.kind(path) == .folder { return }
    for folder in above + [path] { try FileSystem.makeFolder(folder) }
    mark("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n")
    mark(".gitignore", "*\n")
  }

  /// Where this does not work, nothing is lost.
  private func mark(_ name: String, _ text: String) {
    let descriptor = open(
      path + "/" + name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    _ = write(descriptor, text, text.utf8.count)
    close(descriptor)
  }

  /// Removes what other processes began to write and did not finish before they ended.
  func removeUnfinished() {
    for name in names() where name.hasSuffix(".part") { removeAbandoned(path + "/" + name) }
  }

  /// Removes the least recently used snapshots beyond the limit.
  ///
  /// - Parameter kept: the name of the one just written.
  func tidy(keeping kept: String, limit: UInt64 = limit) {
    var snapshots: [(name: String, size: UInt64, used: Int64)] = []
    for name in names() {
      var status = stat()
      guard name.hasSuffix(".snapshot"), lstat(path + "/" + name, &status) == 0 else { continue }
      snapshots.append((name, UInt64(max(0, status.st_size)), Int64(status.st_mtim.tv_sec)))
    }
    var total: UInt64 = 0
    for snapshot in snapshots.sorted(by: {
      ($0.name == kept ? 0 : 1, $1.used) < ($1.name == kept ? 0 : 1, $0.used)
    }) {
      total += snapshot.size
      if total > limit, snapshot.name != kept { unlink(path + "/" + snapshot.name) }
    }
  }

  /// An unfinished file that no process has locked.
  private func removeAbandoned(_ file: String) {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(file) }
  }

  private func names() -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names
  }
}
