import Synchronization
import Syntax

/// Strings back to back in one run of UTF-8 bytes, with `count + 1` offsets.
///
/// `LIKE` scans one buffer; a row is a slice, never a `String`.
public final class TextArena: Sendable {
  /// Bytes in all, at most: offsets have 32 bits.
  static let most = Int(UInt32.max)

  public let bytes: Buffer<UInt8>
  public let offsets: Buffer<UInt32>
  private let numbered = Mutex<TextCodes?>(nil)

  public init(bytes: Buffer<UInt8>, offsets: Buffer<UInt32>) {
    self.bytes = bytes
    self.offsets = offsets
  }

  public convenience init(_ strings: some Sequence<String>) {
    var bytes: [UInt8] = []
    var offsets: [UInt32] = [0]
    for string in strings {
      bytes.append(contentsOf: string.utf8)
      offsets.append(UInt32(bytes.count))
    }
    self.init(bytes: Buffer(bytes), offsets: Buffer(offsets))
  }

  public var count: Int { offsets.count - 1 }

  public subscript(row: Int) -> UnsafeBufferPointer<UInt8> {
    let start = Int(offsets[row])
    return UnsafeBufferPointer(rebasing: bytes.values[start..<Int(offsets[row + 1])])
  }

  public func string(_ row: Int) -> String { String(decoding: self[row], as: UTF8.self) }

  /// The texts as numbers, worked out when first asked for and kept for as long as the texts.
  ///
  /// - Throws: E000 when interrupted.
  func codes(_ context: ExecutionContext) throws(Diagnostic) -> TextCodes {
    try numbered.withLock { known throws(Diagnostic) in
      if let known { return known }
      let codes = try TextCodes(self, context)
      known = codes
      return codes
    }
  }
}
