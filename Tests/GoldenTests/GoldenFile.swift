import Foundation

/// A golden file: what its session needs, and scripts with the answers expected to them.
///
/// The format is told in Tests/Golden/README.md.
struct GoldenFile: Sendable {
  struct Case: Sendable {
    /// The script's lines, ended.
    var script: String
    var expected: String
  }

  var header: [String: String] = [:]
  /// The comment lines that head the file, as written.
  private var headerText = ""
  var cases: [Case] = []

  init(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let line = lines.first, let (key, value) = Self.setting(line) {
      header[key] = value
      headerText += line + "\n"
      lines.removeFirst()
    }
    if lines.last == "" { lines.removeLast() }
    for part in lines.split(separator: "====", omittingEmptySubsequences: false) {
      let halves = part.split(separator: "----", maxSplits: 1, omittingEmptySubsequences: false)
      cases.append(
        Case(
          script: Self.joined(halves[0]),
          expected: halves.count > 1 ? Self.joined(halves[1]) : ""))
    }
  }

  /// The file with other answers.
  func text(answers: [String]) -> String {
    headerText
      + zip(cases, answers).map { $0.script + "----\n" + $1 }.joined(separator: "====\n")
  }

  private static func joined(_ lines: ArraySlice<Substring>) -> String {
    lines.map { $0 + "\n" }.joined()
  }

  /// `-- key: value`.
  private static func setting(_ line: Substring) -> (String, String)? {
    guard line.hasPrefix("-- "), let colon = line.firstIndex(of: ":") else { return nil }
    let key = line[line.index(line.startIndex, offsetBy: 3)..<colon]
    guard ["data", "language", "width", "build"].contains(key) else { return nil }
    return (String(key), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
  }
}

/// Where golden files and the data they need lie.
enum GoldenFolder {
  static let golden =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path()
    + "Golden"

  /// `../shared`, beside the repository or one folder above; nil when there is none.
  static let shared: String? = {
    var folder = URL(filePath: golden).deletingLastPathComponent().deletingLastPathComponent()
    for _ in 1...2 {
      folder.deleteLastPathComponent()
      let candidate = folder.path() + "shared"
      if FileManager.default.fileExists(atPath: candidate + "/data") { return candidate }
    }
    print("SKIPPED: golden files on real data: no ../shared folder beside the repository")
    return nil
  }()

  /// Paths of the files in `folder`, relative to `golden`, by name.
  static func files(_ folder: String, ending: String) -> [String] {
    let all = FileManager.default.enumerator(atPath: golden + folder)?.allObjects ?? []
    return all.compactMap { $0 as? String }.filter { $0.hasSuffix(ending) }
      .map { folder.isEmpty ? $0 : String(folder.dropFirst()) + "/" + $0 }.sorted()
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOfFile: golden + "/" + path, encoding: .utf8)
  }
}
