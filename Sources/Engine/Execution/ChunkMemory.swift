/// Working memory of one thread for one chunk at a time, and what kernels have to report.
///
/// Kernels take their result lanes from here; `reset` frees everything at once, so evaluating a chunk
/// allocates nothing after the first few.
public final class ChunkMemory {
  /// Rows in a chunk of which all lanes are looked at (see `ChunkWidth` for others): sized so that a few
  /// vectors of 8-byte lanes stay in the L1/L2 caches.
  public static let rows = 4096

  private var slabs: [UnsafeMutableRawBufferPointer] = []
  private var slab = 0
  private var used = 0
  /// Lanes whose value matters (1), where a condition already ruled some out; nil: all matter.
  /// Only notices look at it.
  public var active: UnsafeMutablePointer<UInt8>?
  /// What went wrong without stopping the query, by kind, and how often.
  public private(set) var notices: [Notice: Int] = [:]
  /// For comparisons of coded text.
  let translations = CodeTranslations()
  /// An exact result did not fit; the query fails.
  public var overflowed = false

  public init() {}

  deinit { for slab in slabs { slab.deallocate() } }

  /// Gives all memory back for the next chunk.
  public func reset() {
    slab = 0
    used = 0
    active = nil
  }

  /// Uninitialised room for `count` values, valid until `reset`.
  @inline(__always)
  public func lanes<T: BitwiseCopyable>(_ type: T.Type, _ count: Int) -> UnsafeMutablePointer<T> {
    let size = (count * MemoryLayout<T>.stride + 63) & ~63
    return bytes(size).assumingMemoryBound(to: T.self)
  }

  private func bytes(_ size: Int) -> UnsafeMutableRawPointer {
    while slab < slabs.count {
      if let base = slabs[slab].baseAddress, used + size <= slabs[slab].count {
        defer { used += size }
        return base + used
      }
      slab += 1
      used = 0
    }
    let fresh = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(size, 1 << 18), alignment: 64)
    slabs.append(fresh)
    used = size
    // `allocate` never returns an empty buffer for a positive size.
    return fresh.baseAddress ?? UnsafeMutableRawPointer(bitPattern: 64).unsafelyUnwrapped
  }

  public func ints(_ count: Int) -> UnsafeMutablePointer<Int64> { lanes(Int64.self, count) }
  public func doubles(_ count: Int) -> UnsafeMutablePointer<Double> { lanes(Double.self, count) }
  public func bools(_ count: Int) -> UnsafeMutablePointer<UInt8> { lanes(UInt8.self, count) }
  public func codes(_ count: Int) -> UnsafeMutablePointer<UInt32> { lanes(UInt32.self, count) }
  public func texts(_ count: Int) -> UnsafeMutablePointer<TextView> { lanes(TextView.self, count) }

  /// `bytes` kept until `reset`.
  public func text(_ bytes: some Collection<UInt8>) -> TextView {
    let room = lanes(UInt8.self, max(bytes.count, 1))
    let target = UnsafeMutableBufferPointer(start: room, count: bytes.count)
    _ = target.update(fromContentsOf: bytes)
    return TextView(UnsafeBufferPointer(target))
  }

  /// `string` kept until `reset`.
  public func text(_ string: String) -> TextView { text(string.utf8) }

  /// The lanes of a text vector as slices, whatever way they are kept.
  public func texts(of vector: Vector, count: Int) -> UnsafeMutablePointer<TextView> {
    switch vector.lanes {
    case .texts(let views): return views
    case .codes(let codes, let dictionary):
      let views = texts(count)
      for lane in 0..<count { views[lane] = TextView(dictionary.values[Int(codes[lane])]) }
      return views
    case .ints, .doubles, .bools:
      preconditionFailure("the binder gives text kernels text")
    }
  }

  /// Counts `count` rows with a notice.
  public func report(_ notice: Notice, _ count: Int = 1) { notices[notice, default: 0] += count }

  /// Counts the lanes for which `wrong` is 1 and that matter.
  public func report(
    _ notice: Notice, lanes wrong: UnsafeMutablePointer<UInt8>, count: Int
  ) {
    var total = 0
    for lane in 0..<count { total += Int(wrong[lane] & (active?[lane] ?? 1)) }
    if total > 0 { report(notice, total) }
  }
}

/// Results that are null for a reason worth telling, counted over the whole query.
public enum Notice: Sendable, Hashable, CaseIterable {
  case divisionByZero, outOfDomain, unreadableCast
}
