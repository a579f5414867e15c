import Engine
import Glibc
import Segments
import Shell
import Synchronization
import Syntax
import Testing

/// A folder with data files and a project, and sessions in it that share its snapshots.
final class SnapshotFixture {
  private let folder: TemporaryFolder
  var path: String { folder.path }
  /// Where the snapshots are.
  var snapshots: String { path + "/.strata/snapshots" }

  init() throws {
    folder = try TemporaryFolder()
    try #require(mkdir(folder.path + "/.strata", 0o700) == 0)
  }

  /// A file as it has been for a while.
  func write(_ text: String, to name: String, time: Int = 1_700_000_000) throws {
    let file = try #require(fopen(path + "/" + name, "w"))
    fputs(text, file)
    fclose(file)
    let time = timespec(tv_sec: time, tv_nsec: 0)
    try #require(utimensat(AT_FDCWD, path + "/" + name, [time, time], 0) == 0)
  }

  struct Answer: Equatable {
    var lines: [String]
    /// Every cell of every table.
    var cells: [[String]]
    var fingerprint: String
    /// Whether any file was read.
    var hasRead = false

    /// What must be the same from a snapshot.
    var content: Answer {
      var answer = self
      answer.hasRead = false
      return answer
    }
  }

  /// What a session says, and whether it told how far a file was read, which readers' threads do.
  final class Notes: Sendable {
    let lines = Mutex<[String]>([])
    let hasRead = Atomic<Bool>(false)
  }

  /// What a new session says to `text`, times left out, and the data it has then. `HERE` in `text` is
  /// the folder.
  func answer(_ text: String, language: Shell.Language = .en, auditDelay: Double = 60) throws
    -> Answer
  {
    try answer(text, language: language) { _ in
      SnapshotStore(
        SnapshotFolder(self.snapshots), threads: 2, worth: .zero, auditDelay: auditDelay)
    }
  }

  /// The same without any snapshots.
  func plainAnswer(_ text: String, language: Shell.Language = .en) throws -> Answer {
    try answer(text, language: language) { _ in nil }
  }

  private static let definitions = Result { try StandardRules.definitions() }

  private func answer(
    _ text: String, language: Shell.Language, _ store: (String) -> SnapshotStore?
  ) throws -> Answer {
    let notes = Notes()
    let add: (String) -> Void = { line in notes.lines.withLock { $0.append(line) } }
    let session = Session(
      output: Session.Output(
        line: add, complaint: add, note: add,
        progress: { part, title in
          if part != nil, title != "" { notes.hasRead.store(true, ordering: .relaxed) }
        },
        surface: { Surface(width: nil, language: language) }),
      workspace: try Workspace.locate(from: path), definitions: try Self.definitions.get(),
      snapshots: store(path))
    session.run(text.replacing("HERE", with: path))
    session.close()
    return Answer(
      lines: notes.lines.withLock(\.self).map(Self.untimed), cells: Self.cells(session.data),
      fingerprint: session.data.dataset.fingerprint, hasRead: notes.hasRead.load(ordering: .relaxed)
    )
  }

  private static func untimed(_ line: String) -> String {
    line.replacing(#/ [0-9.,]+ (µs|ms|s|微秒|毫秒|秒)$/#, with: " TIME")
  }

  private static func cells(_ data: LoadedData) -> [[String]] {
    let dataset = data.dataset
    var cells: [[String]] = []
    for table in [dataset.customers] + dataset.activities.map(\.table) {
      for (field, column) in zip(table.fields, table.columns) {
        cells.append(
          ["\(field)", "\(column.type)"] + (0..<table.rowCount).map { "\(column.value($0))" })
      }
    }
    for activity in dataset.activities {
      cells.append(activity.offsets.values.map { "\($0)" })
      cells.append(activity.units?.values.map { "\($0)" } ?? [])
      cells.append(["\(activity.name) \(activity.unitCount)"])
    }
    return cells + [[dataset.lastActivityDay.map { "\($0)" } ?? "no day"]]
  }

  /// Puts the beginning of a snapshot in its place, as another file: a mapping of it stays whole.
  func shorten(_ name: String, to size: Int) throws {
    let place = snapshots + "/" + name
    let bytes = try #require(try FileSystem.read(place)).prefix(size)
    unlink(place)
    let file = try #require(fopen(place, "w"))
    defer { fclose(file) }
    try #require(fwrite(Array(bytes), 1, bytes.count, file) == bytes.count)
  }

  /// The names of the snapshots.
  var names: [String] { Self.names(in: snapshots).filter { $0.hasSuffix(".snapshot") } }

  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    return names.sorted()
  }
}
