public import Syntax

/// A file being exported: whole under its name after `finish`, or not there.
///
/// The rows go to a temporary file in the same folder; a query that fails or is cancelled drops the
/// `ExportFile`, which removes it. A new file is readable by its owner alone, since it holds
/// customers' data; a replaced one keeps its permissions. A symbolic link is followed: what it
/// points to is replaced.
public final class ExportFile {
  public let path: String
  public let format: ExportFormat
  /// Bytes handed over so far, before compression.
  public private(set) var byteCount = 0

  private let span: Span?
  private let overwrite: Bool
  private var file: AtomicFile
  private let gzip: GzipStream?
  private var compressed: [UInt8] = []

  /// Throws `E440` for an unknown ending, `E441` when the file exists and `overwrite` is false,
  /// `E442` when the path is a folder or a device, `E443` when the place can't be written, `E444`
  /// when the disk is full.
  public init(_ path: String, overwrite: Bool = false, at span: Span? = nil) throws(Diagnostic) {
    self.path = path
    self.span = span
    self.overwrite = overwrite
    format = try ExportFormat(path: path, at: span)
    var mode = FileSystem.newFileMode
    switch FileSystem.target(path) {
    case .missing: break
    case .file:
      guard overwrite else { throw Self.exists(path, at: span) }
      mode = FileSystem.mode(path) ?? mode
    case .folder:
      throw Diagnostic("E442", Message("cannot export to '{0}': it is a folder", path), at: span)
    case .other:
      throw Diagnostic(
        "E442", Message("cannot export to '{0}': it is not a regular file", path), at: span)
    }
    do throws(FileFault) {
      file = try AtomicFile(FileSystem.resolved(path), mode: mode)
    } catch {
      throw Self.diagnostic(error, path, at: span)
    }
    gzip = format.isCompressed ? GzipStream() : nil
    if format.isCompressed, gzip == nil {
      throw Diagnostic("E443", Message("cannot write '{0}': out of memory", path), at: span)
    }
  }

  public func write(_ bytes: UnsafeRawBufferPointer) throws(Diagnostic) {
    byteCount += bytes.count
    try pass(bytes, finish: false)
  }

  /// Makes the file durable and gives it its name.
  public func finish() throws(Diagnostic) {
    try pass(UnsafeRawBufferPointer(start: nil, count: 0), finish: true)
    do throws(FileFault) {
      try file.commit(replacing: overwrite)
    } catch {
      throw Self.diagnostic(error, path, at: span)
    }
  }

  private func pass(
    _ bytes: UnsafeRawBufferPointer, finish: Bool
  ) throws(Diagnostic) {
    do throws(FileFault) {
      guard let gzip else { return try file.write(bytes) }
      compressed.removeAll(keepingCapacity: true)
      gzip.compress(bytes, finish: finish, to: &compressed)
      try file.write(compressed)
    } catch {
      throw Self.diagnostic(error, path, at: span)
    }
  }

  private static func diagnostic(_ fault: FileFault, _ path: String, at span: Span?) -> Diagnostic {
    // Someone else made the file after the export began.
    if fault.isExisting { return exists(path, at: span) }
    var named = fault
    named.path = path
    return named.diagnostic(fault.isDiskFull ? "E444" : "E443", at: span)
  }

  private static func exists(_ path: String, at span: Span?) -> Diagnostic {
    Diagnostic(
      "E441", Message("the file '{0}' exists already", path), at: span, label: Message("exists"),
      hint: Message("add 'overwrite' to replace it"))
  }
}
