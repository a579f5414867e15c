import Glibc
import Segments
import Syntax
import Testing

@Suite struct StoreVersionTests {
  @Test func nothingIsOnDiskBeforeTheFirstSave() throws {
    let folder = try StoreFolder()
    let store = try folder.store()
    #expect(try store.list().versions.isEmpty)
    #expect(code { () throws(Diagnostic) in _ = try store.load("vip") } == "E501")
    #expect(code { () throws(Diagnostic) in try store.drop("vip") } == "E501")
    #expect(StoreFolder.names(in: folder.path).isEmpty)
  }

  @Test func whatWasSavedComesBackInAnotherSession() throws {
    let folder = try StoreFolder()
    let first = try folder.store()
    let saved = try first.save(draft("vip_quiet"))
    first.close()
    let second = try folder.store()
    let loaded = try second.load("VIP_QUIET")
    #expect(loaded.version == saved)
    #expect(loaded.version.number == 1)
    #expect(loaded.version.size == 3)
    #expect(loaded.version.asOf == 15_318)
    #expect(loaded.version.description == "VIPs 安静的")
    #expect(loaded.query == "from customers | where tier = 'VIP'")
    #expect(loaded.rules == "metric recency = 1")
    #expect(loaded.parameters == "param churn_days = 180")
    #expect(try second.members("vip_quiet").ids == ["C1", "C2", "C10"])
  }

  @Test func savingAgainMakesANewVersionAndKeepsTheOld() throws {
    let folder = try StoreFolder()
    let store = try folder.store()
    _ = try store.save(draft("Vip", query: "a", ids: ["C1"]))
    let second = try store.save(draft("ｖｉｐ", query: "b", ids: ["C2", "C3"]))
    #expect(second.number == 2)
    #expect(second.name == "Vip")
    #expect(try store.load("vip").query == "b")
    #expect(try store.load("vip", version: 1).query == "a")
    #expect(try store.members("vip", version: 1).ids == ["C1"])
    #expect(try store.versions("vip").map(\.number) == [1, 2])
    #expect(try store.list().versions.map(\.number) == [2])
    #expect(code { () throws(Diagnostic) in _ = try store.load("vip", version: 7) } == "E504")
  }

  @Test func numbersOfDroppedVersionsAreNotUsedAgain() throws {
    let folder = try StoreFolder()
    let store = try folder.store()
    for _ in 1...3 { _ = try store.save(draft("vip")) }
    #expect(try store.drop("vip", version: 3) == 1)
    #expect(try store.load("vip").version.number == 2)
    #expect(try store.save(draft("vip")).number == 4)
    #expect(try store.drop("vip") == 3)
    #expect(try store.contains("vip") == false)
    #expect(try store.save(draft("vip")).number == 1)
  }

  @Test func droppingTheOnlyVersionDropsTheSegment() throws {
    let folder = try StoreFolder()
    let store = try folder.store()
    _ = try store.save(draft("vip"))
    try store.drop("vip", version: 1)
    #expect(try store.list().versions.isEmpty)
  }

  @Test func renamingKeepsVersionsAndRefusesATakenName() throws {
    let folder = try StoreFolder()
    let store = try folder.store()
    _ = try store.save(draft("vip"))
    _ = try store.save(draft("vip"))
    _ = try store.save(draft("churn"))
    #expect(code { () throws(Diagnostic) in try store.rename("vip", to: "CHURN") } == "E503")
    #expect(code { () throws(Diagnostic) in try store.rename("nope", to: "x") } == "E501")
    #expect(code { () throws(Diagnostic) in try store.rename("vip", to: "orders") } == "E502")
    try store.rename("vip", to: "VIP")
    #expect(try store.load("vip").version.name == "VIP")
    try store.rename("vip", to: "贵宾")
    #expect(try store.versions("贵宾").map(\.number) == [1, 2])
    #expect(try store.contains("vip") == false)
  }

  @Test func anUnknownNameSuggestsTheNearest() throws {
    let folder = try StoreFolder()
    let store = try folder.store()
    _ = try store.save(draft("vip_quiet"))
    do {
      _ = try store.load("vip_quite", at: Span(5, 14))
      Issue.record("found a segment that was never saved")
    } catch {
      #expect(error.message.english == "no segment 'vip_quite'")
      #expect(error.hint?.english == "did you mean 'vip_quiet'?")
      #expect(error.span == Span(5, 14))
    }
  }

  @Test func aTextWithANulIsRefusedRatherThanCut() throws {
    let folder = try StoreFolder()
    let store = try folder.store()
    let refused = code { () throws(Diagnostic) in _ = try store.save(draft("vip", query: "a\0b")) }
    #expect(refused == "E518")
    #expect(try store.list().versions.isEmpty)
  }

  @Test func filesAreForTheOwnerAlone() throws {
    let folder = try StoreFolder()
    let mask = umask(0)
    defer { umask(mask) }
    let store = try folder.store()
    _ = try store.save(draft("vip"))
    let names = StoreFolder.names(in: folder.path + "/.strata")
    #expect(names == ["format", "strata.db", "strata.db-shm", "strata.db-wal"])
    for name in names + [""] {
      var status = stat()
      stat(folder.path + "/.strata/" + name, &status)
      #expect(status.st_mode & 0o077 == 0, "\(name)")
    }
  }
}
