import Glibc
import Syntax
import Testing

@testable import Engine

/// A table with a column of every kind that files give, and snapshots of it.
enum SnapshotTables {
  /// `rows` rows, about every third value missing where `hasNulls`.
  static func every(rows: Int, hasNulls: Bool) -> Table {
    let columns = kinds(rows).map { name, type, storage in
      (
        Field(name, display: .money, aliases: ["别名", name + "2"], role: .amount),
        Column(
          type, storage,
          validity: hasNulls
            ? Bitmap(count: rows, rows: (0..<rows).filter { $0 % 3 != 1 }) : nil, count: rows)
      )
    }
    let constants = values.map { type, value in
      (Field("constant"), Column.constant(value, type: type, count: rows))
    }
    return Table(
      fields: (columns + constants).map(\.0), columns: (columns + constants).map(\.1),
      rowCount: rows, name: "订单")
  }

  private static let values: [(ColumnType, Value)] = [
    (.null, .null), (.bool, .bool(true)), (.int, .int(.min)), (.float, .float(-0.5)),
    (.decimal(scale: 2), .decimal(-105, scale: 2)), (.date, .date(-1)),
    (.timestamp, .timestamp(1_700_000_000_123_456)), (.string, .string("客户,\n\"x\"")),
  ]

  private static func kinds(_ rows: Int) -> [(String, ColumnType, Column.Storage)] {
    let words = ["", "上海", "Zürich", "a\u{0}b", "😀"]
    let dictionary = StringDictionary(words)
    func codes<T: FixedWidthInteger & Sendable & BitwiseCopyable>(_ type: T.Type) -> Buffer<T> {
      Buffer((0..<rows).map { T(truncatingIfNeeded: $0 % words.count) })
    }
    func numbers<T: FixedWidthInteger & Sendable & BitwiseCopyable>(_ type: T.Type) -> Buffer<T> {
      Buffer((0..<rows).map { T(truncatingIfNeeded: $0 &* 7_919 &- 40) })
    }
    return [
      ("bits", .bool, .bits(Bitmap(count: rows, rows: stride(from: 0, to: rows, by: 3)))),
      ("int8", .int, .integers(.int8(numbers(Int8.self)))),
      ("int16", .decimal(scale: 3), .integers(.int16(numbers(Int16.self)))),
      ("int32", .date, .integers(.int32(numbers(Int32.self)))),
      ("int64", .timestamp, .integers(.int64(numbers(Int64.self)))),
      ("seconds", .timestamp, .integers(.seconds(numbers(Int32.self)))),
      ("doubles", .float, .doubles(Buffer((0..<rows).map { Double($0) / 3 }))),
      ("uint8", .string, .codes(.uint8(codes(UInt8.self)), dictionary)),
      ("uint16", .string, .codes(.uint16(codes(UInt16.self)), dictionary)),
      ("uint32", .string, .codes(.uint32(codes(UInt32.self)), dictionary)),
      ("text", .string, .text(TextArena((0..<rows).map { words[$0 % 5] + "\($0)" }))),
      (
        "numbered", .string,
        .numbered(NumberedText(prefix: "客C", width: 7, numbers: .int32(numbers(Int32.self))))
      ),
    ]
  }

  /// Every cell as text, and what the columns are.
  static func cells(_ table: Table) -> [[String]] {
    zip(table.fields, table.columns).map { field, column in
      ["\(field)", "\(column.type)"] + (0..<table.rowCount).map { "\(column.value($0))" }
    }
  }

  static func write(_ table: Table, to path: String, stamp: UInt64 = 7) throws {
    var writer = SnapshotWriter()
    try table.write(to: &writer)
    try writer.write(path, stamp: stamp, stop: Cancellation())
  }

  static func read(_ path: String, stamp: UInt64 = 7) throws(SnapshotFault) -> Table {
    var reader = try SnapshotReader(path, stamp: stamp, threads: 2)
    return try Table(from: &reader)
  }
}

extension ExportFolder {
  /// A new file, so that a mapping of the old one stays whole.
  func write(_ bytes: [UInt8], to name: String) throws {
    unlink(path + "/" + name)
    let file = try #require(fopen(path + "/" + name, "w"))
    defer { fclose(file) }
    try #require(fwrite(bytes, 1, bytes.count, file) == bytes.count)
  }

  /// Gives a file a modification time some minutes ago, always the same one.
  func age(_ name: String, seconds: Int = 0) throws {
    let time = timespec(tv_sec: 1_700_000_000 + seconds, tv_nsec: 5)
    try #require(utimensat(AT_FDCWD, path + "/" + name, [time, time], 0) == 0)
  }
}
