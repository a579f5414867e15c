import Engine
import Glibc
import Shell
import Testing

/// Work that needs more memory than there may be.
@Suite struct MemoryLimitTests {
  @Test(arguments: [
    ("1K", 1024), ("4G", 4 << 30), ("1.5 GiB", 3 << 29), ("512mb", 512 << 20), ("2T", 2 << 40),
  ])
  func sizesAreUnitsOf1024(_ text: String, _ bytes: Int) {
    #expect(MemoryLimit(text)?.bytes == bytes)
  }

  @Test(arguments: ["", "4", "G", "-4G", "0G", "101%", "4 apples", "1e9G", "4.G.", "∞"])
  func otherTextsAreNoSizes(_ text: String) {
    #expect(MemoryLimit(text) == nil)
  }

  @Test func aShareIsOfWhatThereIs() throws {
    let all = try #require(MemoryLimit("100%")).bytes
    let machine = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    #expect(all > 0 && all <= machine)
    #expect(abs(try #require(MemoryLimit("50%")).bytes * 2 - all) <= 2)
    #expect(abs(MemoryLimit.standard.bytes - all / 5 * 4) <= 5)
  }

  @Test func aFileThatDoesNotFitIsRefusedAndNothingIsLost() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/orders.csv"
    try write(rows: 120_000, to: path)
    let fixture = try SessionFixture()
    #expect(fixture.run("load customers from '\(path)' with customer = customer").outcome == .done)
    let before = fixture.run("count").lines
    #expect(fixture.run("set memory_limit = '1M'").outcome == .done)
    let (outcome, lines) = fixture.run("load orders from '\(path)'")
    #expect(outcome == .failed)
    #expect(lines.first?.hasPrefix("error[E710]: this needs at least ") == true, "\(lines)")
    #expect(lines.contains { $0.hasSuffix("and 1 MB may be used") })
    #expect(lines.contains { $0.contains("^^^") && $0.contains("refused: ") })
    #expect(lines.contains { $0.contains("hint: ") && $0.contains("set memory_limit = '") })
    #expect(fixture.run("set memory_limit = default").outcome == .done)
    #expect(fixture.run("count").lines == before)
    #expect(fixture.run("load orders from '\(path)'").outcome == .done)
  }

  @Test func aQueryThatDoesNotFitIsRefusedAndASmallOneIsNot() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/orders.csv"
    try write(rows: 120_000, to: path)
    let fixture = try SessionFixture()
    #expect(fixture.run("load orders from '\(path)'").outcome == .done)
    #expect(fixture.run("set memory_limit = '1M'").outcome == .done)
    for query in [
      "from orders | derive twice = amount * 2 | take 1", "from orders | sort amount",
      "from orders | group order_id : median(amount)",
    ] {
      let (outcome, lines) = fixture.run(query)
      #expect(outcome == .failed, "\(query)")
      #expect(lines.first?.hasPrefix("error[E710]: ") == true, "\(lines)")
      #expect(lines.contains { $0.contains("^^^") }, "\(lines)")
    }
    #expect(fixture.run("from orders | where amount > 10 | count").outcome == .done)
  }

  @Test func theSettingIsShownAsItWasWritten() throws {
    let fixture = try SessionFixture()
    #expect(fixture.run("set memory_limit").lines == ["memory_limit = 80%"])
    #expect(fixture.run("set memory_limit = '4G'").outcome == .done)
    #expect(fixture.run("set memory_limit").lines == ["memory_limit = 4G"])
    #expect(fixture.run("set memory_limit = 50%").outcome == .done)
    #expect(fixture.run("set 内存上限").lines == ["memory_limit = 50%"])
    let fault = fixture.run("set memory_limit = 'lots'").lines
    #expect(fault.first == "error[E706]: expected an amount of memory")
  }

  private func write(rows: Int, to path: String) throws {
    let file = try #require(fopen(path, "w"))
    defer { fclose(file) }
    fputs("order_id,customer,time,amount\n", file)
    for row in 0..<rows {
      fputs("\(row),C\(row % 5000),2024-0\(row % 9 + 1)-1\(row % 10),\(row % 997).5\n", file)
    }
  }
}
