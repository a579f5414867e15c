import Syntax
import Testing

@testable import Engine

@Suite("reading: types of columns")
struct ReadingTypeTests {
  private func column(
    _ values: [String], name: String = "v", _ options: ReadOptions = ReadOptions()
  ) throws -> (type: ColumnType, cells: [String], result: ReadResult) {
    let lines = values.enumerated().map { "r\($0.offset % 3)x,\"\($0.element)\"" }
    let text = (["k,\(name)"] + lines).joined(separator: "\n")
    let result = try FileReader.read(bytes: Array(text.utf8), name: "t.csv", options: options)
    let column = result.table.columns[1]
    return (
      column.type, (0..<column.count).map { ReadingCells.text(column.value($0)) }, result
    )
  }

  @Test("numbers keep their digits")
  func numbers() throws {
    #expect(try column(["1", "-5", "300"]).type == .int)
    let money = try column(["1.5", "-0.125", "7"])
    #expect(money.type == .decimal(scale: 3))
    #expect(money.cells == ["1.500", "-0.125", "7.000"])
    #expect(try column(["1.5", "1.23456789012"]).type == .float)
    #expect(try column(["00123", "0007"]).type == .string)
    #expect(try column(["18446744073709551616", "1"]).type == .string)
    #expect(try column(["17850.0", "13047.0"]).cells == ["17850", "13047"])
    #expect(try column(["9e+05", "12"]).cells == ["900000", "12"])
    #expect(try column(["1e400", "1.5e300"]).type == .string)
  }

  @Test("money as people write it, in one currency")
  func formatted() throws {
    let dollars = try column(["$90,000 ", "$1,200.50", "$7 "], name: "income")
    #expect(dollars.cells == ["90000.00", "1200.50", "7.00"])
    #expect(dollars.result.table.fields[1].display == .money)
    let euros = try column(["1.234,56", "0,5", "-1.000.000,00"], name: "price")
    #expect(euros.cells == ["1234.56", "0.50", "-1000000.00"])
    #expect(try column(["$1", "¥2"], name: "price").type == .string)
    #expect(try column(["12%", "0.5%"], name: "fee").cells == ["0.120", "0.005"])
    #expect(try column(["(1,234.50)", "3"], name: "cost").cells == ["-1234.50", "3.00"])
  }

  @Test("dates in every order, when only one fits")
  func dates() throws {
    #expect(try column(["2025-08-23", "2024-02-29"]).type == .date)
    #expect(try column(["2023-02-29", "2024-02-29"]).type == .string)
    #expect(try column(["12/31/2025", "1/2/2025"]).cells == ["2025-12-31", "2025-01-02"])
    #expect(try column(["31/12/2025", "1/2/2025"]).cells == ["2025-12-31", "2025-02-01"])
    #expect(try column(["13/04/2024", "04/13/2024"]).type == .string)
    #expect(try column(["9/7/11", "12/31/99"]).cells == ["2011-09-07", "1999-12-31"])
    #expect(try column(["19970101", "19980630"], name: "Date").type == .date)
    #expect(try column(["19970101", "19980630"], name: "code").type == .int)
    #expect(try column(["2025年8月23日", "2024年12月1日"]).cells == ["2025-08-23", "2024-12-01"])
    #expect(
      try column(["2025-08-23 上午9:05", "2025/8/24 下午3:00:01"]).cells == [
        "2025-08-23 09:05:00", "2025-08-24 15:00:01",
      ])
    #expect(
      try column(["2025-08-23T23:30:00-02:00", "2025-08-23T01:00:00Z"]).cells == [
        "2025-08-24 01:30:00", "2025-08-23 01:00:00",
      ])
    #expect(try column(["2024-06-30T23:59:60Z"]).type == .string)
  }

  @Test("day first is taken from the caller where the values do not tell")
  func dayFirst() throws {
    var options = ReadOptions()
    #expect(try column(["3/4/2025"], options).cells == ["2025-03-04"])
    options.dayFirst = true
    #expect(try column(["3/4/2025"], options).cells == ["2025-04-03"])
  }

  @Test("words for null are null beside numbers, text beside text")
  func nulls() throws {
    #expect(try column(["1", "NULL", "", "NA", "2"]).cells == ["1", "", "", "", "2"])
    #expect(try column(["M", "NA", "F"]).cells == ["M", "NA", "F"])
    #expect(try column(["TRUE", "NULL", "false"]).cells == ["true", "", "false"])
    #expect(try column(["1", "n/a", "2", "n/a", "3"]).cells == ["1", "", "2", "", "3"])
  }

  @Test("a type can be said, and what does not fit is set aside")
  func forced() throws {
    var options = ReadOptions()
    options.types = ["V": .string]
    #expect(try column(["1", "2"], options).type == .string)
    options.types = ["v": .int]
    let result = try column(["1", "x", "3", "4"], options).result
    #expect(result.rejects.map(\.line) == [3])
    #expect(result.rejects.first?.reason.english == "'x' in 'v' is not a number")
  }

  @Test("types come from the whole file: late values widen, a lone misfit is set aside")
  func late() throws {
    let many = (0..<60_000).map { String($0 % 97) }
    var values = many
    values[59_000] = "abc"
    let lone = try column(values).result
    #expect(lone.table.columns[1].type == .int)
    #expect(lone.rejects.map { "\($0.line):\($0.column) \($0.text)" } == ["59002:6 r2x,\"abc\""])
    #expect(lone.rowsIn == 60_000)
    values[59_000] = "2.5"
    #expect(try column(values).type == .decimal(scale: 1))
    values[59_000] = "007"
    #expect(try column(values).type == .string)
    for index in 58_000..<59_500 { values[index] = "abc" }
    let text = try column(values)
    #expect(text.type == .string)
    #expect(text.cells == values)
  }

  @Test("ids of a prefix and digits are kept as numbers")
  func ids() throws {
    let result = try column((0..<300).map { "C\(1_000_000 + $0 * 7)".replacing("C1", with: "C0") })
    guard case .numbered(let ids) = result.result.table.columns[1].storage else {
      Issue.record("not kept as numbers")
      return
    }
    #expect(ids.prefix == "C" && ids.width == 7)
    #expect(result.cells[299] == "C0002093")
  }
}
