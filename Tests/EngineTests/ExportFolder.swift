import Engine
import Glibc
import Syntax
import Testing

/// A folder of its own for one test, removed afterwards.
final class ExportFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/strata-export-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in names { unlink(path + "/" + name) }
    rmdir(path)
  }

  var names: [String] {
    guard let stream = opendir(path) else { return [] }
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

  func bytes(of name: String) throws -> [UInt8] {
    try #require(try FileSystem.read(path + "/" + name))
  }

  func text(of name: String) throws -> String {
    String(decoding: try bytes(of: name), as: UTF8.self)
  }

  /// Writes `text` through an export of its own.
  func export(_ text: String, to name: String, overwrite: Bool = false) throws(Diagnostic) {
    let file = try ExportFile(path + "/" + name, overwrite: overwrite)
    try file.write(Array(text.utf8))
    try file.finish()
  }

  /// What a Python program prints, given the path of a file here; nil without Python.
  func python(_ program: String, on name: String) throws -> String? {
    try ExportFolder.write(program, to: path + "/reader.py")
    let command =
      "command -v python3 >/dev/null || exit 77; python3 \(path)/reader.py \(path)/\(name)"
    let pipe = try #require(popen(command, "r"))
    var output: [UInt8] = []
    var byte = fgetc(pipe)
    while byte != EOF {
      output.append(UInt8(byte))
      byte = fgetc(pipe)
    }
    let status = pclose(pipe)
    if status == 77 << 8 {
      print("SKIPPED: no python3, the export is not read back by an independent reader")
      return nil
    }
    #expect(status == 0)
    return String(decoding: output, as: UTF8.self)
  }

  static func write(_ text: String, to path: String) throws {
    let file = try #require(fopen(path, "w"))
    fputs(text, file)
    fclose(file)
  }
}

/// The diagnostic that `body` throws, or nil when it returns.
func fault(_ body: () throws(Diagnostic) -> Void) -> Diagnostic? {
  do throws(Diagnostic) {
    try body()
    return nil
  } catch {
    return error
  }
}

extension ExportFile {
  func write(_ text: String) throws(Diagnostic) { try write(Array(text.utf8)) }

  func write(_ bytes: [UInt8]) throws(Diagnostic) {
    var fault: Diagnostic?
    bytes.withUnsafeBytes { bytes in
      do throws(Diagnostic) { try write(bytes) } catch { fault = error }
    }
    if let fault { throw fault }
  }
}

extension OutputBytes {
  var text: String {
    var text = ""
    withBytes { text = String(decoding: $0, as: UTF8.self) }
    return text
  }
}
