import Engine
import Syntax
import Testing

/// Columns that are needed as numbers or dates keep their type when a few cells are something else.
@Suite("Needed columns")
struct ReadingNeedTests {
  private func read(
    _ values: [String], _ need: ColumnNeed?
  ) throws -> (type: ColumnType, rejected: Int, result: ReadResult) {
    var options = ReadOptions()
    options.needs = { $0.map { $0 == "v" ? need : nil } }
    let text = "n,v\n" + values.enumerated().map { "r\($0),\"\($1)\"\n" }.joined()
    let result = try FileReader.read(bytes: Array(text.utf8), name: "f.csv", options: options)
    #expect(result.rowsIn == values.count)
    #expect(result.table.rowCount + result.rejects.count == values.count)
    return (result.table.columns[1].type, result.rejects.count, result)
  }

  /// `bad` in every `step`th of `count` values.
  private func mixed(_ count: Int, every step: Int, _ bad: String) -> [String] {
    (0..<count).map { $0 % step == step - 1 ? bad : "\($0 % 89).5" }
  }

  @Test("nine in ten, or all but one of four")
  func share() throws {
    #expect(try read(["1.5", "2.5", "3.5", "free"], .number).type == .decimal(scale: 1))
    #expect(try read(["1.5", "2.5", "free"], .number).type == .string)
    #expect(try read(["1.5", "2.5", "3.5", "free", "gift"], .number).type == .string)
    #expect(try read(["1.5", "2.5", "3.5", "free"], nil).type == .string)
    let tenth = try read(mixed(100, every: 10, "免费"), .number)
    #expect(tenth.type == .decimal(scale: 1) && tenth.rejected == 10)
    #expect(try read(mixed(100, every: 9, "免费"), .number).type == .string)
    let first = tenth.result.rejects[0]
    #expect(first.line == 11 && first.column == 5)
    #expect(first.reason.english == "'免费' in 'v' is not a number")
  }

  @Test("cells beyond the sample, in one part of the file")
  func late() throws {
    var values = (0..<60_000).map { "\($0 % 89).5" }
    for row in 30_000..<34_000 { values[row] = "免费" }
    let some = try read(values, .number)
    #expect(some.type == .decimal(scale: 1) && some.rejected == 4000)
    for row in 34_000..<37_000 { values[row] = "免费" }
    let many = try read(values, .number)
    #expect(many.type == .string && many.rejected == 0)
  }

  @Test("what widens the column is no misfit")
  func widened() throws {
    var values = (0..<30_000).map { String($0 % 97) }
    values[29_000] = "2.75"
    values[29_001] = "1,234"
    values[29_002] = "x"
    let read = try read(values, .number)
    #expect(read.type == .decimal(scale: 2) && read.rejected == 1)
    #expect(ReadingCells.rows(read.result.table)[29_001][1] == "1234.00")
  }

  @Test("amounts of one currency, written in many ways")
  func money() throws {
    let read = try read(
      ["￥1,234.50", "５００．００元", "¥80", "RMB 7", "（12.5）", "１，０００", "20.5"], .number)
    #expect(read.type == .decimal(scale: 2) && read.rejected == 0)
    #expect(
      ReadingCells.rows(read.result.table).map { $0[1] } == [
        "1234.50", "500.00", "80.00", "7.00", "-12.50", "1000.00", "20.50",
      ])
  }

  @Test("dates that are none cost their rows")
  func dates() throws {
    var values = (0..<50).map { "2024-03-\($0 % 19 + 10)" }
    values[20] = "2024-02-30"
    values[30] = "tomorrow"
    let read = try read(values, .date)
    #expect(read.type == .date && read.result.rejects.map(\.line) == [22, 32])
    #expect(read.result.rejects[0].reason.english == "'2024-02-30' in 'v' is not a date")
  }

  @Test("digits that are text")
  func digits() throws {
    #expect(try read(["13800138000", "13900139000"], .text).type == .string)
    #expect(try read(["true", "false"], .text).type == .bool)
  }
}
