import Glibc

/// Data that is not part of the repository: real files and the generator of hostile ones, kept beside
/// it in `../shared`. Tests that need them say so when they are skipped.
enum SharedFiles {
  static let folder: String? = {
    // Tests/EngineTests/… in the repository, or in a clone one folder deeper.
    let parts = #filePath.split(separator: "/").dropLast(3)
    for up in 1...2 {
      let path = "/" + parts.dropLast(up).joined(separator: "/") + "/shared"
      if access(path + "/data", R_OK) == 0 { return path }
    }
    print("SKIPPED: tests on real and hostile files: no ../shared folder beside the repository")
    return nil
  }()

  static var isThere: Bool { folder != nil }
  static func data(_ path: String) -> String { (folder ?? "") + "/data/" + path }

  /// The whole of a small file.
  static func bytes(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = fread(&chunk, 1, chunk.count, file)
      if got == 0 { return bytes }
      bytes += chunk[..<got]
    }
  }
}
