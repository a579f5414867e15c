import Syntax
import Testing

@testable import Engine

@Suite("reading: rows set aside")
struct ReadingRejectTests {
  private func places(_ text: String) throws -> [String] {
    try places(Array(text.utf8))
  }

  private func places(_ bytes: [UInt8]) throws -> [String] {
    let result = try FileReader.read(bytes: bytes, name: "t.csv")
    #expect(result.rowsIn == result.table.rowCount + result.rejects.count)
    return result.rejects.map { "\($0.line):\($0.column) \($0.reason.english)" }
  }

  @Test("each with its physical line, column and reason")
  func reasons() throws {
    let good = "1,\"a\nb\",2\n4,c,5\n6,d,7\n"
    #expect(try places("id,a,b\n" + good + "2,only\n") == ["6:7 2 fields, 3 expected"])
    #expect(try places("id,a,b\n" + good + "2\n") == ["6:2 1 field, 3 expected"])
    #expect(try places("id,a,b\n" + good + "2,x,y,z\n8,e,9\n") == ["6:7 4 fields, 3 expected"])
    #expect(
      try places("id,a,b\n" + good + "2,\"王\"x,3\n") == ["6:6 text after a closing quote"])
    #expect(try places("id,a,b\n" + good + "id,a,b\n") == ["6:1 the header again"])
    #expect(
      try places("id,a,b\n" + good + "2,\"cut") == ["6:3 a quote opened here is never closed"])
  }

  @Test(
    "a field too many where it begins, one lacking where the record ends, quotes and lines within")
  func fieldCounts() throws {
    let good = "1,a,2\n4,c,5\n6,d,7\n8,e,9\n"
    #expect(
      try places("id,a,b\n" + good + "2,\"x,\"\"y\",z,\"more\"\n")
        == ["6:14 4 fields, 3 expected"])
    #expect(
      try places("id,a,b\n" + good + "2,\"王\n李芳\",z,more\n") == ["7:7 4 fields, 3 expected"])
    #expect(try places("id,a,b\r\n" + good + "2,x\r\n") == ["6:4 2 fields, 3 expected"])
  }

  @Test("cells are found again by record and field")
  func cells() throws {
    func places(_ text: String, _ field: Int, at lines: [Int]) throws -> [String] {
      let result = try FileReader.read(bytes: Array(text.utf8), name: "t.csv")
      let cells = try #require(result.cells)
      return cells.places(of: field, at: lines).map { $0.map { "\($0.line):\($0.column)" } ?? "-" }
    }
    let text = "id,name,n\n1,王芳,2\n4,\"李\n\"\"雷\",5\n6,d,\n\"7\",e,8\n"
    #expect(try places(text, 0, at: [2, 3, 5, 6]) == ["2:1", "3:1", "5:1", "6:2"])
    #expect(try places(text, 1, at: [2, 3, 6]) == ["2:3", "3:4", "6:5"])
    #expect(try places(text, 2, at: [2, 3, 5]) == ["2:6", "4:6", "5:5"])
    #expect(try places(text, 2, at: [6, 2]) == ["6:7", "2:6"])
    #expect(try places(text, 3, at: [2, 99]) == ["-", "-"])
    // Line ends of all three kinds.
    let ends = text.replacing("\n", with: "\r\n")
    #expect(try places(ends, 2, at: [2, 3, 5]) == ["2:6", "4:6", "5:5"])
    let old = "id,n\r1,2\r3,4\r5,6\r"
    #expect(try places(old, 1, at: [2, 4]) == ["2:3", "4:3"])
    // Cells of JSON do not stand so in the file.
    #expect(try FileReader.read(bytes: Array("{\"id\":1}\n".utf8), name: "t").cells == nil)
  }

  @Test("bytes that are not UTF-8 spoil their row only")
  func encoding() throws {
    let rows = (0..<20).map { "\($0),王芳,x\n" }.joined()
    let bytes = Array("id,a,b\n\(rows)99,ab".utf8) + [0xFF] + Array(",y\n".utf8)
    #expect(try places(bytes) == ["22:6 not UTF-8"])
  }

  @Test(
    "lines of JSON that are not UTF-8 are set aside with their places",
    arguments: [
      ("甲", [0xE5, 0xBC], 20), ("x", [0xFF, 0xFE], 20),
    ])
  func encodingOfJSON(name: String, bytes: [UInt8], column: Int) throws {
    let rows = (0..<20).map { #"{"id":\#($0 + 10),"name":"\#(name)"}"# + "\n" }
    let spoilt = Array(#"{"id":99,"name":"ab"#.utf8) + bytes + Array("\"}\n".utf8)
    let text = rows[..<9].flatMap(\.utf8) + spoilt + rows[9...].flatMap(\.utf8)
    #expect(try places(text) == ["10:\(column) not UTF-8"])
    let array = "[" + rows.joined(separator: ",") + ",\n"
    #expect(
      try places(Array(array.utf8) + spoilt + Array("]".utf8)) == ["22:\(column) not UTF-8"])
  }

  @Test("JSON of which most is not UTF-8 is of another encoding")
  func otherEncodingOfJSON() {
    let spoilt = Array(#"{"id":99,"name":"ab"#.utf8) + [0xFF, 0xFE] + Array("\"}\n".utf8)
    let error = #expect(throws: Diagnostic.self) {
      try FileReader.read(
        bytes: Array("{\"id\":1}\n".utf8) + spoilt + spoilt, name: "t.jsonl")
    }
    #expect(error?.code == "E415")
  }

  @Test("a quote left open anywhere but in the last line names its own place")
  func openQuote() {
    let error = #expect(throws: Diagnostic.self) {
      try FileReader.read(bytes: Array("id,a\n1,x\n2,\"y\n3,z\n4,w\n".utf8), name: "t.csv")
    }
    #expect(error?.message.english == "t.csv:3:3: a quote opened here is never closed")
  }

  @Test("a cancelled read says so")
  func cancelled() {
    let cancellation = Cancellation()
    cancellation.cancel()
    let error = #expect(throws: Diagnostic.self) {
      try FileReader.read(
        bytes: Array("id,a\n1,x\n".utf8), name: "t.csv", cancellation: cancellation)
    }
    #expect(error?.code == "E400")
  }
}
