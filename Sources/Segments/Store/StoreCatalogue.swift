internal import Foundation
internal import GRDB
internal import Syntax

/// All segments and versions of the store with their checksums verified, read in one transaction.
///
/// Every operation begins with this scan instead of an index look-up: a look-up in a damaged index
/// would say that a segment does not exist. A thousand versions take a few milliseconds.
struct StoreCatalogue {
  struct Segment {
    var id: Int64
    var name: String
    var key: String
    /// The number that the next save gets.
    var next: Int

    var checksum: Checksum {
      var sum = Checksum()
      sum.add(id)
      sum.add(name)
      sum.add(key)
      sum.add(Int64(next))
      return sum
    }
  }

  struct Version {
    var id: Int64
    var segment: Int64
    var header: SegmentVersion
    /// Checksums of the texts, which are their keys in `document`.
    var query: Int64
    var rules: Int64
    var parameters: Int64
    var membersSum: Int64

    /// The name is not part of it: `segment` holds the name.
    var checksum: Checksum {
      var sum = Checksum()
      for number in [id, segment, Int64(header.number), query, rules, parameters] {
        sum.add(number)
      }
      sum.add(header.description)
      sum.add(header.fingerprint)
      for number in [Int64(header.asOf), Int64(header.size), header.savedAt, membersSum] {
        sum.add(number)
      }
      return sum
    }
  }

  private(set) var segments: [Segment] = []
  /// Ordered by segment name, then by number.
  private(set) var versions: [Version] = []
  /// Some row is missing, changed or unreadable; those here are whole.
  private(set) var isDamaged = false

  init(_ db: Database) throws {
    var count: Int64 = 0
    var total: Int64 = 0
    try readSegments(db, count: &count, total: &total)
    try readVersions(db, count: &count, total: &total)
    let seal = try Row.fetchOne(db, sql: "SELECT count, sum FROM seal WHERE id = 1")
    if seal?.integer(0) != count || seal?.integer(1) != total { isDamaged = true }
    versions.sort { ($0.header.name, $0.header.number) < ($1.header.name, $1.header.number) }
  }

  private mutating func readSegments(
    _ db: Database, count: inout Int64, total: inout Int64
  ) throws {
    let rows = try Row.fetchCursor(db, sql: "SELECT id, name, key, next, checksum FROM segment")
    while let row = try rows.next() {
      guard let id = row.integer(0), let name = row.text(1), let key = row.text(2),
        let next = row.integer(3), let sum = row.integer(4)
      else {
        isDamaged = true
        continue
      }
      let segment = Segment(id: id, name: name, key: key, next: Int(next))
      guard segment.checksum.signed == sum else {
        isDamaged = true
        continue
      }
      segments.append(segment)
      count += 1
      total &+= sum
    }
  }

  private mutating func readVersions(
    _ db: Database, count: inout Int64, total: inout Int64
  ) throws {
    var names: [Int64: String] = [:]
    for segment in segments { names[segment.id] = segment.name }
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT id, segment, number, description, query, rules, parameters, as_of, fingerprint,
          size, saved_at, members_sum, checksum FROM version
        """)
    while let row = try rows.next() {
      guard let version = Self.version(row, names), let sum = row.integer(12),
        version.checksum.signed == sum
      else {
        isDamaged = true
        continue
      }
      versions.append(version)
      count += 1
      total &+= sum
    }
  }

  private static func version(_ row: Row, _ names: [Int64: String]) -> Version? {
    guard let id = row.integer(0), let segment = row.integer(1), let number = row.integer(2),
      let query = row.integer(4), let rules = row.integer(5), let parameters = row.integer(6),
      let asOf = row.integer(7), let fingerprint = row.text(8), let size = row.integer(9),
      let savedAt = row.integer(10), let membersSum = row.integer(11), let name = names[segment]
    else { return nil }
    let header = SegmentVersion(
      name: name, number: Int(number), description: row.text(3), asOf: Int(asOf),
      fingerprint: fingerprint, size: Int(size), savedAt: savedAt)
    return Version(
      id: id, segment: segment, header: header, query: query, rules: rules,
      parameters: parameters, membersSum: membersSum)
  }
}

extension Row {
  // A damaged file can hold anything in any column, and the typed subscripts of a row stop the
  // program when it does.

  func integer(_ index: Int) -> Int64? {
    guard case .int64(let value) = (self[index] as DatabaseValue).storage else { return nil }
    return value
  }

  func text(_ index: Int) -> String? {
    guard case .string(let value) = (self[index] as DatabaseValue).storage else { return nil }
    return value
  }

  func bytes(_ index: Int) -> [UInt8]? {
    guard case .blob(let value) = (self[index] as DatabaseValue).storage else { return nil }
    return [UInt8](value)
  }
}
