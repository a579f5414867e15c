import Foundation
import Testing

/// The transcripts of the README are what the program answers.
@MainActor
@Suite struct ReadmeTests {
  private static let path = String(
    #filePath.dropLast("Tests/GoldenTests/ReadmeTests.swift".count) + "README.md")
  private static let prompt = "strata> "

  @Test func transcriptsAreReal() throws {
    let text = try String(contentsOfFile: Self.path, encoding: .utf8)
    let isUpdate = ProcessInfo.processInfo.environment["STRATA_GOLDEN"] == "update"
    var made: [String] = []
    var block: [String]?
    for line in text.components(separatedBy: "\n") {
      if line == "```console" {
        block = []
        made.append(line)
      } else if let lines = block, line == "```" {
        made += try replay(lines) + [line]
        block = nil
      } else if block != nil {
        block?.append(line)
      } else {
        made.append(line)
      }
    }
    let replayed = made.joined(separator: "\n")
    if isUpdate { try replayed.write(toFile: Self.path, atomically: true, encoding: .utf8) }
    #expect(
      isUpdate || replayed == text, "README: STRATA_GOLDEN=update scripts/test writes it anew")
  }

  /// The statements of a block with their answers; as they stand where the data are not here.
  private func replay(_ lines: [String]) throws -> [String] {
    let statements = lines.filter { $0.hasPrefix(Self.prompt) }
    let session = try GoldenSession()
    if statements.contains(where: { $0.contains("online_retail.csv") }) {
      guard let shared = GoldenFolder.shared else {
        print("SKIPPED: the README's second transcript needs ../shared/data/online-retail")
        return lines
      }
      try FileManager.default.createSymbolicLink(
        atPath: session.folder + "/online_retail.csv",
        withDestinationPath: shared + "/data/online-retail/online_retail.csv")
    }
    var made: [String] = []
    for statement in statements {
      made.append(statement)
      let answer = session.answer(String(statement.dropFirst(Self.prompt.count)))
        .replacingOccurrences(of: " · TIME", with: "")
      made += answer.components(separatedBy: "\n").dropLast()
    }
    return made
  }
}
