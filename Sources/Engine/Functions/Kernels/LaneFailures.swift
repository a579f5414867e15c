/// What happens to lanes that cannot be computed. A lane counts only when all its arguments have a
/// value and no condition ruled its row out: anything may stand in the others.
extension ChunkMemory {
  /// The query fails when `overflows` is true for a lane that counts. Kernels call this only after a
  /// fast loop saw an overflow somewhere.
  @inline(__always)
  func checkOverflow(_ arguments: [Vector], _ count: Int, _ overflows: (Int) -> Bool) {
    for lane in 0..<count where overflows(lane) && matters(lane, arguments) {
      overflowed = true
      return
    }
  }

  /// Nulls for the lanes where `wrong` is 1, counted as `notice`; nil when there are none.
  func nulls(
    where wrong: UnsafeMutablePointer<UInt8>, _ notice: Notice, _ arguments: [Vector], _ count: Int
  ) -> UnsafeMutablePointer<UInt8>? {
    var any: UInt8 = 0
    for lane in 0..<count { any |= wrong[lane] }
    if any == 0 { return nil }
    let valid = bools(count)
    for lane in 0..<count { valid[lane] = wrong[lane] ^ 1 }
    for argument in arguments {
      guard let given = argument.valid else { continue }
      for lane in 0..<count { wrong[lane] &= given[lane] }
    }
    report(notice, lanes: wrong, count: count)
    return valid
  }

  private func matters(_ lane: Int, _ arguments: [Vector]) -> Bool {
    if let active, active[lane] == 0 { return false }
    return arguments.allSatisfy { $0.valid.map { $0[lane] == 1 } ?? true }
  }
}
