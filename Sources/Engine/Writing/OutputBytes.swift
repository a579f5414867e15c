internal import Glibc

/// Bytes of a file to come, written one after the other: arrays ask at every byte whose they are, which costs
/// more than the byte. A copy shares the memory, so that only one of both may be written to.
public struct OutputBytes: @unchecked Sendable {
  // Unchecked: an encoder has its own, and the thread that works with it hands it on when it is done.
  private var room: Room?
  private var next: UnsafeMutablePointer<UInt8>?
  private var free = 0

  private final class Room {
    let base: UnsafeMutablePointer<UInt8>
    let capacity: Int

    init(_ capacity: Int) {
      self.capacity = capacity
      base = BulkMemory.allocate(UInt8.self, capacity)
    }

    deinit { BulkMemory.release(base) }
  }

  public init() {}

  public var count: Int { (room?.capacity ?? 0) - free }

  /// Calls `body` with all bytes.
  public func withBytes<Fault>(
    _ body: (UnsafeRawBufferPointer) throws(Fault) -> Void
  ) throws(Fault) {
    try withExtendedLifetime(room) { room throws(Fault) in
      try body(UnsafeRawBufferPointer(start: room?.base, count: count))
    }
  }

  mutating func append(_ byte: UInt8) {
    reserve(1).pointee = byte
    take(1)
  }

  @inline(__always)
  mutating func append(contentsOf bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    memcpy(reserve(bytes.count), base, bytes.count)
    take(bytes.count)
  }

  mutating func append(_ other: OutputBytes) {
    other.withBytes { append(contentsOf: $0.assumingMemoryBound(to: UInt8.self)) }
  }

  mutating func append(text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Where `count` bytes may be written, which `take` makes part of the whole.
  @inline(__always)
  mutating func reserve(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    if let next, free >= count { return next }
    return grow(count)
  }

  @inline(__always)
  mutating func take(_ count: Int) {
    next = next.map { $0 + count }
    free -= count
  }

  @inline(never)
  private mutating func grow(_ more: Int) -> UnsafeMutablePointer<UInt8> {
    let used = count
    let larger = Room(max(1 << 12, 2 * (used + more)))
    if let room { larger.base.update(from: room.base, count: used) }
    room = larger
    next = larger.base + used
    free = larger.capacity - used
    return larger.base + used
  }
}
