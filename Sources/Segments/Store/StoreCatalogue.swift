internal import Foundation
internal import GRDB
internal import Syntax

/// All segments and versions of the store with their checksums verified, read in one transaction.
///
/// Every operation looks names up here instead of in the tables: a look-up in a damaged index would
/// say that a segment does not exist. Once read it is kept, and holds as long as the store's seal is
/// the same; a change made by this session is made here as well.
struct StoreCatalogue {
  /// Number of rows and sum of their checksums: two stores with the same seal hold the same rows.
  struct Seal: Equatable {
    var count: Int64 = 0
    var sum: Int64 = 0
  }

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

  private(set) var segments: [Int64: Segment] = [:]
  /// The versions of each segment, oldest first; none of them is empty.
  private var versionsBySegment: [Int64: [Version]] = [:]
  private var segmentsByKey: [String: Int64] = [:]
  /// Of the rows that are here.
  private(set) var seal = Seal()
  /// Some row is missing, changed or unreadable; those here are whole.
  private(set) var isDamaged = false

  init(_ db: Database) throws {
    try readSegments(db)
    try readVersions(db)
    if try Self.storedSeal(db) != seal { isDamaged = true }
  }

  /// What the store says about itself; nil when the row is unreadable.
  static func storedSeal(_ db: Database) throws -> Seal? {
    let row = try Row.fetchOne(db, sql: "SELECT count, sum FROM seal WHERE id = 1")
    guard let count = row?.integer(0), let sum = row?.integer(1) else { return nil }
    return Seal(count: count, sum: sum)
  }

  func segment(key: String) -> Segment? { segmentsByKey[key].flatMap { segments[$0] } }

  /// Oldest first.
  func versions(of segment: Segment) -> [Version] { versionsBySegment[segment.id] ?? [] }

  /// The latest version of each segment, by name.
  var latest: [SegmentVersion] {
    versionsBySegment.values.compactMap { $0.last?.header }.sorted { $0.name < $1.name }
  }

  mutating func put(_ segment: Segment) {
    remove(segment)
    segments[segment.id] = segment
    segmentsByKey[segment.key] = segment.id
    count(1, segment.checksum)
    guard var versions = versionsBySegment[segment.id] else { return }
    for index in versions.indices { versions[index].header.name = segment.name }
    versionsBySegment[segment.id] = versions
  }

  /// Takes the segment's own row away, not its versions.
  mutating func remove(_ segment: Segment) {
    guard let old = segments.removeValue(forKey: segment.id) else { return }
    segmentsByKey[old.key] = nil
    count(-1, old.checksum)
  }

  /// Versions of one segment are put in the order of their numbers.
  mutating func put(_ version: Version) {
    versionsBySegment[version.segment, default: []].append(version)
    count(1, version.checksum)
  }

  mutating func remove(_ version: Version) {
    let rest = versionsBySegment[version.segment]?.filter { $0.id != version.id } ?? []
    versionsBySegment[version.segment] = rest.isEmpty ? nil : rest
    count(-1, version.checksum)
  }

  private mutating func count(_ direction: Int64, _ checksum: Checksum) {
    seal.count += direction
    seal.sum = direction > 0 ? seal.sum &+ checksum.signed : seal.sum &- checksum.signed
  }

  private mutating func readSegments(_ db: Database) throws {
    let rows = try Row.fetchCursor(db, sql: "SELECT id, name, key, next, checksum FROM segment")
    while let row = try rows.next() {
      guard let id = row.integer(0), let name = row.text(1), let key = row.text(2),
        let next = row.integer(3), let sum = row.integer(4)
      else {
        isDamaged = true
        continue
      }
      let segment = Segment(id: id, name: name, key: key, next: Int(next))
      guard segment.checksum.signed == sum, segments[id] == nil else {
        isDamaged = true
        continue
      }
      put(segment)
    }
  }

  private mutating func readVersions(_ db: Database) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT id, segment, number, description, query, rules, parameters, as_of, fingerprint,
          size, saved_at, members_sum, checksum FROM version ORDER BY number
        """)
    while let row = try rows.next() {
      guard let version = version(row), version.checksum.signed == row.integer(12) else {
        isDamaged = true
        continue
      }
      put(version)
    }
  }

  private func version(_ row: Row) -> Version? {
    guard let id = row.integer(0), let segment = row.integer(1), let number = row.integer(2),
      let query = row.integer(4), let rules = row.integer(5), let parameters = row.integer(6),
      let asOf = row.integer(7), let fingerprint = row.text(8), let size = row.integer(9),
      let savedAt = row.integer(10), let membersSum = row.integer(11),
      let name = segments[segment]?.name
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
