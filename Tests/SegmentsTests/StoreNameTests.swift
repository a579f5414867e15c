import Segments
import Syntax
import Testing

@Suite struct StoreNameTests {
  @Test(arguments: [
    "vip", "VIP 2025", "流失客户", "../evil", "/etc/passwd", "..", "~root", "a\\b", "-rf", "con",
    ".hidden", "a.", "$(touch x)", "a;b|c", "'q'", "\"q\"", "é", "💰", "👩‍👩‍👧", "❤️", "ﬁ", "%2e", "a:b*?",
    String(repeating: "a", count: 200), String(repeating: "客", count: 66),
  ])
  func printableNamesAreKept(name: String) throws {
    let folder = try StoreFolder()
    let store = try folder.store()
    _ = try store.save(draft(name))
    #expect(try store.list().versions.map(\.name) == [name])
    #expect(try store.members(name).count == 3)
    #expect(StoreFolder.names(in: folder.path) == [".strata"])
  }

  @Test(arguments: [
    "", " ", "a ", " a", "\u{3000}a", "a\0b", "x\ny", "x\ry", "a\tb", "\u{1B}]0;x\u{07}", "\u{7F}",
    "\u{202E}gnp", "\u{200B}", "a\u{2066}b", "a\u{2028}b", "\u{FEFF}a", "a\u{00A0}b", "\u{E000}",
    "\u{200D}a", "a\u{200D}", "`id`", "vip@3", "vip＠3", "\u{115F}",
    String(repeating: "a", count: 201), String(repeating: "客", count: 67),
    "customers", "ORDERS", "ｏｕｔ", "_", "file", "null", "Loaded",
  ])
  func unprintableAndReservedNamesAreRefused(name: String) throws {
    let folder = try StoreFolder()
    let store = try folder.store()
    do {
      var segment = draft(name)
      segment.nameSpan = Span(3, 9)
      _ = try store.save(segment, reserved: ["loaded"])
      Issue.record("saved")
    } catch {
      #expect(error.code == "E502")
      #expect(error.span == Span(3, 9))
    }
    #expect(StoreFolder.names(in: folder.path).isEmpty)
  }

  @Test func spellingsOfOneNameAreOneSegment() throws {
    let folder = try StoreFolder()
    let store = try folder.store()
    _ = try store.save(draft("Café"))
    #expect(try store.save(draft("CAFE\u{301}")).number == 2)
    #expect(try store.save(draft("ｃａｆé")).number == 3)
  }
}
