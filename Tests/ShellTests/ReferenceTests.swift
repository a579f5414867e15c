import Glibc
import Segments
import Shell
import Testing

@Suite struct ReferenceTests {
  /// The page beside the code says what the registries say.
  @Test func referenceIsNotStale() throws {
    let path =
      String(#filePath.dropLast("Tests/ShellTests/ReferenceTests.swift".count))
      + "Sources/Shell/Documentation.docc/Reference.md"
    let made = Reference.markdown(try StandardRules.definitions())
    if getenv("STRATA_GOLDEN").map({ String(cString: $0) }) == "update" {
      let file = try #require(fopen(path, "w"))
      fputs(made, file)
      fclose(file)
    }
    let file = try #require(fopen(path, "r"), "no reference page: STRATA_GOLDEN=update writes it")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&block, 1, block.count, file), count > 0 {
      bytes.append(contentsOf: block[..<count])
    }
    #expect(
      String(decoding: bytes, as: UTF8.self) == made, "stale: STRATA_GOLDEN=update scripts/test")
  }
}
