import Glibc
import Segments
import Syntax
import Testing

/// What only another process can show: crashes, other sessions, a user without permission.
@Suite struct StoreProcessTests {
  @Test func whatWasAcknowledgedSurvivesAKill() async throws {
    let folder = try StoreFolder()
    let path = folder.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let store = SegmentStore(try Workspace.locate(from: "/", explicit: path))
      for index in 1...5 { _ = try store.save(draft("seg\(index)")) }
      try store.drop("seg2")
      kill(getpid(), SIGKILL)
    }
    let store = try folder.store()
    #expect(try store.list().versions.map(\.name) == ["seg1", "seg3", "seg4", "seg5"])
    #expect(try store.save(draft("seg1")).number == 2)
  }

  @Test func sessionsThatSaveAtOnceLoseNothing() async throws {
    let folder = try StoreFolder()
    let path = folder.path
    async let first: Void = saveMany("a", in: path)
    async let second: Void = saveMany("b", in: path)
    _ = await (first, second)
    let store = try folder.store()
    #expect(try store.versions("shared").map(\.number) == Array(1...40))
    #expect(try store.list().versions.count == 41)
    #expect(try store.list().damage == nil)
    let names = StoreFolder.names(in: path + "/.strata")
    #expect(names.allSatisfy { !$0.hasSuffix(".part") }, "\(names)")
  }

  private func saveMany(_ prefix: String, in path: String) async {
    await #expect(processExitsWith: .success) {
      [path = path as String, prefix = prefix as String] in
      let store = SegmentStore(try Workspace.locate(from: "/", explicit: path))
      for index in 1...20 {
        _ = try store.save(draft("\(prefix)\(index)"))
        _ = try store.save(draft("shared"))
      }
      store.close()
    }
  }

  @Test func aFolderWithoutPermissionIsReadAndNotWritten() async throws {
    let folder = try StoreFolder()
    let store = try folder.store()
    _ = try store.save(draft("vip"))
    store.close()
    let path = folder.path
    try setModes(path, folder: 0o555, file: 0o444)
    await #expect(processExitsWith: .success) { [path = path as String] in
      // Root ignores permissions, so root becomes nobody first.
      if geteuid() == 0 { try #require(setgid(65534) == 0 && setuid(65534) == 0) }
      let store = SegmentStore(try Workspace.locate(from: "/", explicit: path))
      try #require(try store.members("vip").ids == ["C1", "C2", "C10"])
      try #require(try store.list().versions.count == 1)
      try #require(code { () throws(Diagnostic) in _ = try store.save(draft("new")) } == "E511")
      try #require(code { () throws(Diagnostic) in try store.drop("vip") } == "E511")
      store.close()
    }
    try setModes(path, folder: 0o755, file: 0o644)
    #expect(try store.list().versions.map(\.name) == ["vip"])
    #expect(StoreFolder.names(in: path + "/.strata").count == 4)
  }

  private func setModes(_ path: String, folder: UInt32, file: UInt32) throws {
    for name in StoreFolder.names(in: path + "/.strata") {
      chmod(path + "/.strata/" + name, file)
    }
    try #require(chmod(path + "/.strata", folder) == 0)
    try #require(chmod(path, folder) == 0)
  }

  @Test func aFileSizeLimitFailsTheSaveAndKeepsTheRest() async throws {
    let folder = try StoreFolder()
    let store = try folder.store()
    _ = try store.save(draft("vip"))
    store.close()
    let path = folder.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 65_536, rlim_max: 65_536)
      try #require(setrlimit(__rlimit_resource_t(1), &limit) == 0)
      let store = SegmentStore(try Workspace.locate(from: "/", explicit: path))
      var large = draft("large")
      large.members = MemberList((0..<100_000).map { "\($0 &* 2_654_435_761)" })
      let segment = large
      let refused = code { () throws(Diagnostic) in _ = try store.save(segment) }
      try #require(refused == "E511" || refused == "E512")
      _ = try store.save(draft("small"))
    }
    #expect(try store.list().versions.map(\.name) == ["small", "vip"])
    #expect(try store.list().damage == nil)
  }
}
