internal import Glibc

/// Which loaded data a snapshot is of: the loads that made them, one after another, each with what its
/// statement says and the files it read.
public struct SnapshotKey: Sendable, Hashable {
  /// Of the statements and the places of the files: data loaded again the same way from changed files
  /// take the place of the old ones.
  private let slot: UInt64
  /// Of the content of the files as well, of the format and of the program, whose reading may change.
  public let stamp: UInt64
  /// The files of the last load.
  private let sources: [SourceSignature]

  /// Nothing is loaded.
  public static let empty = SnapshotKey(slot: 0, stamp: program, sources: [])

  private init(slot: UInt64, stamp: UInt64, sources: [SourceSignature]) {
    self.slot = slot
    self.stamp = stamp
    self.sources = sources
  }

  /// The same data after one more load.
  ///
  /// - Parameters:
  ///   - statement: all that shapes the load but its files.
  ///   - files: paths that can be opened, as they are shown.
  /// - Returns: nil where a file can't be told from what it may be later: a pipe, a file that changed
  ///   just now.
  public func adding(_ statement: String, files: [String]) -> SnapshotKey? {
    var slot = Self.mixed(self.slot, statement)
    var stamp = Self.mixed(self.stamp, statement)
    var sources: [SourceSignature] = []
    for path in files {
      guard let source = SourceSignature(path) else { return nil }
      sources.append(source)
      for text in [path, source.path] {
        slot = Self.mixed(slot, text)
        stamp = Self.mixed(stamp, text)
      }
      stamp = Self.mixed(stamp, source.words)
    }
    return SnapshotKey(slot: slot, stamp: stamp, sources: sources)
  }

  /// No file of the last load has changed since the key was made.
  public var isCurrent: Bool { sources.allSatisfy(\.isCurrent) }

  /// What the file of the snapshot is called.
  public var fileName: String {
    let digits = String(slot, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits + ".snapshot"
  }

  /// Another build of the program may read a file otherwise.
  private static let program: UInt64 = {
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0 else { return mixed(0, [SnapshotHeader.format]) }
    return mixed(
      0,
      [
        SnapshotHeader.format, UInt64(status.st_size),
        UInt64(bitPattern: Int64(status.st_mtim.tv_sec)),
        UInt64(bitPattern: Int64(status.st_mtim.tv_nsec)),
      ])
  }()

  private static func mixed(_ state: UInt64, _ text: String) -> UInt64 {
    var copy = text
    return copy.withUTF8 { ContentHash.hash($0, seed: state) }
  }

  private static func mixed(_ state: UInt64, _ words: [UInt64]) -> UInt64 {
    words.withUnsafeBytes { SnapshotChecksum.hash($0, state) }
  }
}
