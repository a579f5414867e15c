internal import Engine
internal import Foundation
internal import GRDB
internal import Glibc
internal import Syntax

/// Makes a new store: whole under its name, or not there.
///
/// The tables are made in a file of another name, which gets its own when it is complete and
/// durable. So a crash leaves no half-made store, two sessions that both find none end up with one,
/// and an empty `strata.db` can only be a damaged one.
enum StoreCreation {
  static func create(_ workspace: Workspace) throws(Diagnostic) {
    try workspace.create()
    do {
      let draft = try makeDraft(in: workspace.folder)
      defer { remove(draft) }
      try fill(draft)
      try publish(draft, as: workspace)
    } catch {
      throw StoreFault.translate(error, database: workspace.database)
    }
  }

  private static func makeDraft(in folder: String) throws -> String {
    let path = "\(folder)/.strata.db.\(String(UInt32.random(in: 0 ... .max), radix: 36)).part"
    // SQLite gives its log files the mode of the database.
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileFault(.write, path, number: errno) }
    fchmod(descriptor, 0o600)
    close(descriptor)
    return path
  }

  private static func fill(_ path: String) throws {
    let queue = try DatabaseQueue(path: path, configuration: StoreConnection.configuration)
    try queue.inDatabase { db in
      // Small pages: a first save needs little disk, and saving takes the same time with larger ones.
      try db.execute(sql: "PRAGMA page_size = 1024")
      try db.inTransaction(.immediate) {
        try StoreSchema.migrate(db, from: 0)
        return .commit
      }
      let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
      guard mode == "wal" else { throw DatabaseError(resultCode: .SQLITE_IOERR) }
    }
    try queue.close()
  }

  private static func publish(_ draft: String, as workspace: Workspace) throws {
    try FileSystem.synchronize(file: draft)
    do throws(FileFault) {
      try FileSystem.publish(draft, as: workspace.database, replacing: false)
    } catch {
      // Another session was first; its store is as good.
      guard FileSystem.kind(workspace.database) == .file else { throw error }
    }
    try FileSystem.synchronize(folder: workspace.folder)
    try writeMark(workspace)
  }

  /// The mark comes after the store, so that no mark without a store can be left by a crash.
  static func writeMark(_ workspace: Workspace) throws(FileFault) {
    var mark = try AtomicFile(workspace.mark)
    try mark.write(Array("strata store\n".utf8))
    try mark.commit(replacing: true)
  }

  private static func remove(_ draft: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(draft + suffix) }
  }
}
