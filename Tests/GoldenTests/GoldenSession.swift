import Engine
import Foundation
import Segments
import Shell

/// A session in a fresh folder whose answers are kept.
@MainActor
final class GoldenSession {
  private final class Transcript {
    var lines: [String] = []
  }

  let folder: String
  private let transcript = Transcript()
  private let session: Session

  init(language: Language = .en, width: Int? = nil, data: LoadedData = .empty) throws {
    folder = NSTemporaryDirectory() + "strata-golden-" + UUID().uuidString
    let files = FileManager.default
    try files.createDirectory(atPath: folder + "/TMP", withIntermediateDirectories: true)
    try files.createSymbolicLink(
      atPath: folder + "/FILES", withDestinationPath: GoldenFolder.golden + "/files")
    if let shared = GoldenFolder.shared {
      try files.createSymbolicLink(
        atPath: folder + "/DATA", withDestinationPath: shared + "/data")
      try files.createSymbolicLink(
        atPath: folder + "/ORACLE", withDestinationPath: shared + "/trust/oracle/data")
    }
    let transcript = transcript
    let add: (String) -> Void = { transcript.lines.append($0) }
    let surface = Surface(width: width, language: language)
    session = Session(
      output: Session.Output(line: add, complaint: add, note: add, surface: { surface }),
      workspace: try Workspace.locate(from: folder, explicit: folder),
      definitions: try StandardRules.definitions(), data: data)
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: folder)
    } catch {
      print("left behind: \(folder): \(error)")
    }
  }

  var data: LoadedData { session.data }

  /// Runs a script in the session's folder, so that paths are the same everywhere, and returns what
  /// was answered.
  func answer(_ script: String) -> String {
    let files = FileManager.default
    let outer = files.currentDirectoryPath
    guard files.changeCurrentDirectoryPath(folder) else { return "no folder \(folder)\n" }
    defer { if !files.changeCurrentDirectoryPath(outer) { print("left in \(folder)") } }
    transcript.lines = []
    session.run(script)
    let isPlan = script.contains("explain ") || script.contains("解释 ")
    return transcript.lines.map { line in
      let answer = Self.undated(
        Self.untimed(line.replacingOccurrences(of: folder, with: "HERE")))
      return (isPlan ? Self.unmeasured(answer) : answer) + "\n"
    }.joined()
  }

  /// `541,909 rows · 1.2 s` → `541,909 rows · TIME`.
  private static func untimed(_ line: String) -> String {
    guard let found = line.range(of: #"[0-9.,]+ (µs|ms|s|微秒|毫秒|秒)$"#, options: .regularExpression)
    else {
      return line
    }
    return line.replacingCharacters(in: found, with: "TIME")
  }

  /// Where the data hold no date they are seen as of the day of the test.
  private static func undated(_ line: String) -> String {
    line.replacingOccurrences(
      of: "[0-9]{4}-[0-9]{2}-[0-9]{2}(, today|，即今天)", with: "TODAY$1",
      options: .regularExpression)
  }

  /// The milliseconds that end a line of a plan in CSV: `where,x > 1,4,3,8,0.104` → `…,8,TIME`.
  private static func unmeasured(_ line: String) -> String {
    line.replacingOccurrences(
      of: #",[0-9]+\.[0-9]{3}$"#, with: ",TIME", options: .regularExpression)
  }
}

/// The data that golden files ask for, each loaded once and then handed to every session.
@MainActor
enum GoldenData {
  private static var loaded: [String: LoadedData] = [:]

  static func named(_ name: String) throws -> LoadedData {
    if let data = loaded[name] { return data }
    let session = try GoldenSession()
    let said = session.answer(statement(name))
    guard !session.data.tables.isEmpty else { throw Failure(said: said) }
    loaded[name] = session.data
    return session.data
  }

  struct Failure: Error {
    var said: String
  }

  private static func statement(_ name: String) -> String {
    switch name {
    case "online-retail":
      """
      load orders from 'DATA/online-retail/online_retail.csv' where Quantity > 0 and UnitPrice > 0
      """
    case "shop": "load 'FILES/customers.csv', 'FILES/orders.csv'"
    case "cdnow": "load 'DATA/cdnow/ms_CDNOW_master.csv'"
    default: name
    }
  }
}
