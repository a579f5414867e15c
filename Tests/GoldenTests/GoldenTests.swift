import Foundation
import Shell
import Testing

/// Every golden file, run and compared as text.
@MainActor
@Suite(.serialized)
struct GoldenTests {
  /// Writes the answers into the files: never where nobody reads the difference.
  private static let updates =
    ProcessInfo.processInfo.environment["STRATA_GOLDEN"] == "update"
    && ProcessInfo.processInfo.environment["CI"] == nil

  nonisolated static let files = GoldenFolder.files("", ending: ".test")
    .filter { !$0.hasPrefix("fixme/") }
  nonisolated static let wrong = GoldenFolder.files("/fixme", ending: ".test")

  @Test("golden", arguments: files)
  func golden(path: String) throws {
    let file = GoldenFile(try GoldenFolder.text(path))
    guard let answers = try answers(file, path) else { return }
    if Self.updates {
      try file.text(answers: answers)
        .write(toFile: GoldenFolder.golden + "/" + path, atomically: true, encoding: .utf8)
      return
    }
    for (written, answer) in zip(file.cases, answers) where written.expected != answer {
      Issue.record("\(path)\n\(written.script)expected:\n\(written.expected)found:\n\(answer)")
    }
  }

  @Test("known to be wrong", arguments: wrong)
  func stillWrong(path: String) throws {
    let file = GoldenFile(try GoldenFolder.text(path))
    guard let answers = try answers(file, path) else { return }
    #expect(
      zip(file.cases, answers).contains { $0.expected != $1 },
      "\(path) is right now: it belongs beside the others")
  }

  /// nil when the file can't run here, which has been said then.
  private func answers(_ file: GoldenFile, _ path: String) throws -> [String]? {
    let name = file.header["data"] ?? "none"
    let isShared =
      !["none", "demo", "shop"].contains(name)
      || file.cases.contains { $0.script.contains("'DATA/") }
    if isShared, GoldenFolder.shared == nil {
      print("SKIPPED: \(path): needs ../shared/data")
      return nil
    }
    #if DEBUG
      if file.header["build"] == "release" {
        print("SKIPPED: \(path): large data, runs in release builds (swift test -c release)")
        return nil
      }
    #endif
    let session = try GoldenSession(
      language: file.header["language"] == "zh" ? .zh : .en,
      width: file.header["width"].flatMap { Int($0) },
      data: name == "none" ? .empty : try GoldenData.named(name))
    return file.cases.map { session.answer($0.script) }
  }
}
