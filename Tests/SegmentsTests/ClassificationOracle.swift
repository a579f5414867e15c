import Engine
import Foundation
import Segments
import Testing

/// The classes of the demo's customers by `Tests/Oracle/demo_classes.py`: the taxonomy's example rules as
/// SQL for DuckDB, over features computed by SQL, and not from the rule file.
struct ClassificationOracle {
  /// In the order of `classes`.
  let dimensions: [String]
  /// For each customer the class in each dimension; several are separated by ", ".
  let classes: [String: [String]]

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Oracle")

  /// Whether this machine has Python 3 with the package duckdb.
  static let isInstalled = hasPython("duckdb")

  static func hasPython(_ package: String) -> Bool {
    do { return try run(["-c", "import \(package)"]).status == 0 } catch { return false }
  }

  /// Runs Python; the text is what it wrote to standard output.
  static func run(_ arguments: [String]) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-B"] + arguments
    process.standardError = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }

  static func script(_ name: String) -> String { folder.appending(path: name).path() }

  /// Writes the files to a folder of their own and asks DuckDB.
  init(of files: [DemoFile]) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "demo-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
    for file in files { try Data(file.bytes).write(to: folder.appending(path: file.name)) }
    let text = try Self.run([Self.script("demo_classes.py"), folder.path(), "customers"]).text
    var lines = text.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    dimensions = lines.isEmpty ? [] : Array(lines.removeFirst().dropFirst())
    classes = Dictionary(lines.map { ($0[0], Array($0.dropFirst())) }) { first, _ in first }
  }
}
