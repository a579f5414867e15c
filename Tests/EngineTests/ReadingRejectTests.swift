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
    #expect(try places("id,a,b\n" + good + "2,only\n") == ["6:1 2 fields, 3 expected"])
    #expect(try places("id,a,b\n" + good + "2\n") == ["6:1 1 field, 3 expected"])
    #expect(try places("id,a,b\n" + good + "2,x,y,z\n8,e,9\n") == ["6:1 4 fields, 3 expected"])
    #expect(
      try places("id,a,b\n" + good + "2,\"王\"x,3\n") == ["6:6 text after a closing quote"])
    #expect(try places("id,a,b\n" + good + "id,a,b\n") == ["6:1 the header again"])
    #expect(
      try places("id,a,b\n" + good + "2,\"cut") == ["6:3 a quote opened here is never closed"])
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
