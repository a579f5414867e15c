internal import Engine
internal import GRDB
internal import Synchronization
internal import Syntax

/// The saved segments of a workspace: versions of definitions with their frozen members.
///
/// One SQLite file. Any number of sessions may read and write it at once; each operation is one
/// transaction, and when `save`, `drop` or `rename` returns, its effect survives a crash of the
/// program and a power cut. When one throws, the store is as before. Nothing is created on disk
/// before the first save.
///
/// Every row and every list of members carries a checksum that is verified when it is read:
/// a damaged store says so (`E514`) and never answers wrongly.
public final class SegmentStore: Sendable {
  public let workspace: Workspace
  private let connection = Mutex<StoreConnection?>(nil)
  /// The catalogue last read or written through the connection that is open.
  private let known = Mutex<StoreCatalogue?>(nil)

  public init(_ workspace: Workspace) {
    self.workspace = workspace
  }

  deinit { close() }

  /// Moves the log into the file and closes it. The next operation opens it again.
  public func close() {
    connection.withLock { open in
      open?.close()
      open = nil
    }
  }

  /// Reads in one transaction; nil when nothing has ever been saved here.
  func read<Result>(
    _ body: (StoreCatalogue, Database) throws -> Result
  ) throws(Diagnostic) -> Result? {
    guard let connection = try existing() else { return nil }
    do {
      return try connection.queue.read { db in try body(catalogue(db), db) }
    } catch {
      throw StoreFault.translate(error, database: workspace.database)
    }
  }

  /// Changes the store in one transaction; `body`'s changes are durable when this returns.
  ///
  /// A damaged store is not written to: a repair from the file as it is would be lost.
  func write<Result>(
    creating: Bool, _ body: (StoreCatalogue, StoreChange) throws -> Result
  ) throws(Diagnostic) -> Result? {
    if try existing() == nil {
      guard creating else { return nil }
      try StoreCreation.create(workspace)
    }
    guard let connection = try existing() else { throw StoreFault.missing(workspace) }
    if let refusal = connection.readOnly { throw refusal }
    do {
      // A crash may have come between the store and its mark.
      if FileSystem.kind(workspace.mark) == .missing { try StoreCreation.writeMark(workspace) }
      var done: (result: Result, catalogue: StoreCatalogue)?
      try connection.queue.inTransaction(.immediate) { db in
        let catalogue = try catalogue(db)
        guard !catalogue.isDamaged else { throw StoreFault.damaged(workspace.database) }
        let change = StoreChange(db, catalogue)
        let result = try body(catalogue, change)
        try change.seal()
        done = (result, change.catalogue)
        return .commit
      }
      // Only now is it what the store holds.
      known.withLock { $0 = done?.catalogue }
      return done?.result
    } catch {
      throw StoreFault.translate(error, database: workspace.database)
    }
  }

  /// The catalogue of the transaction's state: the known one while the seal is the same.
  private func catalogue(_ db: Database) throws -> StoreCatalogue {
    let seal = try StoreCatalogue.storedSeal(db)
    if let current = known.withLock({ $0 }), current.seal == seal { return current }
    let fresh = try StoreCatalogue(db)
    known.withLock { $0 = fresh.isDamaged ? nil : fresh }
    return fresh
  }

  /// The open store; nil when there is none to open.
  private func existing() throws(Diagnostic) -> StoreConnection? {
    try connection.withLock { open throws(Diagnostic) in
      if let current = open {
        if current.identity == FileSystem.identity(workspace.database) { return current }
        // The file was removed or replaced: what is written to the old one would vanish with it.
        current.close()
        open = nil
      }
      guard FileSystem.kind(workspace.database) != .missing else {
        guard FileSystem.kind(workspace.mark) == .missing else {
          throw StoreFault.missing(workspace)
        }
        return nil
      }
      let fresh = try StoreConnection(opening: workspace)
      known.withLock { $0 = nil }
      open = fresh
      return fresh
    }
  }
}
