import Glibc
import Testing

@testable import Engine

/// Which changes of a data file are noticed.
@Suite struct SourceSignatureTests {
  /// A file as it has been for a while.
  private func signature(_ folder: ExportFolder, _ bytes: [UInt8]) throws -> SourceSignature {
    try folder.write(bytes, to: "f.csv")
    try folder.age("f.csv")
    return try #require(SourceSignature(folder.path + "/f.csv"))
  }

  @Test func anUntouchedFileIsTheSame() throws {
    let folder = try ExportFolder()
    let first = try signature(folder, Array("id,amount\n1,2\n".utf8))
    #expect(SourceSignature(folder.path + "/f.csv") == first)
    #expect(first.isCurrent)
  }

  @Test func sizeTimeAndContentAreNoticed() throws {
    let folder = try ExportFolder()
    let first = try signature(folder, Array("id,amount\n1,2\n".utf8))
    try folder.age("f.csv", seconds: 99)
    #expect(!first.isCurrent)
    #expect(SourceSignature(folder.path + "/f.csv") != first)
    let longer = try signature(folder, Array("id,amount\n1,20\n".utf8))
    #expect(longer != first)
    // Size and time as before: the file system's own time of change tells, and the content.
    let edited = try signature(folder, Array("id,amount\n1,3\n".utf8))
    #expect(edited != first)
    #expect(edited.content != first.content)
    #expect(edited.size == first.size)
  }

  /// An edit of any byte of a file up to 1 MiB; of the ends of a larger one, and of most blocks of
  /// twice that size.
  @Test func contentAloneTells() throws {
    let folder = try ExportFolder()
    let bytes = [UInt8](repeating: 65, count: 1 << 20)
    let first = try signature(folder, bytes)
    for place in [0, 4095, 4096, 500_000, 1 << 20 - 1] {
      var edited = bytes
      edited[place] = 66
      #expect(try signature(folder, edited).content != first.content, "at \(place)")
    }
    let large = [UInt8](repeating: 65, count: 2 << 20)
    let whole = try signature(folder, large)
    var noticed = 0
    for block in 0..<512 {
      var edited = large
      edited[block * 4096 + 2048] = 66
      try folder.write(edited, to: "g.csv")
      try folder.age("g.csv")
      let other = try #require(SourceSignature(folder.path + "/g.csv"))
      if other.content != whole.content { noticed += 1 }
    }
    #expect((240...272).contains(noticed))
  }

  @Test func whatCannotBeToldApartHasNone() throws {
    let folder = try ExportFolder()
    try folder.write([65], to: "new.csv")
    #expect(SourceSignature(folder.path + "/new.csv") == nil)
    #expect(SourceSignature(folder.path) == nil)
    #expect(SourceSignature(folder.path + "/none") == nil)
    let pipe = folder.path + "/pipe"
    try #require(mkfifo(pipe, 0o600) == 0)
    #expect(SourceSignature(pipe) == nil)
  }

  @Test func keysTellLoadsApart() throws {
    let folder = try ExportFolder()
    _ = try signature(folder, Array("id\n1\n".utf8))
    let path = folder.path + "/f.csv"
    let key = try #require(SnapshotKey.empty.adding("load 'f.csv'", files: [path]))
    #expect(SnapshotKey.empty.adding("load 'f.csv'", files: [path]) == key)
    let other = try #require(SnapshotKey.empty.adding("load 'f.csv' where 1", files: [path]))
    #expect(other.fileName != key.fileName)
    let second = try #require(key.adding("load 'f.csv'", files: [path]))
    #expect(second.fileName != key.fileName)
    _ = try signature(folder, Array("id\n2\n".utf8))
    let changed = try #require(SnapshotKey.empty.adding("load 'f.csv'", files: [path]))
    #expect(changed.fileName == key.fileName)
    #expect(changed.stamp != key.stamp)
    #expect(!key.isCurrent && changed.isCurrent)
    let later = try #require(changed.adding("load 'f.csv'", files: [path]))
    #expect(later.fileName == second.fileName && later.stamp != second.stamp)
  }
}
