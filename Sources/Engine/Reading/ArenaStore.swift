import Glibc

/// The strings of one column that one worker has read, growing.
final class ArenaStore {
  private var memory: UnsafeMutableRawPointer?
  private var capacity = 0
  private(set) var size = 0
  /// End of each string; one byte a row for nulls as in `LaneStore`.
  private(set) var ends: [Int] = []
  private(set) var nulls: [UInt8] = []

  deinit { BulkMemory.release(memory) }

  var count: Int { ends.count }
  var hasNulls: Bool { !nulls.isEmpty }
  var bytes: UnsafeRawPointer? { UnsafeRawPointer(memory) }

  func start(of row: Int) -> Int { row == 0 ? 0 : ends[row - 1] }

  func string(_ row: Int) -> UnsafeBufferPointer<UInt8> {
    let start = start(of: row)
    guard let memory else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(
      start: (memory + start).assumingMemoryBound(to: UInt8.self), count: ends[row] - start)
  }

  @inline(__always)
  func append(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    if size + count > capacity { reserve(size + count) }
    if let memory, count > 0 { memcpy(memory + size, bytes, count) }
    size += count
    ends.append(size)
    if !nulls.isEmpty { nulls.append(0) }
  }

  func appendNull() {
    if nulls.isEmpty { nulls = [UInt8](repeating: 0, count: ends.count) }
    ends.append(size)
    nulls.append(1)
  }

  private func reserve(_ wanted: Int) {
    capacity = max(wanted, capacity + capacity / 2, 4096)
    memory = Memory.resized(memory, to: capacity)
  }
}
