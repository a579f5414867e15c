import Engine
import Glibc
import Testing

@testable import Segments

/// Where snapshots are, and which are removed.
@Suite struct SnapshotFolderTests {
  @Test func aProjectKeepsItsOwn() throws {
    let folder = try StoreFolder()
    let workspace = try folder.workspace
    let variables = ["HOME": "/home/li", "XDG_CACHE_HOME": "/cache"]
    #expect(
      SnapshotFolder.locate(workspace) { variables[$0] }?.path == "/cache/strata/snapshots")
    #expect(
      SnapshotFolder.locate(workspace) { $0 == "HOME" ? "/home/li" : "relative" }?.path
        == "/home/li/.cache/strata/snapshots")
    #expect(SnapshotFolder.locate(workspace) { _ in nil } == nil)
    try workspace.create()
    #expect(
      SnapshotFolder.locate(workspace) { variables[$0] }?.path == workspace.folder + "/snapshots")
  }

  @Test func theLeastRecentlyUsedGoFirst() throws {
    let place = try StoreFolder()
    let folder = SnapshotFolder(place.path + "/.strata", above: [place.path])
    try folder.create()
    #expect(
      StoreFolder.names(in: folder.path).sorted() == [".gitignore", "CACHEDIR.TAG"])
    for (age, name) in ["new", "old", "oldest", "written"].enumerated() {
      try write(10, to: folder.path + "/\(name).snapshot", age: age)
    }
    folder.tidy(keeping: "written.snapshot", limit: 30)
    #expect(snapshots(folder) == ["new.snapshot", "old.snapshot", "written.snapshot"])
    folder.tidy(keeping: "written.snapshot", limit: 5)
    #expect(snapshots(folder) == ["written.snapshot"])
  }

  @Test func unfinishedFilesOfTheDeadGo() throws {
    let place = try StoreFolder()
    let folder = SnapshotFolder(place.path)
    for name in ["x.1.part", "y.2.part"] { try write(10, to: place.path + "/" + name, age: 0) }
    let descriptor = open(place.path + "/y.2.part", O_RDONLY)
    try #require(flock(descriptor, LOCK_EX) == 0)
    folder.removeUnfinished()
    #expect(StoreFolder.names(in: place.path).filter { $0.hasSuffix(".part") } == ["y.2.part"])
    close(descriptor)
    folder.removeUnfinished()
    #expect(StoreFolder.names(in: place.path).filter { $0.hasSuffix(".part") } == [])
  }

  private func snapshots(_ folder: SnapshotFolder) -> [String] {
    StoreFolder.names(in: folder.path).filter { $0.hasSuffix(".snapshot") }.sorted()
  }

  private func write(_ size: Int, to path: String, age: Int) throws {
    let file = try #require(fopen(path, "w"))
    fputs(String(repeating: "x", count: size), file)
    fclose(file)
    let time = timespec(tv_sec: 1_700_000_000 - age, tv_nsec: 0)
    try #require(utimensat(AT_FDCWD, path, [time, time], 0) == 0)
  }
}
