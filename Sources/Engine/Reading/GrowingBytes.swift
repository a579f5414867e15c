import Glibc

/// Bytes of unknown number, written in place.
final class GrowingBytes {
  private var memory: UnsafeMutableRawPointer?
  private var capacity = 0
  var count = 0

  deinit { BulkMemory.release(memory) }

  /// Where the next bytes go; at least `wanted` may be written.
  func room(_ wanted: Int) -> UnsafeMutablePointer<UInt8> {
    if let memory, count + wanted <= capacity {
      return (memory + count).assumingMemoryBound(to: UInt8.self)
    }
    capacity = max(count + wanted, capacity + capacity / 2, 1 << 16)
    let moved = Memory.resized(memory, to: capacity)
    memory = moved
    return (moved + count).assumingMemoryBound(to: UInt8.self)
  }

  func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress, bytes.count > 0 else { return }
    memcpy(room(bytes.count), base, bytes.count)
    count += bytes.count
  }

  func append(_ byte: UInt8) {
    room(1).pointee = byte
    count += 1
  }

  /// Hands the bytes over; nothing is left here.
  func finish() -> Buffer<UInt8> {
    let bytes = Memory.resized(memory, to: max(count, 1))
    memory = nil
    return Buffer(adopting: bytes.assumingMemoryBound(to: UInt8.self), count: count)
  }
}
