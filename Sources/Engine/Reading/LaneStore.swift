import Glibc

/// The lanes of one column that one worker has read, growing, in the narrowest width so far; times as whole
/// seconds, or at their full width.
final class LaneStore {
  /// Bytes a lane: 1, 2, 4 or 8.
  private(set) var width: Int
  /// Lanes are times that are whole seconds, kept as these.
  private(set) var areSeconds: Bool
  private(set) var count = 0
  private var capacity = 0
  private var memory: UnsafeMutableRawPointer?
  /// One byte a row, 1 = null; empty until the first null.
  private(set) var nulls: [UInt8] = []

  /// Floats start, and stay, at eight bytes; times are seconds until one is none.
  init(width: Int = 1, areTimes: Bool = false) {
    self.width = areTimes ? 4 : width
    areSeconds = areTimes
  }

  deinit { BulkMemory.release(memory) }

  var hasNulls: Bool { !nulls.isEmpty }
  var bytes: UnsafeRawPointer? { UnsafeRawPointer(memory) }

  /// Adds `count` lanes; `isNull` is nil when none of them is.
  func append(
    _ lanes: UnsafePointer<Int64>, _ isNull: UnsafePointer<UInt8>?, count added: Int
  ) {
    if areSeconds, !appendSeconds(lanes, added) { widen(to: 8) }
    if !areSeconds { appendNumbers(lanes, added) }
    appendNulls(isNull, added)
    count += added
  }

  /// Writes lanes behind those that count.
  private func appendNumbers(_ lanes: UnsafePointer<Int64>, _ added: Int) {
    if width < 8 { widen(to: Self.width(of: lanes, added)) }
    reserve(count + added)
    if let memory {
      switch width {
      case 1: Self.narrow(lanes, memory.assumingMemoryBound(to: Int8.self) + count, added)
      case 2: Self.narrow(lanes, memory.assumingMemoryBound(to: Int16.self) + count, added)
      case 4: Self.narrow(lanes, memory.assumingMemoryBound(to: Int32.self) + count, added)
      default: memcpy(memory + count * 8, lanes, added * 8)
      }
    }
  }

  /// The same as seconds.
  ///
  /// - Returns: false where some are none.
  private func appendSeconds(_ lanes: UnsafePointer<Int64>, _ added: Int) -> Bool {
    reserve(count + added)
    guard let memory else { return true }
    return WholeSeconds.write(
      lanes, added, to: memory.assumingMemoryBound(to: Int32.self) + count)
  }

  private func appendNulls(_ isNull: UnsafePointer<UInt8>?, _ added: Int) {
    if let isNull {
      if nulls.isEmpty { nulls = [UInt8](repeating: 0, count: count) }
      nulls.append(contentsOf: UnsafeBufferPointer(start: isNull, count: added))
    } else if !nulls.isEmpty {
      nulls.append(contentsOf: repeatElement(0, count: added))
    }
  }

  @inline(__always)
  private static func narrow<T: FixedWidthInteger>(
    _ lanes: UnsafePointer<Int64>, _ out: UnsafeMutablePointer<T>, _ count: Int
  ) {
    for row in 0..<count { out[row] = T(truncatingIfNeeded: lanes[row]) }
  }

  /// The bytes needed for every lane. A number and its complement need the same bits, so the bits of
  /// all are gathered without a comparison.
  private static func width(of lanes: UnsafePointer<Int64>, _ count: Int) -> Int {
    var bits: Int64 = 0
    for row in 0..<count { bits |= lanes[row] ^ (lanes[row] >> 63) }
    if bits < 1 << 7 { return 1 }
    if bits < 1 << 15 { return 2 }
    return bits < 1 << 31 ? 4 : 8
  }

  private func widen(to wanted: Int) {
    guard wanted > width else { return }
    let wide = LaneStore(width: wanted)
    wide.reserve(max(capacity, 1))
    // From the first lane on: what is read is never overtaken by what is written elsewhere.
    for row in 0..<count { wide.set(row, self[row]) }
    swap(&memory, &wide.memory)
    swap(&capacity, &wide.capacity)
    width = wanted
    areSeconds = false
  }

  private func set(_ row: Int, _ lane: Int64) {
    guard let memory else { return }
    switch width {
    case 1: memory.storeBytes(of: Int8(truncatingIfNeeded: lane), toByteOffset: row, as: Int8.self)
    case 2:
      memory.storeBytes(of: Int16(truncatingIfNeeded: lane), toByteOffset: row * 2, as: Int16.self)
    case 4:
      memory.storeBytes(of: Int32(truncatingIfNeeded: lane), toByteOffset: row * 4, as: Int32.self)
    default: memory.storeBytes(of: lane, toByteOffset: row * 8, as: Int64.self)
    }
  }

  subscript(row: Int) -> Int64 {
    guard let memory else { return 0 }
    switch width {
    case 1: return Int64(memory.load(fromByteOffset: row, as: Int8.self))
    case 2: return Int64(memory.load(fromByteOffset: row * 2, as: Int16.self))
    case 4:
      let lane = Int64(memory.load(fromByteOffset: row * 4, as: Int32.self))
      return areSeconds ? lane * Integers.second : lane
    default: return memory.load(fromByteOffset: row * 8, as: Int64.self)
    }
  }

  /// Grows by half: large blocks move by page table, not by copy.
  private func reserve(_ wanted: Int) {
    guard wanted > capacity else { return }
    capacity = max(wanted, capacity + capacity / 2, 1024)
    memory = Memory.resized(memory, to: capacity * width)
  }
}

enum Memory {
  /// `realloc` that ends the program when there is no memory, as Swift's own allocation does.
  static func resized(_ memory: UnsafeMutableRawPointer?, to bytes: Int) -> UnsafeMutableRawPointer
  {
    guard let moved = realloc(memory, max(bytes, 1)) else {
      preconditionFailure("out of memory")
    }
    return moved
  }
}
