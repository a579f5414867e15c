import Glibc
import Segments
import Syntax
import Testing

@Suite struct StoreFaultTests {
  @Test func anyByteChangedOnDiskIsToldOrHarmless() throws {
    let folder = try StoreFolder()
    let made = try folder.store()
    for index in 1...4 { _ = try made.save(draft("seg\(index)", query: "query \(index)")) }
    made.close()
    let path = try folder.workspace.database
    let whole = try StoreFolder.bytes(of: path)
    for position in stride(from: 0, to: whole.count, by: 61) {
      var bytes = whole
      bytes[position] ^= UInt8(1 << (position % 8))
      try StoreFolder.write(bytes, to: path)
      let store = try folder.store()
      var isTold = false
      do {
        let listing = try store.list()
        isTold = listing.damage != nil
        for version in listing.versions {
          let index = version.name.dropFirst(3)
          #expect(try store.load(version.name).query == "query \(index)", "byte \(position)")
          #expect(try store.members(version.name).ids == ["C1", "C2", "C10"], "byte \(position)")
        }
        #expect(isTold || listing.versions.count == 4, "byte \(position)")
      } catch {
        #expect(["E511", "E514", "E515", "E517"].contains(error.code), "byte \(position)")
      }
      store.close()
      unlink(path + "-wal")
      unlink(path + "-shm")
    }
  }

  @Test(arguments: [0, 1, 100, 1024, 4096])
  func aFileCutShortIsTold(length: Int) throws {
    let folder = try StoreFolder()
    let store = try folder.store()
    _ = try store.save(draft("vip"))
    store.close()
    let path = try folder.workspace.database
    try StoreFolder.write(Array(try StoreFolder.bytes(of: path).prefix(length)), to: path)
    let again = try folder.store()
    #expect(code { () throws(Diagnostic) in _ = try again.load("vip") } == "E514")
    #expect(code { () throws(Diagnostic) in _ = try again.save(draft("new")) } == "E514")
  }

  @Test func aStoreThatVanishedIsToldAndNotMadeAnew() throws {
    let folder = try StoreFolder()
    let store = try folder.store()
    _ = try store.save(draft("vip"))
    unlink(try folder.workspace.database)
    #expect(code { () throws(Diagnostic) in _ = try store.list() } == "E516")
    #expect(code { () throws(Diagnostic) in _ = try store.save(draft("new")) } == "E516")
  }

  @Test func aLinkInPlaceOfTheStoreIsNotFollowed() throws {
    let folder = try StoreFolder()
    let store = try folder.store()
    _ = try store.save(draft("vip"))
    store.close()
    let path = try folder.workspace.database
    let victim = folder.path + "/victim"
    try StoreFolder.write(Array("PRECIOUS".utf8), to: victim)
    unlink(path)
    symlink(victim, path)
    #expect(code { () throws(Diagnostic) in _ = try store.save(draft("new")) } == "E514")
    unlink(path)
    mkfifo(path, 0o600)
    #expect(code { () throws(Diagnostic) in _ = try store.list() } == "E514")
    #expect(try StoreFolder.bytes(of: victim) == Array("PRECIOUS".utf8))
  }

  @Test func aStoreOfANewerProgramIsRefused() throws {
    let folder = try StoreFolder()
    let store = try folder.store()
    _ = try store.save(draft("vip"))
    store.close()
    let path = try folder.workspace.database
    var bytes = try StoreFolder.bytes(of: path)
    // `user_version`: a big-endian number at offset 60. Source: sqlite.org/fileformat.html, 1.3.
    bytes[63] += 1
    try StoreFolder.write(bytes, to: path)
    #expect(code { () throws(Diagnostic) in _ = try store.load("vip") } == "E515")
    #expect(code { () throws(Diagnostic) in _ = try store.save(draft("vip")) } == "E515")
  }

  @Test(arguments: ["/dev/null", "/proc/self/nope/x", "/dev/full"])
  func aWorkspaceThatIsNotAFolderIsRefused(path: String) {
    let refused = code { () throws(Diagnostic) in
      _ = try Workspace.locate(from: "/", explicit: path)
    }
    #expect(refused == "E510")
  }
}
