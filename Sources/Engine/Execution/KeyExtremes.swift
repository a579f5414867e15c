import Synchronization

/// What unsigned keys there are.
struct KeyExtremes: Sendable {
  private(set) var least = UInt64.max
  private(set) var greatest = UInt64.min
  /// Bits that some key has, and those that all have.
  private var any = UInt64.min
  private var every = UInt64.max

  init() {}

  /// Of some keys, those that are nil left out; not of all when interrupted.
  @inline(__always)
  init(count: Int, _ context: ExecutionContext, _ key: @Sendable (Int) -> UInt64?) {
    let found = Mutex(KeyExtremes())
    Parallel.forEachRange(
      count: count, threads: context.threads, cancellation: context.cancellation
    ) { _, range in
      var own = KeyExtremes()
      for index in range {
        if let key = key(index) { own.note(key) }
      }
      found.withLock { $0.merge(own) }
    }
    self = found.withLock { $0 }
  }

  /// From the least to the greatest; 0 where there is none.
  var span: UInt64 { least <= greatest ? greatest - least : 0 }

  /// How many low bits are the same in all keys.
  var commonBits: UInt64 {
    let varying = any & ~every
    return varying == 0 ? 0 : UInt64(varying.trailingZeroBitCount)
  }

  @inline(__always)
  mutating func note(_ key: UInt64) {
    least = min(least, key)
    greatest = max(greatest, key)
    any |= key
    every &= key
  }

  mutating func merge(_ other: KeyExtremes) {
    least = min(least, other.least)
    greatest = max(greatest, other.greatest)
    any |= other.any
    every &= other.every
  }
}
