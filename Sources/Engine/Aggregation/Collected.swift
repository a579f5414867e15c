/// Values that one thread keeps for a statistic that needs all of them, with the group of each.
final class Collected {
  /// Values stand group after group: the groups' counts tell which are whose, and nobody notes it.
  let isInOrder: Bool
  /// One of the two, by the type of the values.
  let ints: KeptValues<Int64>?
  let doubles: KeptValues<Double>?
  let groups: KeptValues<UInt32>?

  /// - Parameter rows: the thread keeps at most one value of each.
  init(isDouble: Bool, isInOrder: Bool, rows: Int) {
    self.isInOrder = isInOrder
    ints = isDouble ? nil : KeptValues(capacity: rows)
    doubles = isDouble ? KeptValues(capacity: rows) : nil
    groups = isInOrder ? nil : KeptValues(capacity: rows)
  }
}

/// Values one after the other, with room for all that may come: growing would copy them, and memory
/// that no value reaches is never touched.
final class KeptValues<Value: BitwiseCopyable> {
  let values: UnsafeMutablePointer<Value>
  private(set) var count = 0

  init(capacity: Int) { values = BulkMemory.allocate(Value.self, capacity) }

  deinit { values.deallocate() }

  @inline(__always)
  func append(_ value: Value) {
    (values + count).initialize(to: value)
    count += 1
  }

  /// Those of `count` lanes for which `pass` is 1. Writes beyond the last of them, within the capacity.
  @inline(__always)
  func append(_ lanes: UnsafePointer<Value>, where pass: UnsafePointer<UInt8>, _ lanesCount: Int) {
    var end = values + count
    for lane in 0..<lanesCount {
      end.initialize(to: lanes[lane])
      end += Int(pass[lane])
    }
    count = end - values
  }
}
