import Segments
import Testing

@Suite struct StoreMembersTests {
  @Test func idsComeBackInOrderWhateverTheyAre() {
    let ids = [
      "", "C1", "C1", "C10", "客户一", "客户二", "\0", "B", String(repeating: "x", count: 40_000),
    ]
    let list = MemberList(ids)
    #expect(list.count == ids.count)
    #expect(list.ids == ids)
  }

  @Test func idsThatAreEqualAsUnicodeButNotAsBytesStayApart() {
    let list = MemberList(["e\u{301}", "\u{E9}"])
    #expect(list.ids.map { Array($0.utf8) } == [[0x65, 0xCC, 0x81], [0xC3, 0xA9]])
  }

  @Test func aMillionMembersAreSavedAndReadWhole() throws {
    let folder = try StoreFolder()
    let store = try folder.store()
    let ids = (0..<1_000_000).map { "C" + String(String(10_000_000 + $0).dropFirst()) }
    let clock = ContinuousClock()
    var members = MemberList()
    let packing = clock.measure { members = MemberList(ids) }
    var segment = draft("all")
    segment.members = members
    let saving = try clock.measure { _ = try store.save(segment) }
    var found: [String] = []
    let reading = try clock.measure { found = try store.members("all").ids }
    #expect(found == ids)
    print("1,000,000 members: pack \(packing), save \(saving), read \(reading)")
  }
}
