internal import Glibc
import Synchronization
import Syntax

/// Portions of rows on their way to a file: encoded by several threads, whichever comes first, and written in
/// order, by one of them at a time, while the others go on.
final class ExportQueue<Encoder: RowEncoder>: Sendable {
  /// What has been encoded and not yet written, by number.
  private let waiting = Mutex<[Int: Encoder]>([:])
  private let written: Mutex<Written>
  private let cancellation: Cancellation

  /// Only touched by who writes.
  private struct Written: @unchecked Sendable {
    // Unchecked: the file is a class, and the mutex that holds this lets one thread at it.
    var encoder: Encoder
    let file: ExportFile
    var count = 0
    var fault: Diagnostic?
  }

  /// - Parameter encoder: goes on behind all portions.
  init(_ encoder: Encoder, _ file: ExportFile, _ cancellation: Cancellation) {
    self.cancellation = cancellation
    written = Mutex(Written(encoder: encoder, file: file))
  }

  /// Adds a portion, and writes those whose turn it is unless somebody is writing; false when writing failed.
  ///
  /// - Parameter most: portions that may wait. Where more do, the one whose turn it is takes long to encode;
  ///   who does so is not held up here.
  func add(_ number: Int, _ part: Encoder, most: Int) -> Bool {
    var count = waiting.withLock { waiting in
      waiting[number] = part
      return waiting.count
    }
    while true {
      guard written.withLockIfAvailable({ write(&$0) }) ?? true else { return false }
      if count <= most || cancellation.isCancelled { return true }
      // Nobody says when: that a portion takes this long is rare.
      usleep(200)
      count = waiting.withLock { $0.count }
    }
  }

  /// Writes what is left, and returns the encoder behind all portions.
  func finish() throws(Diagnostic) -> Encoder {
    try written.withLock { written throws(Diagnostic) in
      _ = write(&written)
      if let fault = written.fault { throw fault }
      return written.encoder
    }
  }

  private func write(_ written: inout Written) -> Bool {
    while written.fault == nil, !cancellation.isCancelled,
      let part = waiting.withLock({ $0.removeValue(forKey: written.count) })
    {
      do throws(Diagnostic) {
        try part.output.withBytes { bytes throws(Diagnostic) in try written.file.write(bytes) }
      } catch {
        written.fault = error
      }
      written.encoder.take(part)
      written.count += 1
    }
    return written.fault == nil
  }
}
