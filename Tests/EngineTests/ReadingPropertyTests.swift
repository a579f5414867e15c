import Syntax
import Testing

@testable import Engine

@Suite("reading: random tables come back")
struct ReadingPropertyTests {
  /// A small generator with a seed, so that a failure can be repeated.
  private struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    }
  }

  private static let pieces = [
    "a", "\"", "\"\"", ",", "\n", "\r\n", "\r", " ", "中", "é", "👩‍👩‍👧", "\t", "'", "\\", "x,y", "=1",
  ]

  private func cell(_ random: inout Random) -> String {
    (0..<Int.random(in: 0...6, using: &random)).map { _ in
      Self.pieces.randomElement(using: &random) ?? ""
    }.joined()
  }

  private func field(_ cell: String, _ random: inout Random) -> String {
    let mustQuote =
      cell.unicodeScalars.contains { "\",\n\r".unicodeScalars.contains($0) }
      || cell.first == " " || cell.last == " "
    guard mustQuote || Bool.random(using: &random) else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }

  /// Ranges of a few hundred bytes begin inside quoted fields, CRLFs and characters all the time.
  @Test("whatever the ranges and threads", arguments: 1...30)
  func roundTrip(seed: Int) throws {
    var random = Random(state: UInt64(seed))
    let rows = (0..<200).map { index in
      [
        "k\(index)", cell(&random), cell(&random),
        String(Int.random(in: -999...999, using: &random)),
      ]
    }
    let lineEnd = ["\n", "\r\n", "\r"][seed % 3]
    let lines = rows.map { row in row.map { field($0, &random) }.joined(separator: ",") }
    let text = (["id,a,b,n"] + lines).joined(separator: lineEnd) + lineEnd
    var options = ReadOptions(threads: 1 + seed % 3)
    options.delimiter = .comma
    options.quote = .doubleQuote
    let reader = DelimitedReader(
      source: ByteSource(Buffer(Array(text.utf8)), name: "t.csv"), options: options,
      cancellation: Cancellation(), progress: { _ in }, rangeSize: 64 << (seed % 5))
    let result = try reader.read(
      Assumptions(
        format: "csv", delimiter: nil, encoding: "utf-8", hasHeader: true, compressed: false))
    #expect(result.rejects.isEmpty)
    #expect(ReadingCells.rows(result.table) == rows)
    #expect((0..<200).map(result.lines.line(of:)) == firstLines(lines))
  }

  private func firstLines(_ records: [String]) -> [Int] {
    var line = 2
    return records.map { record in
      defer {
        line += 1
        let scalars = Array(record.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
          let next = index + 1 < scalars.count ? scalars[index + 1] : nil
          if scalar == "\n" || (scalar == "\r" && next != "\n") { line += 1 }
        }
      }
      return line
    }
  }

  @Test("dictionaries list values as they first appear, whoever read them")
  func dictionaryOrder() throws {
    let values = (0..<5000).map { "v\($0 * 7919 % 300)w" }
    let text = "k,v\n" + values.map { "x,\($0)\n" }.joined()
    let reader = DelimitedReader(
      source: ByteSource(Buffer(Array(text.utf8)), name: "t.csv"),
      options: ReadOptions(threads: 3), cancellation: Cancellation(), progress: { _ in },
      rangeSize: 512)
    let result = try reader.read(
      Assumptions(
        format: "csv", delimiter: nil, encoding: "utf-8", hasHeader: true, compressed: false))
    guard case .codes(_, let dictionary) = result.table.columns[1].storage else {
      Issue.record("not coded")
      return
    }
    var seen: Set<String> = []
    #expect(
      (0..<dictionary.count).map(dictionary.string) == values.filter { seen.insert($0).inserted })
    #expect(ReadingCells.rows(result.table).map { $0[1] } == values)
  }
}
