extension Buffer<UInt32> {
  /// The numbers below `count`, in order.
  static func numbers(below count: Int) -> Buffer {
    Buffer(count: count) { out in
      for number in 0..<count { out[number] = UInt32(truncatingIfNeeded: number) }
    }
  }

  /// The place of each number, where these are all numbers below their count in some order.
  func inverted(threads: Int) -> Buffer {
    Buffer(count: count) { out in
      guard let base = out.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEachRange(count: count, threads: threads) { _, range in
        for place in range {
          target.pointer[Int(values[place])] = UInt32(truncatingIfNeeded: place)
        }
      }
    }
  }
}
