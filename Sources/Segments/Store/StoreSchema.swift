internal import GRDB

/// The tables of the store and how a store of an older version becomes one of this version.
///
/// `segment` holds names, `version` one row for each save, `members` its ids apart (so that listing
/// reads no large rows), `document` each text once however many versions share it (the rules hardly
/// ever change), `seal` one row with the number and the summed checksums of all other rows: a row
/// that vanished or went back to an older state is noticed.
enum StoreSchema {
  /// Kept in SQLite's `user_version`. A store with a higher one was written by a newer Strata.
  static let version = steps.count

  /// `steps[n]` turns version n into n + 1. A published step is never edited.
  private static let steps = [
    """
    CREATE TABLE segment(
      id INTEGER PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL UNIQUE,
      next INTEGER NOT NULL, checksum INTEGER NOT NULL);
    CREATE TABLE version(
      id INTEGER PRIMARY KEY, segment INTEGER NOT NULL REFERENCES segment(id),
      number INTEGER NOT NULL, description TEXT, query INTEGER NOT NULL REFERENCES document(id),
      rules INTEGER NOT NULL REFERENCES document(id),
      parameters INTEGER NOT NULL REFERENCES document(id), as_of INTEGER NOT NULL,
      fingerprint TEXT NOT NULL, size INTEGER NOT NULL, saved_at INTEGER NOT NULL,
      members_sum INTEGER NOT NULL, checksum INTEGER NOT NULL, UNIQUE(segment, number));
    CREATE TABLE members(
      version INTEGER PRIMARY KEY REFERENCES version(id) ON DELETE CASCADE, ids BLOB NOT NULL);
    CREATE TABLE document(id INTEGER PRIMARY KEY, text TEXT NOT NULL);
    CREATE TABLE seal(
      id INTEGER PRIMARY KEY CHECK(id = 1), count INTEGER NOT NULL, sum INTEGER NOT NULL);
    INSERT INTO seal VALUES(1, 0, 0);
    """,
    // No table changes: `members` may hold numbers, which programs for version 1 take for damage.
    "-- numbered ids",
    // As before, of numbers that are bits.
    "-- ids of a range",
    // As before, of bits whose sum is over words.
    "-- sums of words",
  ]

  /// Brings the store up to `version` inside the caller's transaction. The caller has checked that
  /// it is not newer.
  static func migrate(_ db: Database, from current: Int) throws {
    for step in steps[current...] { try db.execute(sql: step) }
    try db.execute(sql: "PRAGMA user_version = \(version)")
  }

  static func current(_ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
  }
}
