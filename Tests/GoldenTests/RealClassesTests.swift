import Foundation
import Testing

/// Classes of real customers, against `Tests/Oracle/real_classes.py`: the taxonomy's example rules in DuckDB,
/// over features that SQL makes of the files, and not from the rule file.
@MainActor
@Suite(.serialized)
struct RealClassesTests {
  @Test func `Every customer of online-retail is in the class where DuckDB finds it`() throws {
    try compare(
      "online-retail", load: "load 'DATA/online-retail/online_retail.csv'", asOf: "2011-12-10")
  }

  @Test func `Every household of completejourney is in the class where DuckDB finds it`() throws {
    try compare(
      "completejourney",
      load: """
        load 'DATA/completejourney/transactions_sample.csv', 'DATA/completejourney/demographics.csv'
        """, asOf: "2018-01-01")
  }

  private func compare(_ name: String, load: String, asOf: String) throws {
    guard let shared = GoldenFolder.shared else {
      return print("SKIPPED: classes of \(name): needs ../shared/data")
    }
    #if DEBUG
      if ProcessInfo.processInfo.environment["STRATA_GOLDEN_LARGE"] == nil {
        return print("SKIPPED: classes of \(name): debug build without STRATA_GOLDEN_LARGE=1")
      }
    #endif
    let (status, text) = try python(
      ["real_classes.py", shared + "/data/" + name, name])
    guard status != 3 else {
      return print("SKIPPED: classes of \(name): needs python3 with the package duckdb")
    }
    #expect(status == 0, "real_classes.py failed")
    var wanted = rows(text, "\t")
    let dimensions = Array(try #require(wanted.first).dropFirst())
    wanted.removeFirst()

    let session = try GoldenSession()
    _ = session.answer(load + "\nset asof @\(asOf)")
    #expect(available(session.answer("dimensions")) == Set(dimensions), "\(name)")
    let chosen = dimensions.joined(separator: ", ")
    let said = session.answer("select id, \(chosen) | export 'TMP/classes.tsv'")
    let path = session.folder + "/TMP/classes.tsv"
    try #require(FileManager.default.fileExists(atPath: path), "\(said)")
    let found = rows(try String(contentsOfFile: path, encoding: .utf8), "\t").dropFirst()
    #expect(found.count == wanted.count, "\(name)")
    let classes = Dictionary(found.map { ($0[0], $0) }) { first, _ in first }
    for (place, dimension) in dimensions.enumerated() {
      let differing = wanted.filter { classes[$0[0]]?[place + 1] != $0[place + 1] }
      let shown = differing.prefix(5).map { row in
        "\(row[0]): \(classes[row[0]]?[place + 1] ?? "nowhere"), not \(row[place + 1])"
      }
      #expect(differing.count == 0, "\(name) \(dimension): \(shown)")
    }
  }

  /// The keys of the dimensions that the listing gives sizes for.
  private func available(_ listing: String) -> Set<String> {
    let lines = listing.split(separator: "\n").drop { !$0.contains("──") }.dropFirst()
      // Below the table the lack is told in words.
      .prefix { $0.first == " " }
    return Set(
      lines.filter { $0.range(of: #" needs "#, options: .regularExpression) == nil }
        .compactMap { $0.split(separator: " ").first.map(String.init) })
  }

  private func rows(_ text: String, _ separator: Character) -> [[String]] {
    text.split(separator: "\n").map {
      $0.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// Runs a script of `Tests/Oracle`; the text is what it wrote to standard output.
  private func python(_ arguments: [String]) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.currentDirectoryURL = URL(filePath: GoldenFolder.golden)
      .deletingLastPathComponent().appending(path: "Oracle")
    process.arguments = ["python3", "-B"] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }
}
