import CKernels

/// Which codes pass.
enum AcceptedCodes {
  case none
  case only(Int)
  case allBut(Int)
  /// Those whose entry is 1; the first 256 as the vectors' kernel wants them.
  case table(UnsafePointer<UInt8>, set: SIMD32<UInt8>)

  init(_ table: UnsafeBufferPointer<UInt8>) {
    guard let base = table.baseAddress, !table.isEmpty else {
      // Of a column without a single value no code is accepted.
      self = .none
      return
    }
    // One code alone is compared, many rows at once; several are looked up.
    let accepted = table.reduce(0) { $0 + Int($1) }
    if accepted == 1, let only = table.firstIndex(of: 1) {
      self = .only(only)
    } else if accepted == table.count - 1, let only = table.firstIndex(of: 0) {
      self = .allBut(only)
    } else {
      self = .table(base, set: Self.set(table))
    }
  }

  /// Writes 1 (or 0, with `flip` 1) where the code of a row is accepted.
  @inline(__always)
  func test<T: FixedWidthInteger>(
    _ codes: UnsafeBufferPointer<T>, _ start: Int, _ count: Int, _ flip: UInt8,
    _ out: UnsafeMutablePointer<UInt8>
  ) {
    guard let base = codes.baseAddress else { return out.update(repeating: flip, count: count) }
    let source = base + start
    switch self {
    case .none: out.update(repeating: flip, count: count)
    case .only(let code):
      let wanted = T(truncatingIfNeeded: code)
      for lane in 0..<count { out[lane] = (source[lane] == wanted ? 1 : 0) ^ flip }
    case .allBut(let code):
      let unwanted = T(truncatingIfNeeded: code)
      for lane in 0..<count { out[lane] = (source[lane] != unwanted ? 1 : 0) ^ flip }
    case .table(let table, _):
      for lane in 0..<count { out[lane] = table[Int(source[lane])] ^ flip }
    }
  }

  /// Writes the bits of rows whose code is accepted (is not, where `flip` is ~0) by the processor's wider
  /// vectors.
  ///
  /// - Returns: false where it has none, or there is no kernel for it; nothing was written.
  func write(
    _ codes: UnsafePointer<UInt8>?, _ count: Int, _ flip: UInt64, to out: ChunkBits
  ) -> Bool {
    guard let codes else { return false }
    switch self {
    case .none: return false
    case .only(let code):
      return ckernels_equal_u8(codes, count, UInt8(truncatingIfNeeded: code), flip, out)
    case .allBut(let code):
      return ckernels_equal_u8(codes, count, UInt8(truncatingIfNeeded: code), ~flip, out)
    case .table(_, let set):
      return withUnsafeBytes(of: set) {
        ckernels_member_u8(
          codes, count, $0.assumingMemoryBound(to: UInt8.self).baseAddress, flip, out)
      }
    }
  }

  func write(
    _ codes: UnsafePointer<UInt16>?, _ count: Int, _ flip: UInt64, to out: ChunkBits
  ) -> Bool {
    guard let codes else { return false }
    switch self {
    case .none, .table: return false
    case .only(let code):
      return ckernels_equal_u16(codes, count, UInt16(truncatingIfNeeded: code), flip, out)
    case .allBut(let code):
      return ckernels_equal_u16(codes, count, UInt16(truncatingIfNeeded: code), ~flip, out)
    }
  }

  private static func set(_ table: UnsafeBufferPointer<UInt8>) -> SIMD32<UInt8> {
    var set = SIMD32<UInt8>()
    for (code, entry) in table.prefix(256).enumerated() where entry == 1 {
      set[(code & 15) | ((code >> 7) << 4)] |= 1 << UInt8((code >> 4) & 7)
    }
    return set
  }
}
