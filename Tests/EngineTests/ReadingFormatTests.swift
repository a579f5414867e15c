import Syntax
import Testing

@testable import Engine

@Suite("reading: what a file may look like")
struct ReadingFormatTests {
  private func read(_ text: String, _ options: ReadOptions = ReadOptions()) throws -> ReadResult {
    try FileReader.read(bytes: Array(text.utf8), name: "t.csv", options: options)
  }

  private func read(bytes: [UInt8]) throws -> ReadResult {
    try FileReader.read(bytes: bytes, name: "t.csv")
  }

  @Test(
    "delimiters and line ends are found",
    arguments: [",", ";", "\t", "|"], ["\n", "\r\n", "\r"])
  func dialects(delimiter: String, lineEnd: String) throws {
    let lines = ["id,name", "7,Anna", "8,\"B,\"\"x\"\"\"", "", "9,王芳"].map { line in
      line.replacing("B,", with: "B#").replacing(",", with: delimiter)
        .replacing("#", with: delimiter)
    }
    let result = try read(lines.joined(separator: lineEnd))
    #expect(result.assumptions.delimiter == delimiter.utf8.first)
    #expect(
      ReadingCells.rows(result.table) == [
        ["7", "Anna"], ["8", "B\(delimiter)\"x\""], ["9", "王芳"],
      ])
    #expect((0..<3).map(result.lines.line(of:)) == [2, 3, 5])
  }

  @Test("a header is told from data")
  func header() throws {
    #expect(try read("1,2\n3,4\n").table.fields.map(\.name) == ["column1", "column2"])
    #expect(try read("a,b\n3,4\n").table.fields.map(\.name) == ["a", "b"])
    #expect(try read("C001,x\nC002,y\nC003,x\n").table.rowCount == 3)
    #expect(try read("name,city\nAnna,Oslo\nBob,Oslo\n").table.rowCount == 2)
    #expect(try read("id,a,a,A\n1,2,3,4\n").table.fields.map(\.name) == ["id", "a", "a_2", "A_3"])
  }

  @Test("encodings are recognised, or the file is refused")
  func encodings() throws {
    // "name\n王芳\n张伟\n…" in GBK; the bytes are those of Python's codec.
    let gbk: [UInt8] =
      Array("name,id\n".utf8)
      + [0xCD, 0xF5, 0xB7, 0xBC] + Array(",1\n".utf8) + [0xD5, 0xC5, 0xCE, 0xB0]
      + Array(",2\n".utf8)
      + [0xB1, 0xB1, 0xBE, 0xA9] + Array(",3\n".utf8)
    let chinese = try read(bytes: gbk)
    #expect(chinese.assumptions.encoding == "gb18030")
    #expect(ReadingCells.rows(chinese.table).map(\.first) == ["王芳", "张伟", "北京"])
    let latin = try read(
      bytes: Array("name,id\nK".utf8) + [0xF6] + Array("ln,1\nZ".utf8) + [0xFC]
        + Array("rich,2\n".utf8))
    #expect(ReadingCells.rows(latin.table).map(\.first) == ["Köln", "Zürich"])
    let mac = try read(bytes: Array("name,id\rFranz".utf8) + [0x9A] + Array("sisch,1\r".utf8))
    #expect(mac.assumptions.encoding == "mac-roman")
    #expect(ReadingCells.rows(mac.table).map(\.first) == ["Französisch"])
    let units = "id,名\n1,中\n".utf16
    let wide: [UInt8] = [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(ReadingCells.rows(try read(bytes: wide).table) == [["1", "中"]])
    // Korean in EUC-KR is well-formed GBK too, but no Chinese anyone writes.
    let korean: [UInt8] =
      Array("name\n".utf8) + [0xB1, 0xE8, 0xC3, 0xB6, 0xBC, 0xF6, 0x0A]
      + [0xBC, 0xAD, 0xBF, 0xEF, 0x0A]
    #expect(code { try read(bytes: korean) } == "E415")
  }

  @Test("what is no table is refused with its own code")
  func refusals() {
    #expect(code { try FileReader.read("/no/such/file.csv") } == "E410")
    #expect(code { try FileReader.read("/tmp") } == "E412")
    #expect(code { try read("") } == "E413")
    #expect(code { try read("\n\n") } == "E413")
    #expect(code { try read("PK\u{3}\u{4}rest") } == "E414")
    #expect(code { try read("SQLite format 3\0") } == "E414")
    #expect(code { try read(bytes: (0..<4096).map { UInt8($0 % 256) }) } == "E414")
    #expect(code { try read("id,a\n1,\"open\n2,x\n3,y\n") } == "E419")
    #expect(code { try read(bytes: [0x1F, 0x8B, 0x08, 0, 0]) } == "E418")
  }

  @Test("the caller's word on quotes, header and delimiter counts")
  func said() throws {
    var options = ReadOptions()
    options.quote = 0
    #expect(ReadingCells.rows(try read("id,a\n1,\"x\n2,y\n", options).table)[0] == ["1", "\"x"])
    options = ReadOptions()
    options.hasHeader = false
    #expect(try read("id,a\n1,x\n", options).table.rowCount == 2)
    options.delimiter = .pipe
    #expect(try read("id,a\n1,x\n", options).table.fields.count == 1)
  }

  private func code(_ body: () throws -> ReadResult) -> String? {
    do {
      _ = try body()
      return nil
    } catch { return (error as? Diagnostic)?.code }
  }

  @Test("JSON Lines and arrays of objects")
  func json() throws {
    let lines = try read(
      "{\"id\":1,\"b\":\"x\\ny\"}\n{\"id\":2.5,\"c\":null}\n{oops}\n{\"id\":3}\n")
    #expect(lines.table.fields.map(\.name) == ["id", "b", "c"])
    #expect(
      ReadingCells.rows(lines.table) == [["1.0", "x\ny", ""], ["2.5", "", ""], ["3.0", "", ""]])
    #expect(lines.rejects.map(\.line) == [3])
    #expect(lines.rowsIn == 4)
    #expect((0..<3).map(lines.lines.line(of:)) == [1, 2, 4])
    let array = try read("[{\"a\": true, \"b\": \"\\u4e2d\"},\n {\"a\": false, \"b\": \"\"}]")
    #expect(ReadingCells.rows(array.table) == [["true", "中"], ["false", ""]])
    #expect(code { try read("[{\"a\": 1}, {\"a\" 2}]") } == "E425")
  }
}
