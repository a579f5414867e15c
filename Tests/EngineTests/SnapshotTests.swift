import Glibc
import Syntax
import Testing

@testable import Engine

/// What is written comes back, and what was damaged does not.
@Suite struct SnapshotTests {
  @Test(arguments: [0, 1, 63, 64, 65, 1000, 40_000], [false, true])
  func everyKindOfColumnComesBack(rows: Int, hasNulls: Bool) throws {
    let folder = try ExportFolder()
    let table = SnapshotTables.every(rows: rows, hasNulls: hasNulls)
    try SnapshotTables.write(table, to: folder.path + "/s")
    let again = try SnapshotTables.read(folder.path + "/s")
    #expect(again.rowCount == rows)
    #expect(again.name == "订单")
    #expect(SnapshotTables.cells(again) == SnapshotTables.cells(table))
    #expect(folder.names == ["s"])
  }

  @Test func anActivityComesBack() throws {
    let folder = try ExportFolder()
    let activity = Activity(
      name: "orders", table: SnapshotTables.every(rows: 5, hasNulls: true),
      offsets: Buffer([0, 2, 2, 5]), units: Buffer([0, 0, 1, 2, 2]), unitCount: 3)
    var writer = SnapshotWriter()
    try activity.write(to: &writer)
    try writer.write(folder.path + "/s", stamp: 1, stop: Cancellation())
    var reader = try SnapshotReader(folder.path + "/s", stamp: 1, threads: 1)
    let again = try Activity(from: &reader)
    #expect(again.name == "orders")
    #expect(Array(again.offsets.values) == [0, 2, 2, 5])
    #expect(again.units.map { Array($0.values) } == [0, 0, 1, 2, 2])
    #expect(again.unitCount == 3)
    #expect(SnapshotTables.cells(again.table) == SnapshotTables.cells(activity.table))
  }

  /// Customers stand in the dataset and in the table of their file.
  @Test func sharedValuesAreKeptOnce() throws {
    let folder = try ExportFolder()
    let table = SnapshotTables.every(rows: 40_000, hasNulls: false)
    var once = SnapshotWriter()
    try table.write(to: &once)
    try once.write(folder.path + "/once", stamp: 1, stop: Cancellation())
    var twice = SnapshotWriter()
    try table.write(to: &twice)
    try table.write(to: &twice)
    try twice.write(folder.path + "/twice", stamp: 1, stop: Cancellation())
    let sizes = try ["once", "twice"].map {
      Int(try #require(FileSystem.size(folder.path + "/\($0)")))
    }
    #expect(sizes[1] - sizes[0] < 10_000)
  }

  @Test func aMappingLivesAsLongAsItsColumns() throws {
    let folder = try ExportFolder()
    let table = SnapshotTables.every(rows: 1000, hasNulls: true)
    try SnapshotTables.write(table, to: folder.path + "/s")
    let column = try SnapshotTables.read(folder.path + "/s").columns[9]
    unlink(folder.path + "/s")
    #expect((0..<1000).map { column.value($0) } == (0..<1000).map { table.columns[9].value($0) })
  }

  @Test func classesOfADimensionAreNotKept() throws {
    let domain = CategoryDomain(dimension: "d", categories: [], isOrdered: false)
    let table = Table(
      fields: [Field("d")], columns: [.constant(.null, type: .category(domain), count: 1)],
      rowCount: 1)
    var writer = SnapshotWriter()
    #expect(throws: SnapshotFault.unsupported) { try table.write(to: &writer) }
  }

  @Test func otherDataAndOtherFormatsAreStale() throws {
    let folder = try ExportFolder()
    let path = folder.path + "/s"
    try SnapshotTables.write(SnapshotTables.every(rows: 3, hasNulls: false), to: path)
    #expect(throws: SnapshotFault.stale) { try SnapshotTables.read(path, stamp: 8) }
    #expect(throws: SnapshotFault.missing) { try SnapshotTables.read(path + "2") }
    var bytes = try folder.bytes(of: "s")
    bytes[8] += 1
    try folder.write(bytes, to: "s")
    #expect(throws: SnapshotFault.stale) { try SnapshotTables.read(path) }
  }

  @Test func aStoppedOrImpossibleWriteLeavesNothing() throws {
    let folder = try ExportFolder()
    let stop = Cancellation()
    stop.cancel()
    var writer = SnapshotWriter()
    try SnapshotTables.every(rows: 3, hasNulls: false).write(to: &writer)
    #expect(throws: SnapshotFault.stopped) {
      try writer.write(folder.path + "/s", stamp: 1, stop: stop)
    }
    #expect(throws: SnapshotFault.unwritten) {
      try writer.write(folder.path + "/none/s", stamp: 1, stop: Cancellation())
    }
    #expect(folder.names == [])
  }

  /// Small segments are checked completely: no wrong byte gets through, wherever it is.
  @Test func aWrongByteIsNeverRead() throws {
    let folder = try ExportFolder()
    let table = SnapshotTables.every(rows: 20, hasNulls: true)
    let path = folder.path + "/s"
    try SnapshotTables.write(table, to: path)
    let bytes = try folder.bytes(of: "s")
    let cells = SnapshotTables.cells(table)
    for place in Array(0..<64) + Array(stride(from: SnapshotHeader.size, to: bytes.count, by: 7)) {
      var wrong = bytes
      wrong[place] ^= 1 << UInt8(place % 8)
      try folder.write(wrong, to: "s")
      do throws(SnapshotFault) {
        let again = try SnapshotTables.read(path)
        // Between segments nothing is kept.
        #expect(SnapshotTables.cells(again) == cells, "at \(place)")
      } catch {
        #expect([.damaged, .stale].contains(error), "at \(place)")
      }
    }
  }

  @Test func aShorterOrLongerFileIsDamaged() throws {
    let folder = try ExportFolder()
    let path = folder.path + "/s"
    try SnapshotTables.write(SnapshotTables.every(rows: 100, hasNulls: true), to: path)
    let bytes = try folder.bytes(of: "s")
    let steps = Array(stride(from: 64, to: bytes.count, by: 64)) + [0, 1, 63, bytes.count - 1]
    for size in steps {
      try folder.write(Array(bytes[..<size]), to: "s")
      #expect(throws: SnapshotFault.damaged, "\(size) bytes") { try SnapshotTables.read(path) }
    }
    try folder.write(bytes + [0], to: "s")
    #expect(throws: SnapshotFault.damaged) { try SnapshotTables.read(path) }
  }

  /// Of large runs of numbers some blocks are looked at on opening, and all by the audit; codes and
  /// offsets are looked at completely.
  @Test func damageInLargeSegmentsIsFound() throws {
    let folder = try ExportFolder()
    let path = folder.path + "/s"
    let rows = 200_000
    let table = SnapshotTables.every(rows: rows, hasNulls: false)
    for (kind, opens) in [("int64", true), ("uint8", false), ("text", false)] {
      let index = try #require(table.index(of: kind))
      let one = Table(
        fields: [table.fields[index]], columns: [table.columns[index]], rowCount: rows)
      try SnapshotTables.write(one, to: path)
      #expect(try SnapshotReader(path, stamp: 7, threads: 2).audit(stop: Cancellation()) == true)
      var bytes = try folder.bytes(of: "s")
      // In no sampled block of the first segment, and for text in the offsets, which come second.
      let place = kind == "text" ? bytes.count - 300_000 : SnapshotHeader.size + rows / 4
      bytes[place] ^= 16
      try folder.write(bytes, to: "s")
      if opens {
        let reader = try SnapshotReader(path, stamp: 7, threads: 2)
        #expect(reader.audit(stop: Cancellation()) == false)
      } else {
        #expect(throws: SnapshotFault.damaged, "\(kind)") { try SnapshotTables.read(path) }
      }
    }
  }

  @Test func onlyAUsersOwnRegularFilesAreMapped() throws {
    let folder = try ExportFolder()
    let path = folder.path + "/s"
    try SnapshotTables.write(SnapshotTables.every(rows: 3, hasNulls: false), to: path)
    try #require(symlink(path, folder.path + "/link") == 0)
    #expect(throws: SnapshotFault.missing) { try SnapshotTables.read(folder.path + "/link") }
    #expect(throws: SnapshotFault.missing) { try SnapshotTables.read(folder.path) }
    guard geteuid() == 0 else { return }
    try #require(chown(path, 65534, 65534) == 0)
    #expect(throws: SnapshotFault.missing) { try SnapshotTables.read(path) }
  }
}
