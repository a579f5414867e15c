/// Dictionary codes in the narrowest width that numbers the dictionary.
public enum Codes: Sendable {
  case uint8(Buffer<UInt8>)
  case uint16(Buffer<UInt16>)
  case uint32(Buffer<UInt32>)

  public var count: Int {
    switch self {
    case .uint8(let buffer): buffer.count
    case .uint16(let buffer): buffer.count
    case .uint32(let buffer): buffer.count
    }
  }

  public subscript(row: Int) -> Int {
    switch self {
    case .uint8(let buffer): Int(buffer[row])
    case .uint16(let buffer): Int(buffer[row])
    case .uint32(let buffer): Int(buffer[row])
    }
  }

  func widen(from start: Int, count: Int, to out: UnsafeMutablePointer<UInt32>) {
    switch self {
    case .uint8(let buffer): Self.widen(buffer, start, count, out)
    case .uint16(let buffer): Self.widen(buffer, start, count, out)
    case .uint32(let buffer): Self.widen(buffer, start, count, out)
    }
  }

  func gather(_ rows: UnsafeBufferPointer<UInt32>, to out: UnsafeMutablePointer<UInt32>) {
    switch self {
    case .uint8(let buffer): Self.gather(buffer, rows, out)
    case .uint16(let buffer): Self.gather(buffer, rows, out)
    case .uint32(let buffer): Self.gather(buffer, rows, out)
    }
  }

  @inline(__always)
  private static func widen<T: FixedWidthInteger>(
    _ buffer: Buffer<T>, _ start: Int, _ count: Int, _ out: UnsafeMutablePointer<UInt32>
  ) {
    guard let base = buffer.values.baseAddress else { return }
    let source = base + start
    for lane in 0..<count { out[lane] = UInt32(truncatingIfNeeded: source[lane]) }
  }

  @inline(__always)
  private static func gather<T: FixedWidthInteger>(
    _ buffer: Buffer<T>, _ rows: UnsafeBufferPointer<UInt32>, _ out: UnsafeMutablePointer<UInt32>
  ) {
    guard let base = buffer.values.baseAddress else { return }
    for lane in 0..<rows.count { out[lane] = UInt32(truncatingIfNeeded: base[Int(rows[lane])]) }
  }

  /// The narrowest form of `codes`, all below `size`.
  public static func narrowest(_ codes: UnsafeBufferPointer<UInt32>, size: Int) -> Codes {
    if size <= 1 << 8 { return .uint8(narrow(codes)) }
    if size <= 1 << 16 { return .uint16(narrow(codes)) }
    return .uint32(narrow(codes))
  }

  private static func narrow<T: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ codes: UnsafeBufferPointer<UInt32>
  ) -> Buffer<T> {
    Buffer(count: codes.count) { out in
      for row in 0..<codes.count { out[row] = T(truncatingIfNeeded: codes[row]) }
    }
  }
}
