internal import Glibc

/// `/`, `//` and `%`. A division by zero is null and counted; whole division cuts off toward zero, and
/// the remainder has the sign of the dividend, so that `a = (a // b) * b + a % b`.
enum Division {
  /// What each side of exact operands is multiplied by to bring both to one scale.
  struct Factors {
    let first: Int64
    let second: Int64

    /// Nil when the scales are too far apart for exact work.
    init?(_ first: Int, _ second: Int) {
      guard abs(first - second) <= 18 else { return nil }
      self.first = DecimalScale.power(max(0, second - first))
      self.second = DecimalScale.power(max(0, first - second))
    }
  }

  static let floats: Kernel = { arguments, count, memory in
    let b = arguments[1].doubles
    let out = memory.zipLanes(arguments[0].doubles, b, count) { $0 / $1 }
    let zero = memory.mapLanes(b, count) { $0 == 0 ? UInt8(1) : 0 }
    return Vector(
      .doubles(out), valid: memory.nulls(where: zero, .divisionByZero, arguments, count))
  }

  /// The quotient of exact numbers as a float: of their units at one scale, so that 0.3 / 0.1 is 3.
  static func exact(_ factors: Factors) -> Kernel {
    let first = Double(factors.first)
    let second = Double(factors.second)
    return { arguments, count, memory in
      let b = arguments[1].ints
      if arguments[1].isConstant, count > 0, b[0] != 0 {
        let divisor = Double(b[0]) * second
        return Vector(
          .doubles(memory.mapLanes(arguments[0].ints, count) { (Double($0) * first) / divisor }))
      }
      let out = memory.zipLanes(arguments[0].ints, b, count) {
        (Double($0) * first) / (Double($1) * second)
      }
      let zero = zeros(b, count, memory)
      return Vector(
        .doubles(out), valid: memory.nulls(where: zero, .divisionByZero, arguments, count))
    }
  }

  static let floatQuotients: Kernel = { arguments, count, memory in
    let vector = floats(arguments, count, memory)
    return Vector(
      .doubles(memory.mapLanes(vector.doubles, count) { trunc($0) }), valid: vector.valid)
  }

  static let floatRemainders: Kernel = { arguments, count, memory in
    let b = arguments[1].doubles
    let out = memory.zipLanes(arguments[0].doubles, b, count) { fmod($0, $1) }
    let zero = memory.mapLanes(b, count) { $0 == 0 ? UInt8(1) : 0 }
    return Vector(
      .doubles(out), valid: memory.nulls(where: zero, .divisionByZero, arguments, count))
  }

  static func quotients(_ factors: Factors) -> Kernel {
    { arguments, count, memory in
      whole(arguments, factors, count, memory) { $0.dividedReportingOverflow(by: $1) }
    }
  }

  static func remainders(_ factors: Factors) -> Kernel {
    { arguments, count, memory in
      if arguments[1].isConstant, count > 0, arguments[1].ints[0] > 0, factors.first == 1,
        factors.second == 1
      {
        let divisor = arguments[1].ints[0]
        return Vector(.ints(memory.mapLanes(arguments[0].ints, count) { $0 % divisor }))
      }
      return whole(arguments, factors, count, memory) {
        // The remainder by -1 is 0, though the quotient of the smallest integer does not fit.
        ($0.remainderReportingOverflow(dividingBy: $1).partialValue, false)
      }
    }
  }

  @inline(__always)
  private static func whole(
    _ arguments: [Vector], _ factors: Factors, _ count: Int, _ memory: ChunkMemory,
    _ divide: (Int64, Int64) -> (Int64, Bool)
  ) -> Vector {
    let a = arguments[0].ints
    let b = arguments[1].ints
    let (first, second) = (factors.first, factors.second)
    let zero = zeros(b, count, memory)
    var overflows = false
    let failed = memory.bools(count)
    let out = memory.ints(count)
    for lane in 0..<count {
      let (x, xOverflow) = a[lane].multipliedReportingOverflow(by: first)
      let (y, yOverflow) = b[lane].multipliedReportingOverflow(by: second)
      let (result, overflow) = divide(x, zero[lane] == 1 ? 1 : y)
      let isLost = (xOverflow || yOverflow || overflow) && zero[lane] == 0
      out[lane] = result
      failed[lane] = isLost ? 1 : 0
      overflows = overflows || isLost
    }
    if overflows { memory.checkOverflow(arguments, count) { failed[$0] == 1 } }
    return Vector(.ints(out), valid: memory.nulls(where: zero, .divisionByZero, arguments, count))
  }

  private static func zeros(
    _ lanes: UnsafeMutablePointer<Int64>, _ count: Int, _ memory: ChunkMemory
  ) -> UnsafeMutablePointer<UInt8> {
    memory.mapLanes(lanes, count) { $0 == 0 ? 1 : 0 }
  }
}
