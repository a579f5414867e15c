import Glibc
import Segments
import Syntax
import Testing

/// A folder of its own for one test, removed afterwards.
final class StoreFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/strata-store-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in Self.names(in: path + "/.strata") { unlink(path + "/.strata/" + name) }
    rmdir(path + "/.strata")
    for name in Self.names(in: path) { unlink(path + "/" + name) }
    rmdir(path)
  }

  var workspace: Workspace {
    get throws { try Workspace.locate(from: path, explicit: path) }
  }

  func store() throws -> SegmentStore { SegmentStore(try workspace) }

  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  static func bytes(of path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    var status = stat()
    fstat(descriptor, &status)
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    let count = read(descriptor, &bytes, bytes.count)
    try #require(count == bytes.count)
    return bytes
  }

  static func write(_ bytes: [UInt8], to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let count = Glibc.write(descriptor, bytes, bytes.count)
    try #require(count == bytes.count)
  }
}

/// A small segment with everything filled in.
func draft(
  _ name: String, query: String = "from customers | where tier = 'VIP'",
  ids: [String] = ["C1", "C2", "C10"]
) -> SegmentDraft {
  SegmentDraft(
    name: name, description: "VIPs 安静的", query: query, rules: "metric recency = 1",
    parameters: "param churn_days = 180", asOf: 15_318, fingerprint: "4f2a",
    members: MemberList(ids), savedAt: 1_700_000_000_000_000)
}

/// The code of the diagnostic that `body` throws, or nil when it returns.
func code(_ body: () throws(Diagnostic) -> Void) -> String? {
  do throws(Diagnostic) {
    try body()
    return nil
  } catch {
    return error.code
  }
}
