import Foundation
import Testing

@testable import Segments

@Suite("The demo dataset")
struct DemoDatasetTests {
  static let files = DemoDataset.files()

  /// Rows of a file without the header; fields are split at commas outside quotes.
  static func rows(_ name: String) -> [[Substring]] {
    guard let file = files.first(where: { $0.name == name }) else { return [] }
    let text = String(decoding: file.bytes, as: UTF8.self)
    return text.utf8.split(separator: UInt8(ascii: "\n")).dropFirst().map { line in
      var isQuoted = false
      let fields = line.split(omittingEmptySubsequences: false) { byte in
        if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
        return byte == UInt8(ascii: ",") && !isQuoted
      }
      return fields.map { Substring($0) }
    }
  }

  static func fen(_ text: Substring) -> Int {
    Int(text.replacing(".", with: "")) ?? .min
  }

  @Test func `The same seed gives the same bytes, another seed others`() {
    let again = DemoDataset.files(seed: 7)
    #expect(again.map(\.name) == Self.files.map(\.name))
    #expect(again.map(\.bytes) == Self.files.map(\.bytes))
    #expect(DemoDataset.files(seed: 8).map(\.bytes) != Self.files.map(\.bytes))
  }

  @Test(arguments: [
    ("customers.csv", 5_000...5_000, 29), ("orders.csv", 57_000...64_000, 14),
    ("events.csv", 50_000...70_000, 6), ("feedback.csv", 5_000...9_000, 7),
    ("tickets.csv", 4_000...8_000, 6), ("leads.csv", 450...900, 8),
  ])
  func `Files have the promised rows and whole columns`(
    name: String, count: ClosedRange<Int>, width: Int
  ) {
    let rows = Self.rows(name)
    #expect(count.contains(rows.count))
    #expect(rows.allSatisfy { $0.count == width })
  }

  @Test func `Amounts are quantity times price less discount, to the fen`() {
    let wrong = Self.rows("orders.csv").filter { row in
      Self.fen(row[10]) != (Int(row[7]) ?? 0) * Self.fen(row[8]) - Self.fen(row[9])
    }
    #expect(wrong.isEmpty)
  }

  @Test(arguments: ["orders.csv", "events.csv", "feedback.csv", "tickets.csv", "leads.csv"])
  func `Activity has known customers and ascends in time to the last day`(name: String) {
    let rows = Self.rows(name)
    let times = rows.map { $0[2] }
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(times.allSatisfy { $0 >= "2023-07-01" && $0 < "2026-07-01" })
    #expect(rows.allSatisfy { $0[1] >= "C00001" && $0[1] <= "C05000" && $0[1].utf8.count == 6 })
    if name == "orders.csv" { #expect(times.last?.hasPrefix("2026-06-30") == true) }
  }

  @Test func `Nothing is refunded before it is bought, or after the last day`() {
    let wrong = Self.rows("orders.csv").filter { row in
      let refunded = Self.fen(row[12]) > 0
      return refunded == row[13].isEmpty
        || refunded && (row[13] <= row[2] || row[13] >= "2026-07-01")
    }
    #expect(wrong.isEmpty)
  }

  @Test func `Singles' Day is the busiest day of every year`() {
    var counts: [Substring: Int] = [:]
    for row in Self.rows("orders.csv") { counts[row[2].prefix(10), default: 0] += 1 }
    for year in ["2023", "2024", "2025"] {
      let busiest = counts.filter { $0.key.hasPrefix(year) }.max { $0.value < $1.value }
      #expect(busiest?.key == "\(year)-11-11")
    }
  }

  @Test(
    .enabled(if: ClassificationOracle.isInstalled, "skipped: python3 with duckdb is not installed"),
    arguments: ["order", "refund"])
  func `Every class of every dimension has members, by SQL`(refundsBy: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "demo-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
    for file in Self.files {
      try Data(file.bytes).write(to: folder.appending(path: file.name))
    }
    let script = ClassificationOracle.script("demo_classes.py")
    #expect(try ClassificationOracle.run([script, folder.path(), refundsBy]).status == 0)
  }
}
