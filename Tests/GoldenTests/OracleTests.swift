import Foundation
import Segments
import Testing

/// 46 of the 52 questions of ../shared/trust/oracle, asked in the language, against DuckDB's answers.
///
/// The others wait for stages of their own, since each looks from one row at its neighbours or at its
/// group: q05 share of the country beside both counts, q34 one row per tag of a list, q39 running
/// total, q40 growth over the year before, q43 top three of each country, q48 longest gap.
@MainActor
@Suite(.serialized)
struct OracleTests {
  nonisolated static let questions = GoldenFolder.files("/oracle", ending: ".strata")
    .filter { $0 != "oracle/setup.strata" }

  private static var session: GoldenSession?

  @Test("oracle", arguments: questions)
  func question(path: String) throws {
    guard let shared = GoldenFolder.shared else {
      return print("SKIPPED: \(path): needs ../shared/trust/oracle")
    }
    let oracle = shared + "/trust/oracle"
    let session = try opened(oracle)
    let name = String(path.dropFirst("oracle/".count).prefix(3))
    let said = session.answer(
      try GoldenFolder.text(path).replacingOccurrences(of: "OUT/", with: session.folder + "/"))
    let written = session.folder + "/\(name).csv"
    guard FileManager.default.fileExists(atPath: written) else {
      Issue.record("\(path) was not answered:\n\(said)")
      return
    }
    let json = try String(contentsOfFile: oracle + "/answers/\(name).json", encoding: .utf8)
    var wanted = try AnswerTable(json: json)
    var found = AnswerTable(csv: try String(contentsOfFile: written, encoding: .utf8))
    if !json.contains(#""order": "list""#) { (wanted, found) = (wanted.sorted(), found.sorted()) }
    if let difference = found.difference(from: wanted) { Issue.record("\(path): \(difference)") }
  }

  /// One session for all: the questions change nothing.
  private func opened(_ oracle: String) throws -> GoldenSession {
    if let session = Self.session { return session }
    let session = try GoldenSession()
    let setup = try GoldenFolder.text("oracle/setup.strata")
    let said = session.answer(setup.replacingOccurrences(of: "DATA/", with: oracle + "/data/"))
    guard !session.data.tables.isEmpty else { throw GoldenData.Failure(said: said) }
    Self.session = session
    return session
  }
}
