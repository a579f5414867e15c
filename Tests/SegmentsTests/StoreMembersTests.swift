import Engine
import Testing

@testable import Segments

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

  /// A column of numbered ids, and every row of it that is in `rows`.
  private func numbered(
    _ prefix: String, _ width: Int, _ numbers: [Int64], rows: [Int]
  ) -> MemberList {
    let text = NumberedText(prefix: prefix, width: width, numbers: .int64(Buffer(numbers)))
    return MemberList(
      Column(.string, .numbered(text), count: numbers.count),
      of: Bitmap(count: numbers.count, rows: rows))
  }

  @Test func numberedIdsComeBackInRowOrder() {
    let numbers: [Int64] = [5, 4, 999_999, 0, 1_000_000, 123_456_789_012_345_678]
    #expect(
      numbered("C", 6, numbers, rows: [0, 1, 2, 3, 4, 5]).ids
        == ["C000005", "C000004", "C999999", "C000000", "C1000000", "C123456789012345678"])
    #expect(
      numbered("客户-", 0, numbers, rows: [1, 3, 5]).ids == ["客户-4", "客户-0", "客户-123456789012345678"])
    #expect(numbered("", 3, numbers, rows: []).ids == [])
    #expect(numbered("C", 2, [1, 2, 3], rows: [0, 2]) == MemberList(["C01", "C03"]))
    #expect(numbered("C", 2, [1, 2, 3], rows: [0, 2]) != MemberList(["C01", "C3"]))
  }

  @Test func idsNumberedByTheirRowsComeBackInRowOrder() {
    let numbers = (0..<1_000).map { Int64($0) + 7 }
    let choices = [
      [0], [999], Array(3..<900), Array(stride(from: 5, to: 1_000, by: 7)), [0, 63, 64],
    ]
    for rows in choices {
      let ids = rows.map { "C" + String(10_007 + $0).dropFirst() }
      let list = numbered("C", 4, numbers, rows: rows)
      #expect(list.ids == ids)
      #expect(list.count == ids.count)
      #expect(list == MemberList(ids))
    }
    // A bit each, and a head.
    #expect(numbered("C", 4, numbers, rows: Array(0..<1_000)).packed.count < 140)
    #expect(numbered("C", 4, numbers, rows: Array(0..<1_000)).packed.first == MemberList.wordsMark)
  }

  @Test func packedBitsThatAreNotWholeAreRefused() {
    let whole = numbered("C", 2, [1, 2, 3, 4, 5, 6, 7, 8, 9], rows: Array(0..<9))
    #expect(MemberList(packed: whole.packed, count: 9) == whole)
    for length in 0..<whole.packed.count {
      #expect(MemberList(packed: Array(whole.packed[..<length]), count: 9) == nil)
    }
    #expect(MemberList(packed: whole.packed + [0], count: 9) == nil)
    #expect(MemberList(packed: whole.packed, count: 8) == nil)
    // As before sums were over words.
    let older = [MemberList.rangeMark] + whole.packed.dropFirst()
    #expect(MemberList(packed: older, count: 9) == whole)
    #expect(
      MemberList(packed: [MemberList.wordsMark + 1] + whole.packed.dropFirst(), count: 9) == nil)
  }

  @Test func textIdsOfRowsComeBackWithoutNulls() {
    let arena = TextArena(["b", "", "客户", "a"])
    let valid = Bitmap(count: 4, rows: [0, 2, 3])
    let column = Column(.string, .text(arena), validity: valid, count: 4)
    #expect(MemberList(column, of: Bitmap(count: 4, all: true)).ids == ["b", "客户", "a"])
  }

  @Test func numberedMembersAreSavedAndReadWhole() throws {
    let folder = try StoreFolder()
    let store = try folder.store()
    var numbers: [Int64] = []
    var ids: [String] = []
    for row in 0..<100_000 {
      let number = row * 7 % 100_003
      numbers.append(Int64(number))
      if row % 3 == 0 { ids.append("C" + String(String(10_000_000 + number).dropFirst())) }
    }
    let rows: [Int] = Array(stride(from: 0, to: 100_000, by: 3))
    let list = numbered("C", 7, numbers, rows: rows)
    var segment = draft("some")
    segment.members = list
    _ = try store.save(segment)
    store.close()
    #expect(try folder.store().members("some").ids == ids)
  }

  @Test func aStoreOfTheFirstVersionIsRead() throws {
    let folder = try StoreFolder()
    let store = try folder.store()
    // Front-coded, as all lists were.
    _ = try store.save(draft("vip"))
    store.close()
    let path = try folder.workspace.database
    var bytes = try StoreFolder.bytes(of: path)
    // `user_version`: a big-endian number at offset 60. Source: sqlite.org/fileformat.html, 1.3.
    bytes.replaceSubrange(60..<64, with: [0, 0, 0, 1])
    try StoreFolder.write(bytes, to: path)
    #expect(try store.members("vip").ids == ["C1", "C2", "C10"])
    #expect(try store.save(draft("vip")).number == 2)
    store.close()
    #expect(try StoreFolder.bytes(of: path)[63] == 4)
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
