internal import Engine
internal import Foundation
internal import GRDB
internal import Glibc
internal import Syntax

/// An open store: on the file itself, or on a private copy when nothing may be written beside it.
///
/// SQLite cannot read a WAL database without creating files in its folder. In a read-only folder
/// the file and its log are copied to a temporary folder of this user and read there.
struct StoreConnection: Sendable {
  let queue: DatabaseQueue
  /// Why saving is refused, for a private copy.
  let readOnly: Diagnostic?
  /// The file that was opened; another one under the same path means that this one is gone.
  let identity: FileIdentity?
  private let copy: String?

  /// How long to wait for another session that is writing, in seconds.
  private static let patience = 30.0
  private static let companions = ["", "-wal", "-shm", "-journal"]

  /// Opens an existing store. Throws `E511`–`E517`.
  init(opening workspace: Workspace) throws(Diagnostic) {
    let path = workspace.database
    for suffix in Self.companions {
      // A link would lead writes elsewhere, a pipe would make them wait for ever.
      let kind = FileSystem.kind(path + suffix)
      guard kind == .file || (kind == .missing && !suffix.isEmpty) else {
        throw StoreFault.notAFile(path + suffix)
      }
    }
    identity = FileSystem.identity(path)
    let refusal =
      FileSystem.writeRefusal(workspace.folder) ?? FileSystem.writeRefusal(path)
    readOnly = refusal.map(StoreFault.file)
    do {
      copy = try refusal == nil ? nil : Self.copy(of: path)
      queue = try DatabaseQueue(
        path: copy.map { $0 + "/strata.db" } ?? path, configuration: Self.configuration)
      let isReadOnly = readOnly != nil
      try queue.inDatabase { db in try Self.checkVersion(db, path, mayMigrate: !isReadOnly) }
    } catch {
      throw StoreFault.translate(error, database: path)
    }
  }

  static var configuration: Configuration {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase { db in
      try db.execute(
        sql: """
          PRAGMA synchronous = FULL;
          PRAGMA secure_delete = FAST;
          PRAGMA cell_size_check = ON;
          PRAGMA journal_size_limit = 4194304;
          """)
    }
    return configuration
  }

  /// Closes the file, which moves the log into it, and removes the private copy.
  func close() {
    // Nothing is lost when this fails: the log is durable and the next session replays it.
    do { try queue.close() } catch { return }
    guard let copy else { return }
    for suffix in Self.companions { unlink(copy + "/strata.db" + suffix) }
    rmdir(copy)
  }

  private static func checkVersion(
    _ db: GRDB.Database, _ path: String, mayMigrate: Bool
  ) throws {
    let found = try StoreSchema.current(db)
    if found > StoreSchema.version { throw StoreFault.newer(path, found) }
    // Stores are created whole, so an empty one is what is left of one that lost its contents.
    if found < 1 { throw StoreFault.damaged(path) }
    guard found < StoreSchema.version else { return }
    try db.inTransaction(.immediate) {
      // Another session may have done it while this one waited.
      let current = try StoreSchema.current(db)
      if current < StoreSchema.version { try StoreSchema.migrate(db, from: current) }
      return .commit
    }
  }

  /// Returns the temporary folder, mode 0700, that holds copies of the file and its log.
  private static func copy(of path: String) throws -> String {
    var template = Array((NSTemporaryDirectory() + "strata-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw FileFault(.write, NSTemporaryDirectory(), number: errno)
    }
    let folder = template.withUnsafeBufferPointer { bytes in
      String(decoding: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    for suffix in ["", "-wal"] {
      guard let bytes = try FileSystem.read(path + suffix) else { continue }
      var file = try AtomicFile(folder + "/strata.db" + suffix)
      try file.write(bytes)
      try file.commit(replacing: false)
    }
    return folder
  }
}
