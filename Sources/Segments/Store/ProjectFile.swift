internal import Engine
internal import Glibc
public import Syntax

/// The statements that a project begins with: `.strata/project.strata`.
///
/// An ordinary script that may be edited by hand. `remember` adds an entry below a line
/// `-- remembered`, by which `forget` finds the last one. The file changes whole or not at all, and
/// a change is durable when the call returns; sessions that change it at once wait for each other.
public struct ProjectFile: Sendable {
  static let mark = "-- remembered"

  public let workspace: Workspace
  public var path: String { workspace.project }

  public init(_ workspace: Workspace) {
    self.workspace = workspace
  }

  /// The text, or nil when nothing is remembered. Throws `E511` when it can't be read, `E519` when
  /// it is not UTF-8.
  public func read() throws(Diagnostic) -> SourceText? {
    let bytes: [UInt8]?
    do throws(FileFault) {
      bytes = try FileSystem.read(path)
    } catch {
      throw error.diagnostic("E511")
    }
    guard let bytes else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic("E519", Message("'{0}' is not a text in UTF-8", path))
    }
    return SourceText(name: path, text: text)
  }

  /// Adds statements as one entry, leaving out those that stand in the file already and are not
  /// overruled there by a later one, and returns those that were added. Makes the workspace folder when
  /// there is none.
  @discardableResult
  public func remember(_ statements: [String]) throws(Diagnostic) -> [String] {
    try workspace.create()
    return try whileLocked { () throws(Diagnostic) in
      var text = try read()?.text ?? ""
      let fresh = Self.fresh(statements, in: text)
      guard !fresh.isEmpty else { return [] }
      if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
      if !text.isEmpty { text += "\n" }
      text += Self.mark + "\n" + fresh.map { Self.trimmed($0) + "\n" }.joined(separator: "\n")
      try replace(with: text)
      return fresh
    }
  }

  /// Those of `statements` that `remember` would add.
  public func unremembered(_ statements: [String]) throws(Diagnostic) -> [String] {
    Self.fresh(statements, in: try read()?.text ?? "")
  }

  private static func fresh(_ statements: [String], in text: String) -> [String] {
    let known = self.statements(of: text)
    var inForce = RememberedSubjects(text)
    return statements.filter { statement in
      inForce.isChanged(by: statement) ?? !known.contains(trimmed(statement))
    }
  }

  /// Removes the last remembered entry and returns its text; nil when there is none. What was
  /// written by hand above the first entry stays.
  public func forget() throws(Diagnostic) -> String? {
    guard workspace.exists else { return nil }
    return try whileLocked { () throws(Diagnostic) in
      guard let text = try read()?.text, let start = Self.lastMark(in: text) else { return nil }
      let kept = String(text[..<start])
      let entry = text[start...].dropFirst(Self.mark.count)
      try replace(with: Self.trimmed(kept).isEmpty ? "" : Self.trimmed(kept) + "\n")
      return Self.trimmed(String(entry))
    }
  }

  /// Removes everything, also what was written by hand; the workspace and its segments stay.
  public func forgetAll() throws(Diagnostic) {
    guard workspace.exists else { return }
    try whileLocked { () throws(Diagnostic) in try replace(with: "") }
  }

  private func replace(with text: String) throws(Diagnostic) {
    do throws(FileFault) {
      if text.isEmpty {
        try FileSystem.remove(path)
      } else {
        var file = try AtomicFile(path)
        try file.write(Array(text.utf8))
        try file.commit(replacing: true)
      }
    } catch {
      throw StoreFault.file(error)
    }
  }

  /// Runs `body` while no other session changes the file. The lock is on the folder, because the
  /// file itself is replaced.
  private func whileLocked<Result>(
    _ body: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let descriptor = open(workspace.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw StoreFault.file(FileFault(.write, workspace.folder, number: errno))
    }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    return try body()
  }

  /// The statements in the file; a blank line or a mark begins a new one.
  private static func statements(of text: String) -> Set<String> {
    var statements: Set<String> = []
    var pending: [Substring] = []
    let lines = (text + "\n").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for line in lines {
      if line.isEmpty || line == mark {
        statements.insert(trimmed(pending.joined(separator: "\n")))
        pending = []
      } else {
        pending.append(line)
      }
    }
    return statements
  }

  private static func lastMark(in text: String) -> String.Index? {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return lines.last { $0 == mark }?.startIndex
  }

  private static func trimmed(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }
}
