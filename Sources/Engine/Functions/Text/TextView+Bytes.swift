internal import Glibc

extension TextView {
  static var empty: TextView { TextView(UnsafeBufferPointer(start: nil, count: 0)) }

  @inline(__always)
  init(start: UnsafePointer<UInt8>, count: Int) {
    self.init(UnsafeBufferPointer(start: start, count: count))
  }

  var isASCII: Bool {
    var all: UInt8 = 0
    for byte in bytes { all |= byte }
    return all < 0x80
  }

  @inline(__always)
  static func equal(_ a: TextView, _ b: TextView) -> Bool {
    a.count == b.count && memcmp(a.start, b.start, a.count) == 0
  }

  /// By bytes, which for UTF-8 is by code points.
  @inline(__always)
  static func less(_ a: TextView, _ b: TextView) -> Bool {
    let order = memcmp(a.start, b.start, min(a.count, b.count))
    return order == 0 ? a.count < b.count : order < 0
  }

  /// Where `wanted` begins at or after byte `from`, or nil.
  func offset(of wanted: TextView, from: Int = 0) -> Int? {
    let size = wanted.count
    if size == 0 { return from <= count ? from : nil }
    // Looks for the last byte: in Chinese text first bytes are nearly all alike.
    let sought = Int32(wanted.start[size - 1])
    var last = from + size - 1
    while last < count {
      guard let found = memchr(start + last, sought, count - last) else { return nil }
      last = UnsafeRawPointer(found) - UnsafeRawPointer(start)
      let first = last - size + 1
      if memcmp(start + first, wanted.start, size - 1) == 0 { return first }
      last += 1
    }
    return nil
  }
}
