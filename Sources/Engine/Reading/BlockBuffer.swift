import Glibc
import Syntax

/// The stretch of a file that a worker is looking at.
final class BlockBuffer {
  /// Read beyond a range's end for the record that crosses it.
  static let overlap = 4 << 10
  /// Fields are found by 31-bit positions.
  static let maxSize = 1 << 30

  private let source: ByteSource
  private var memory: UnsafeMutableRawPointer?
  private var capacity = 0
  /// Position in the file of the first byte, and bytes present.
  private(set) var offset = 0
  private(set) var limit = 0

  init(_ source: ByteSource) { self.source = source }

  deinit { free(memory) }

  var isLast: Bool { offset + limit >= source.size }

  /// Readable for `limit + SeparatorStream.padding` bytes.
  var bytes: UnsafePointer<UInt8> {
    guard let memory else { return Self.nothing.pointer }
    return UnsafePointer(memory.assumingMemoryBound(to: UInt8.self))
  }

  private static let nothing = Nothing()

  private final class Nothing: Sendable {
    let zeros = Buffer<UInt8>([UInt8](repeating: 0, count: SeparatorStream.padding * 2))
    var pointer: UnsafePointer<UInt8> {
      guard let base = zeros.values.baseAddress else { preconditionFailure("an empty buffer") }
      return base
    }
  }

  func view(stop: Int) -> Block {
    Block(bytes: bytes, limit: limit, stop: stop - offset, isLast: isLast)
  }

  func load(from start: Int, count: Int) throws(Diagnostic) {
    offset = start
    limit = 0
    try fill(min(count, source.size - start))
  }

  /// Drops the bytes before `position` and reads on: at least as much again as is kept.
  func extend(keepingFrom position: Int, line: Int) throws(Diagnostic) {
    let kept = limit - position
    if let memory { memmove(memory, memory + position, kept) }
    offset += position
    limit = kept
    guard kept < Self.maxSize else { throw .recordTooLong(source.name, line: line) }
    try fill(min(max(kept * 2, 64 << 10), source.size - offset))
  }

  private func fill(_ wanted: Int) throws(Diagnostic) {
    if wanted + SeparatorStream.padding > capacity {
      capacity = wanted + SeparatorStream.padding
      memory = Memory.resized(memory, to: capacity)
    }
    guard let memory else { return }
    if wanted > limit {
      try source.read(
        wanted - limit, at: offset + limit,
        into: (memory + limit).assumingMemoryBound(to: UInt8.self))
      limit = wanted
    }
    memset(memory + limit, 0, SeparatorStream.padding)
  }
}
