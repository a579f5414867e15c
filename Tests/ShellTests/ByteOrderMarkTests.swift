import Foundation
import Testing

@testable import Shell

@Suite struct ByteOrderMarkTests {
  let folder: TemporaryFolder
  let fixture: SessionFixture

  init() throws {
    folder = try TemporaryFolder()
    fixture = try SessionFixture()
    try "客户,金额\n甲,1\n".write(toFile: folder.path + "/in.csv", atomically: true, encoding: .utf8)
    #expect(
      fixture.run("load customers from '\(folder.path)/in.csv' with id = 客户").outcome == .done)
  }

  private func exported(_ file: String, _ options: String) throws -> [UInt8] {
    let path = "\(folder.path)/\(file)"
    #expect(fixture.run("customers | export '\(path)' columns id \(options)").outcome == .done)
    return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  @Test func theMarkComesFirstWhereItIsAskedFor() throws {
    // RFC 3629: U+FEFF is EF BB BF.
    #expect(try exported("a.csv", "bom") == [0xEF, 0xBB, 0xBF] + Array("id\n甲\n".utf8))
    #expect(try exported("b.csv", "字节序标记") == [0xEF, 0xBB, 0xBF] + Array("id\n甲\n".utf8))
    #expect(try exported("c.csv", "") == Array("id\n甲\n".utf8))
  }

  @Test func otherFormatsHaveNone() {
    let (outcome, lines) = fixture.run("customers | export '\(folder.path)/a.json' bom")
    #expect(outcome == .failed)
    #expect(lines.first?.hasPrefix("error[E445]") == true)
  }
}
