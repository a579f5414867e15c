internal import Engine
internal import GRDB
internal import Syntax

/// The diagnostics of the store: one place for their codes and words.
///
/// `E501` no such segment, `E502` name refused, `E503` name taken, `E504` no such version, `E510`
/// bad workspace, `E511` can't be written, `E512` disk full, `E513` locked by another session, `E514`
/// damaged, `E515` written by a newer program, `E516` the store file is missing, `E517` any other
/// fault of SQLite, `E518` a text that can't be kept.
enum StoreFault {
  static func translate(_ error: any Error, database path: String) -> Diagnostic {
    switch error {
    case let diagnostic as Diagnostic: diagnostic
    case let fault as FileFault: file(fault)
    case let fault as DatabaseError: sqlite(fault, path)
    default: Diagnostic("E517", Message("the segment store failed: {0}", String(describing: error)))
    }
  }

  static func file(_ fault: FileFault) -> Diagnostic {
    fault.diagnostic(fault.isDiskFull ? "E512" : "E511")
  }

  private static func sqlite(_ fault: DatabaseError, _ path: String) -> Diagnostic {
    switch fault.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return Diagnostic(
        "E513", Message("the segment store is busy: another session is writing to '{0}'", path),
        hint: Message("try again in a moment"))
    case .SQLITE_FULL: return full(path)
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_CANTOPEN:
      return Diagnostic("E511", Message("cannot write '{0}': permission denied", path))
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT: return damaged(path)
    case .SQLITE_ERROR, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_SCHEMA:
      // The statements are fixed and correct, so it is the tables that are not as they were made.
      return damaged(path)
    case .SQLITE_IOERR:
      return Diagnostic("E511", Message("cannot use '{0}': the disk reports an error", path))
    case .SQLITE_TOOBIG:
      return Diagnostic("E518", Message("the segment is too large for the store"))
    default:
      return Diagnostic(
        "E517",
        Message("the segment store failed: {0}", fault.message ?? "\(fault.extendedResultCode)"))
    }
  }

  static func full(_ path: String) -> Diagnostic {
    Diagnostic(
      "E512", Message("cannot write '{0}': the disk is full", path),
      hint: Message("free some space, or drop a segment that is not needed"))
  }

  static func damaged(_ path: String) -> Diagnostic {
    Diagnostic(
      "E514", Message("the segment store '{0}' is damaged", path),
      hint: Message("restore it from a copy; segments that can still be read stay readable"))
  }

  static func damagedVersion(_ version: SegmentVersion) -> Diagnostic {
    Diagnostic(
      "E514",
      Message("version {0} of segment '{1}' is damaged", String(version.number), version.name))
  }

  static func newer(_ path: String, _ version: Int) -> Diagnostic {
    Diagnostic(
      "E515",
      Message(
        "the segment store '{0}' has format {1}, this program knows up to {2}", path,
        String(version), String(StoreSchema.version)),
      hint: Message("a newer strata wrote it"))
  }

  static func missing(_ workspace: Workspace) -> Diagnostic {
    Diagnostic(
      "E516", Message("the segment store '{0}' is missing", workspace.database),
      hint: Message("restore it from a copy, or remove '{0}' to begin anew", workspace.mark))
  }

  static func notAFile(_ path: String) -> Diagnostic {
    Diagnostic("E514", Message("the segment store '{0}' is not a regular file", path))
  }
}
