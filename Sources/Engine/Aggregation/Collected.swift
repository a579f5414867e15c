/// Values that one thread keeps for a statistic that needs all of them, with the group of each.
final class Collected {
  /// One of the two, by the type of the values.
  let ints: KeptValues<Int64>?
  let doubles: KeptValues<Double>?
  let groups: KeptValues<UInt32>

  /// - Parameter rows: the thread keeps at most one value of each.
  init(isDouble: Bool, rows: Int) {
    ints = isDouble ? nil : KeptValues(capacity: rows)
    doubles = isDouble ? KeptValues(capacity: rows) : nil
    groups = KeptValues(capacity: rows)
  }
}

/// Values one after the other. With room for all that may come nothing is copied, and memory that no
/// value reaches is never touched.
final class KeptValues<Value: BitwiseCopyable> {
  private(set) var values: UnsafeMutablePointer<Value>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    values = BulkMemory.allocate(Value.self, capacity)
  }

  deinit { values.deallocate() }

  var all: UnsafeMutableBufferPointer<Value> {
    UnsafeMutableBufferPointer(start: values, count: count)
  }

  func removeAll() { count = 0 }

  @inline(__always)
  func append(_ value: Value) {
    if count == capacity { grow(to: count + 1) }
    (values + count).initialize(to: value)
    count += 1
  }

  /// Those of `more` lanes for which `pass` is 1.
  @inline(__always)
  func append(_ lanes: UnsafePointer<Value>, where pass: UnsafePointer<UInt8>, _ more: Int) {
    // One is written behind the last that passes.
    if count + more >= capacity { grow(to: count + more + 1) }
    var end = values + count
    for lane in 0..<more {
      end.initialize(to: lanes[lane])
      end += Int(pass[lane])
    }
    count = end - values
  }

  private func grow(to wanted: Int) {
    capacity = max(wanted, capacity * 2)
    let room = BulkMemory.allocate(Value.self, capacity)
    room.initialize(from: values, count: count)
    values.deallocate()
    values = room
  }
}
