internal import Foundation
internal import GRDB
internal import Syntax

/// The writes of one transaction, made to the tables and to the catalogue alike.
final class StoreChange {
  private let db: Database
  /// The store as it is after the changes so far.
  private(set) var catalogue: StoreCatalogue

  init(_ db: Database, _ catalogue: StoreCatalogue) {
    self.db = db
    self.catalogue = catalogue
  }

  func insert(_ segment: StoreCatalogue.Segment) throws -> StoreCatalogue.Segment {
    try db.execute(
      sql: "INSERT INTO segment(name, key, next, checksum) VALUES(?, ?, ?, 0)",
      arguments: [segment.name, segment.key, segment.next])
    var inserted = segment
    inserted.id = db.lastInsertedRowID
    try writeRow(inserted)
    catalogue.put(inserted)
    return inserted
  }

  /// Changes the row with the segment's id.
  func update(_ segment: StoreCatalogue.Segment) throws {
    try writeRow(segment)
    catalogue.put(segment)
  }

  private func writeRow(_ segment: StoreCatalogue.Segment) throws {
    try db.execute(
      sql: "UPDATE segment SET name = ?, key = ?, next = ?, checksum = ? WHERE id = ?",
      arguments: [
        segment.name, segment.key, segment.next, segment.checksum.signed, segment.id,
      ])
  }

  /// `version.id` is given by the store, the checksum covers it.
  func insert(_ version: StoreCatalogue.Version, members: MemberList) throws {
    let header = version.header
    try db.execute(
      sql: """
        INSERT INTO version(segment, number, description, query, rules, parameters, as_of,
          fingerprint, size, saved_at, members_sum, checksum)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
        """,
      arguments: [
        version.segment, header.number, header.description, version.query, version.rules,
        version.parameters, header.asOf, header.fingerprint, header.size, header.savedAt,
        version.membersSum,
      ])
    var inserted = version
    inserted.id = db.lastInsertedRowID
    try db.execute(
      sql: "UPDATE version SET checksum = ? WHERE id = ?",
      arguments: [inserted.checksum.signed, inserted.id])
    try db.execute(
      sql: "INSERT INTO members(version, ids) VALUES(?, ?)",
      arguments: [inserted.id, Data(members.packed)])
    catalogue.put(inserted)
  }

  /// Keeps a text, once, and returns its key.
  func document(_ text: String) throws -> Int64 {
    let key = Checksum.of(text)
    try db.execute(
      sql: "INSERT INTO document(id, text) VALUES(?, ?) ON CONFLICT(id) DO NOTHING",
      arguments: [key, text])
    let kept = try Row.fetchOne(
      db, sql: "SELECT text FROM document WHERE id = ?", arguments: [key])
    // One key for two texts: what is there is not what was written.
    guard kept?.text(0) == text else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
    return key
  }

  func remove(_ version: StoreCatalogue.Version) throws {
    try db.execute(sql: "DELETE FROM version WHERE id = ?", arguments: [version.id])
    catalogue.remove(version)
  }

  func remove(_ segment: StoreCatalogue.Segment) throws {
    try db.execute(sql: "DELETE FROM segment WHERE id = ?", arguments: [segment.id])
    catalogue.remove(segment)
  }

  func removeUnusedDocuments() throws {
    try db.execute(
      sql: """
        DELETE FROM document WHERE id NOT IN (
          SELECT query FROM version UNION SELECT rules FROM version
          UNION SELECT parameters FROM version)
        """)
  }

  /// The last write of a transaction.
  func seal() throws {
    try db.execute(
      sql: "UPDATE seal SET count = ?, sum = ? WHERE id = 1",
      arguments: [catalogue.seal.count, catalogue.seal.sum])
  }
}
