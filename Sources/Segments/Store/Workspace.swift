internal import Engine
internal import Foundation
internal import Glibc
public import Syntax

/// A project's folder, `.strata`: the segment store, the remembered statements and the history.
///
/// `locate` only looks; nothing is created until something is saved or remembered.
public struct Workspace: Sendable, Hashable {
  public static let folderName = ".strata"

  /// The absolute path of the `.strata` folder, which need not exist yet.
  public let folder: String

  /// The project's folder, which holds `folder`.
  public var root: String { FileSystem.folder(of: folder) }

  /// The SQLite file that `SegmentStore` owns.
  public var database: String { folder + "/strata.db" }
  /// Statements run when the shell opens in this project, see `ProjectFile`.
  public var project: String { folder + "/project.strata" }
  /// Lines typed at the prompt.
  public var history: String { folder + "/history" }
  /// Written once the store has been made: tells a store that was lost from one never made.
  var mark: String { folder + "/format" }

  public var exists: Bool { FileSystem.target(folder) == .folder }

  /// The workspace of a session started in `directory`.
  ///
  /// `explicit` (`--workspace DIR`) is the project's folder, which holds `.strata`, or `.strata`
  /// itself; it must exist, because a misspelt path would otherwise open an empty project. Without
  /// it, the nearest `.strata` from `directory` upward; a folder above `directory` counts only when
  /// it belongs to this user or to root, since its statements run unasked. Without any,
  /// `directory/.strata`.
  ///
  /// Throws `E510` when `explicit` is not a folder.
  public static func locate(
    from directory: String, explicit: String? = nil
  ) throws(Diagnostic) -> Workspace {
    if let explicit { return try Workspace(explicit: explicit, from: directory) }
    let start = absolute(directory, from: ".")
    var candidate = start
    while true {
      let folder = (candidate == "/" ? "" : candidate) + "/" + folderName
      if FileSystem.target(folder) == .folder, candidate == start || isTrusted(folder) {
        return Workspace(folder: folder)
      }
      let above = FileSystem.folder(of: candidate)
      // The root, or a folder that was removed while it is the current one: it has no path.
      if above == candidate { break }
      candidate = above
    }
    return Workspace(folder: (start == "/" ? "" : start) + "/" + folderName)
  }

  init(folder: String) {
    self.folder = folder
  }

  private init(explicit: String, from directory: String) throws(Diagnostic) {
    switch FileSystem.target(explicit) {
    case .folder: break
    case .missing:
      throw Diagnostic(
        "E510", Message("no folder '{0}' for the workspace", explicit),
        hint: Message("mkdir -p '{0}'", explicit))
    case .file, .other:
      throw Diagnostic("E510", Message("the workspace '{0}' is not a folder", explicit))
    }
    let path = Self.absolute(explicit, from: directory)
    let isItself = FileSystem.name(of: path) == Self.folderName
    folder = isItself ? path : (path == "/" ? "" : path) + "/" + Self.folderName
  }

  /// Makes the folder, for its owner alone. Throws `E511` when the place can't be written.
  public func create() throws(Diagnostic) {
    do throws(FileFault) {
      try FileSystem.makeFolder(folder)
    } catch {
      throw error.diagnostic(error.isDiskFull ? "E512" : "E511")
    }
  }

  /// Symbolic links resolved, so that moving up goes where the files are.
  private static func absolute(_ path: String, from directory: String) -> String {
    let joined = path.hasPrefix("/") ? path : directory + "/" + path
    return FileSystem.resolved(joined)
  }

  private static func isTrusted(_ folder: String) -> Bool {
    guard let owner = FileSystem.owner(folder) else { return false }
    return owner == geteuid() || owner == 0
  }
}
