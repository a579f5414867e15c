import Syntax
import Testing

@testable import Engine

/// Groups against a dictionary of spelled-out keys: who is with whom, the first row, the order.
@Suite struct GroupingTests {
  /// A way to keep values, and how many differ.
  enum Kind: String, CaseIterable, CustomTestStringConvertible {
    case fewIntegers, denseIntegers, farIntegers, extremes, wholeSeconds, doubles, fewDoubles, texts
    case coded, unspelled, ids, bools, constant, nothing

    var testDescription: String { rawValue }
  }

  private static let context = ExecutionContext(threads: 2)

  static func column(_ kind: Kind, rows: Int, nulls: Bool, seed: UInt64) -> Column {
    var numbers = SeededNumbers(seed: seed)
    let drawn = (0..<rows).map { _ in Int64(bitPattern: numbers.next()) }
    let known =
      nulls ? Bitmap(count: rows, where: { _ in numbers.next() % 7 != 0 }) : nil
    func integers(_ value: (Int64) -> Int64) -> Column {
      Column(.int, .integers(.int64(Buffer(drawn.map(value)))), validity: known, count: rows)
    }
    switch kind {
    case .fewIntegers: return integers { $0 & 7 }
    case .denseIntegers: return integers { 1_000_000 + $0 & 0xffff_f }
    case .farIntegers: return integers { $0 >> 20 }
    case .extremes: return integers { [.min, .max, -1, 0][Int($0 & 3)] }
    case .wholeSeconds: return integers { ($0 & 0xfff_ffff) * 1_000_000 }
    case .doubles, .fewDoubles:
      let special: [Double] = [0, -0.0, 1.5, -.infinity, .infinity, .nan, -.nan, -1.5]
      let values: [Double] = drawn.map { draw in
        kind == .doubles ? Double(draw >> 40) / 7 : special[Int(draw & 7)]
      }
      return Column(.float, .doubles(Buffer(values)), validity: known, count: rows)
    case .texts:
      let ends = ["", "\0", "é", "\u{10FFFF}"]
      let texts = drawn.map { "key \($0 & 0x3fff)" + ends[Int($0 >> 60 & 3)] }
      return Column(.string, .text(TextArena(texts)), validity: known, count: rows)
    case .coded:
      let dictionary = StringDictionary(["丙", "b", "", "a", "ab"])
      return Column(
        .string, .codes(.uint8(Buffer(drawn.map { UInt8($0 & 3) })), dictionary), validity: known,
        count: rows)
    case .unspelled:
      // All null, and no text to be a code of.
      let codes = Codes.uint8(Buffer([UInt8](repeating: 0, count: rows)))
      return Column(
        .string, .codes(codes, StringDictionary([String]())),
        validity: Bitmap(count: rows, all: false), count: rows)
    case .ids:
      let ids = NumberedText(
        prefix: "C", width: 7, numbers: .int32(Buffer(drawn.map { Int32($0 & 0x3f_ffff) })))
      return Column(.string, .numbered(ids), validity: known, count: rows)
    case .bools:
      let bits = Bitmap(count: rows, where: { drawn[$0] & 1 == 1 })
      return Column(.bool, .bits(bits), validity: known, count: rows)
    case .constant: return .constant(.int(3), type: .int, count: rows)
    case .nothing: return .constant(.null, type: .int, count: rows)
    }
  }

  /// Texts that sort by their bytes as the values do.
  private static func spelled(_ column: Column, _ row: Int) -> [UInt8] {
    func bytes(_ number: UInt64) -> [UInt8] {
      (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - $0 * 8)) }
    }
    switch column.value(row) {
    case .null: return [2]
    case .bool(let bool): return [1, bool ? 1 : 0]
    case .int(let int): return [1] + bytes(UInt64(bitPattern: int) ^ 1 << 63)
    case .float(let double):
      // What is no number is one value, above all others.
      let bits = (double.isNaN ? Double.nan : double == 0 ? 0 : double).bitPattern
      return [1] + bytes(double < 0 ? ~bits : bits | 1 << 63)
    // Zero ends a text, so it is spelled as two bytes.
    case .string(let text): return [1] + text.utf8.flatMap { $0 < 2 ? [1, $0] : [$0] } + [0]
    case .decimal, .date, .timestamp: return []
    }
  }

  private static func check(_ columns: [Column], rows: Relation.Rows, _ note: Comment) throws {
    let grouping = try Grouping(columns, rows: rows, context)
    let codes = try grouping.rowCodes(rows.extent, context)
    var firsts: [[UInt8]: UInt32] = [:]
    var members: [(key: [UInt8], row: UInt32)] = []
    let selected = Relation(fields: [], columns: columns, rows: rows, identity: .none).rowList
    for row in selected {
      let key = columns.flatMap { spelled($0, Int(row)) }
      members.append((key, row))
      if firsts[key] == nil { firsts[key] = row }
    }
    let order = firsts.keys.sorted { $0.lexicographicallyPrecedes($1) }
    #expect(grouping.count == order.count, note)
    #expect(Array(grouping.representatives.values) == order.compactMap { firsts[$0] }, note)
    let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, UInt32($0)) })
    #expect(members.allSatisfy { places[$0.key] == codes[Int($0.row)] }, note)
  }

  @Test(arguments: Kind.allCases)
  func oneKey(kind: Kind) throws {
    for (rows, nulls) in [(0, false), (1, true), (18_000, true), (20_000, false)] {
      let column = Self.column(kind, rows: rows, nulls: nulls, seed: UInt64(rows))
      try Self.check([column], rows: .all(rows), "\(kind) \(rows)")
      let some = Bitmap(count: rows, where: { $0 % 3 == 1 })
      try Self.check([column], rows: .bits(some), "\(kind), a third of \(rows)")
    }
  }

  @Test(arguments: Kind.allCases)
  func severalKeys(kind: Kind) throws {
    let rows = 17_000
    let own = Self.column(kind, rows: rows, nulls: true, seed: 1)
    for (place, other) in [Kind.coded, .denseIntegers, .doubles, .texts].enumerated() {
      let next = Self.column(other, rows: rows, nulls: place % 2 == 0, seed: UInt64(place + 2))
      try Self.check([own, next], rows: .all(rows), "\(kind) \(other)")
    }
  }

  /// More than a word has room for, more than once.
  @Test func manyWideKeys() throws {
    let rows = 20_000
    let kinds: [Kind] = [.farIntegers, .doubles, .texts, .farIntegers, .ids, .doubles]
    let columns = kinds.enumerated().map {
      Self.column($1, rows: rows, nulls: $0 % 2 == 1, seed: UInt64($0 + 20))
    }
    try Self.check(columns, rows: .all(rows), "all differ")
    // The same few rows again and again.
    let few = Buffer((0..<rows).map { UInt32($0 * 7 % 100) })
    try Self.check(columns.map { $0.gathered(few) }, rows: .all(rows), "few differ")
  }

  @Test(arguments: [Kind.denseIntegers, .farIntegers, .doubles, .texts, .ids])
  func interruptedGroupsAreNone(kind: Kind) {
    let cancellation = Cancellation()
    cancellation.cancel()
    let column = Self.column(kind, rows: 40_000, nulls: true, seed: 5)
    #expect(throws: Diagnostic.self) {
      try Grouping(
        [column], rows: .all(40_000), ExecutionContext(threads: 2, cancellation: cancellation))
    }
  }
}
