/// Why there is no snapshot to use. None of these is a user's error: the data are read from their files.
public enum SnapshotFault: Error, Sendable, Hashable {
  /// There is none.
  case missing
  /// Of other files, of files as they were, of another program or another format.
  case stale
  /// It is not what was written.
  case damaged
  /// Data of a kind that is not kept.
  case unsupported
  /// The disk is full, or not writable.
  case unwritten
  /// The session ended before it was written.
  case stopped
}
