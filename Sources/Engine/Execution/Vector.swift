/// A slice of UTF-8 bytes that lives in a column or in chunk memory.
public struct TextView: BitwiseCopyable, @unchecked Sendable {
  public let start: UnsafePointer<UInt8>
  public let count: Int

  @inline(__always)
  public init(_ bytes: UnsafeBufferPointer<UInt8>) {
    // An empty slice of an empty buffer has no address; any address will do for zero bytes.
    start = bytes.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
    count = bytes.count
  }

  public var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }
  public var string: String { String(decoding: bytes, as: UTF8.self) }
}

/// The values of one expression for the rows of one chunk. Memory belongs to the chunk and is reused
/// for the next one.
public struct Vector {
  public enum Lanes {
    /// `int`, `decimal` (unscaled), `date` (days), `timestamp` (µs).
    case ints(UnsafeMutablePointer<Int64>)
    case doubles(UnsafeMutablePointer<Double>)
    /// 0 or 1.
    case bools(UnsafeMutablePointer<UInt8>)
    case codes(UnsafeMutablePointer<UInt32>, StringDictionary)
    case texts(UnsafeMutablePointer<TextView>)
  }

  public var lanes: Lanes
  /// 1 where the lane has a value; nil when all have. Lanes without a value hold anything harmless.
  public var valid: UnsafeMutablePointer<UInt8>?
  /// Every lane is the same: lane 0 tells all.
  public var isConstant: Bool

  public init(_ lanes: Lanes, valid: UnsafeMutablePointer<UInt8>? = nil, isConstant: Bool = false) {
    self.lanes = lanes
    self.valid = valid
    self.isConstant = isConstant
  }
}
