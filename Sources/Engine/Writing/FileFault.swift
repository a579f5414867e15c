internal import Glibc
public import Syntax

/// A file operation that the system refused, before anyone has said what it means to the user.
///
/// Thrown by the few functions that make system calls; the caller who knows the statement turns it
/// into a `Diagnostic` with its own code and span.
public struct FileFault: Error, Sendable, Hashable {
  public enum Action: Sendable, Hashable { case read, write }

  public var action: Action
  public var path: String
  /// The `errno` of the call.
  public var number: Int32

  public init(_ action: Action, _ path: String, number: Int32) {
    self.action = action
    self.path = path
    self.number = number
  }

  /// The fault of the call that has just returned -1.
  static func last(_ action: Action, _ path: String) -> FileFault {
    FileFault(action, path, number: errno)
  }

  /// The disk, or the user's share of it, has no room left.
  public var isDiskFull: Bool { number == ENOSPC || number == EDQUOT }

  /// Something stands at a path that was to be new.
  var isExisting: Bool { number == EEXIST }

  public func diagnostic(_ code: String, at span: Span? = nil) -> Diagnostic {
    let label = action == .read ? Message("not readable") : Message("not written")
    return Diagnostic(code, message, at: span, label: label)
  }

  private var message: Message {
    switch action {
    case .read: readMessage
    case .write: writeMessage
    }
  }

  private var readMessage: Message {
    switch number {
    case ENOENT, ENOTDIR: Message("no file '{0}'", path)
    case EACCES, EPERM: Message("cannot read '{0}': permission denied", path)
    case EISDIR: Message("cannot read '{0}': it is a folder", path)
    case EIO: Message("cannot read '{0}': the disk reports an error", path)
    default: Message("cannot read '{0}': {1}", path, String(cString: strerror(number)))
    }
  }

  private var writeMessage: Message {
    switch number {
    case ENOSPC: Message("cannot write '{0}': the disk is full", path)
    case EDQUOT: Message("cannot write '{0}': the disk quota is used up", path)
    case EACCES, EPERM: Message("cannot write '{0}': permission denied", path)
    case EROFS: Message("cannot write '{0}': the disk is read-only", path)
    case ENOENT, ENOTDIR: Message("cannot write '{0}': no such folder", path)
    case EISDIR: Message("cannot write '{0}': it is a folder", path)
    case ENAMETOOLONG: Message("cannot write '{0}': the name is too long", path)
    case EFBIG: Message("cannot write '{0}': the file would exceed the size limit", path)
    case EIO: Message("cannot write '{0}': the disk reports an error", path)
    default: Message("cannot write '{0}': {1}", path, String(cString: strerror(number)))
    }
  }
}
