import Engine
import Glibc
import Syntax
import Testing

@Suite struct ExportFileTests {
  @Test(arguments: [
    ("a.csv", ExportFormat.Layout.csv, false), ("A.TSV", .tsv, false), ("a.b.json", .json, false),
    ("dir.x/a.jsonl.gz", .jsonl, true), ("a.MD", .md, false), ("a.ndjson", .jsonl, false),
    ("客户.csv.GZ", .csv, true),
  ])
  func theEndingSaysTheFormat(path: String, layout: ExportFormat.Layout, isCompressed: Bool) throws
  {
    let format = try ExportFormat(path: path)
    #expect(format.layout == layout)
    #expect(format.isCompressed == isCompressed)
  }

  @Test(arguments: [
    ("a.xlsx", "spreadsheets open '.csv' files"), ("a.cvs", "did you mean '.csv'?"),
    ("a.jsn", "did you mean '.json'?"),
    ("a.parquet", "the formats are .csv .tsv .json .jsonl .md, each also with .gz"),
    ("a", "'a.csv', or .csv .tsv .json .jsonl .md"),
    ("a.gz", "'a.gz.csv', or .csv .tsv .json .jsonl .md"),
    ("dir.csv/a", "'dir.csv/a.csv', or .csv .tsv .json .jsonl .md"),
  ])
  func anUnknownEndingIsRefusedWithASuggestion(path: String, hint: String) {
    let refused = fault { () throws(Diagnostic) in
      _ = try ExportFormat(path: path, at: Span(7, 12))
    }
    #expect(refused?.code == "E440")
    #expect(refused?.span == Span(7, 12))
    #expect(refused?.hint?.english == hint)
  }

  @Test func theFileAppearsOnlyWhenFinished() throws {
    let folder = try ExportFolder()
    let file = try ExportFile(folder.path + "/a.csv")
    try file.write("id\nC1\n")
    #expect(!folder.names.contains("a.csv"))
    try file.finish()
    #expect(folder.names == ["a.csv"])
    #expect(try folder.text(of: "a.csv") == "id\nC1\n")
  }

  @Test func anExportThatIsDroppedLeavesNothing() throws {
    let folder = try ExportFolder()
    try folder.export("old", to: "a.csv")
    do {
      let file = try ExportFile(folder.path + "/a.csv", overwrite: true)
      try file.write("half")
    }
    #expect(folder.names == ["a.csv"])
    #expect(try folder.text(of: "a.csv") == "old")
  }

  @Test func anExistingFileIsReplacedOnlyWhenTold() throws {
    let folder = try ExportFolder()
    try folder.export("old", to: "a.csv")
    let refused = fault { () throws(Diagnostic) in try folder.export("new", to: "a.csv") }
    #expect(refused?.code == "E441")
    #expect(refused?.hint?.english == "add 'overwrite' to replace it")
    #expect(try folder.text(of: "a.csv") == "old")
    try folder.export("new", to: "a.csv", overwrite: true)
    #expect(try folder.text(of: "a.csv") == "new")
    #expect(folder.names == ["a.csv"])
  }

  @Test func aFileThatAppearsMeanwhileIsNotReplaced() throws {
    let folder = try ExportFolder()
    let file = try ExportFile(folder.path + "/a.csv")
    try file.write("mine")
    try folder.export("theirs", to: "a.csv")
    #expect(fault { () throws(Diagnostic) in try file.finish() }?.code == "E441")
    #expect(try folder.text(of: "a.csv") == "theirs")
  }

  @Test func newFilesAreWritableByTheOwnerAloneAndReplacedOnesKeepTheirPermissions() throws {
    let folder = try ExportFolder()
    let mask = umask(0)
    umask(mask)
    try folder.export("a", to: "a.csv")
    #expect(FileSystem.mode(folder.path + "/a.csv") == 0o644 & ~UInt32(mask))
    chmod(folder.path + "/a.csv", 0o640)
    try folder.export("b", to: "a.csv", overwrite: true)
    #expect(FileSystem.mode(folder.path + "/a.csv") == 0o640)
  }

  @Test func aLinkStaysALink() throws {
    let folder = try ExportFolder()
    try folder.export("old", to: "real.csv")
    symlink(folder.path + "/real.csv", folder.path + "/link.csv")
    try folder.export("new", to: "link.csv", overwrite: true)
    #expect(FileSystem.kind(folder.path + "/link.csv") == .other)
    #expect(try folder.text(of: "real.csv") == "new")
  }

  @Test func placesThatCanNotBeWrittenAreRefusedBeforeTheQueryRuns() throws {
    let folder = try ExportFolder()
    mkdir(folder.path + "/d.csv", 0o700)
    defer { rmdir(folder.path + "/d.csv") }
    symlink("/dev/full", folder.path + "/device.csv")
    let places = [
      ("/d.csv", "E442"), ("/device.csv", "E442"), ("/no/such/a.csv", "E443"),
      ("/" + String(repeating: "x", count: 300) + ".csv", "E443"),
    ]
    for (name, code) in places {
      let refused = fault { () throws(Diagnostic) in
        let file = try ExportFile(folder.path + name, overwrite: true)
        try file.finish()
      }
      #expect(refused?.code == code, "\(name)")
    }
    let missing = fault { () throws(Diagnostic) in _ = try ExportFile("/no/such/a.csv") }
    #expect(missing?.message.english == "cannot write '/no/such/a.csv': no such folder")
  }

  @Test func aFullDiskFailsTheExportAndLeavesNothing() async throws {
    let folder = try ExportFolder()
    let path = folder.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      guard try mountSmallDisk(at: path) else { return }
      let refused = fault { () throws(Diagnostic) in
        let file = try ExportFile(path + "/a.csv")
        for _ in 0..<64 { try file.write([UInt8](repeating: 65, count: 4096)) }
        try file.finish()
      }
      try #require(refused?.code == "E444")
      try #require(refused?.message.english == "cannot write '\(path)/a.csv': the disk is full")
      try #require(FileSystem.freeBytes(path).map { $0 > 100_000 } == true)
      umount(path)
    }
    #expect(folder.names.isEmpty)
  }

  @Test func aFolderWithoutPermissionIsTold() async throws {
    let folder = try ExportFolder()
    let path = folder.path
    chmod(path, 0o555)
    await #expect(processExitsWith: .success) { [path = path as String] in
      // Root ignores permissions, so root becomes nobody first.
      if geteuid() == 0 { try #require(setgid(65534) == 0 && setuid(65534) == 0) }
      let refused = fault { () throws(Diagnostic) in _ = try ExportFile(path + "/a.csv") }
      try #require(refused?.message.english == "cannot write '\(path)/a.csv': permission denied")
    }
    chmod(path, 0o755)
  }

  @Test func compressedFilesAreReadByAnIndependentReader() throws {
    let folder = try ExportFolder()
    let lines = (0..<200_000).map { "C\($0 &* 7919 % 1_000_003),\($0)\n" }
    let file = try ExportFile(folder.path + "/a.csv.gz")
    var portion: [UInt8] = []
    for line in lines {
      portion += Array(line.utf8)
      if portion.count > 100_000 {
        try file.write(portion)
        portion = []
      }
    }
    try file.write(portion)
    try file.finish()
    let whole = lines.joined()
    let program = """
      import gzip, sys, zlib
      d = gzip.open(sys.argv[1]).read()
      print(len(d), zlib.adler32(d))
      """
    guard let read = try folder.python(program, on: "a.csv.gz") else { return }
    #expect(read == "\(whole.utf8.count) \(adler32(whole))\n")
    #expect(file.byteCount == whole.utf8.count)
  }

  /// RFC 1950, section 8.2.
  private func adler32(_ text: String) -> UInt32 {
    var a: UInt32 = 1
    var b: UInt32 = 0
    for byte in text.utf8 {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    return b << 16 | a
  }
}

/// Mounts a disk of 128 KB that only this process sees; false, and said loudly, without the right.
private func mountSmallDisk(at path: String) throws -> Bool {
  typealias Unshare = @convention(c) (Int32) -> Int32
  typealias Mount =
    @convention(c) (
      UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafePointer<CChar>, UInt, UnsafePointer<CChar>?
    ) -> Int32
  let library = try #require(dlopen(nil, RTLD_NOW))
  let unshare = unsafeBitCast(try #require(dlsym(library, "unshare")), to: Unshare.self)
  let mount = unsafeBitCast(try #require(dlsym(library, "mount")), to: Mount.self)
  let newNamespace: Int32 = 0x0002_0000
  let privately: UInt = 1 << 18 | 1 << 14
  guard unshare(newNamespace) == 0, mount("none", "/", "none", privately, nil) == 0,
    mount("tmpfs", path, "tmpfs", 0, "size=128k") == 0
  else {
    print("SKIPPED: no right to mount a small disk, a full disk is not tested")
    return false
  }
  return true
}
