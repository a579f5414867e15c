/// Sums, differences and products of exact numbers, which must fit: lanes are `int` or unscaled
/// `decimal`, already at the scales the operation wants.
enum IntegerArithmetic {
  static let add: Kernel = { arguments, count, memory in
    let a = arguments[0].ints
    let b = arguments[1].ints
    // The sign bit of `carry` tells of an overflow somewhere, without a branch a lane.
    var carry: Int64 = 0
    let out = memory.zipLanes(a, b, count) { x, y in
      let sum = x &+ y
      carry |= (x ^ sum) & (y ^ sum)
      return sum
    }
    if carry < 0 {
      memory.checkOverflow(arguments, count) { a[$0].addingReportingOverflow(b[$0]).overflow }
    }
    return Vector(.ints(out))
  }

  static let subtract: Kernel = { arguments, count, memory in
    let a = arguments[0].ints
    let b = arguments[1].ints
    var borrow: Int64 = 0
    let out = memory.zipLanes(a, b, count) { x, y in
      let difference = x &- y
      borrow |= (x ^ y) & (x ^ difference)
      return difference
    }
    if borrow < 0 {
      memory.checkOverflow(arguments, count) { a[$0].subtractingReportingOverflow(b[$0]).overflow }
    }
    return Vector(.ints(out))
  }

  static let multiply: Kernel = { arguments, count, memory in
    let a = arguments[0].ints
    let b = arguments[1].ints
    var overflows = false
    let out = memory.zipLanes(a, b, count) { x, y in
      let (product, overflow) = x.multipliedReportingOverflow(by: y)
      overflows = overflows || overflow
      return product
    }
    if overflows {
      memory.checkOverflow(arguments, count) {
        a[$0].multipliedReportingOverflow(by: b[$0]).overflow
      }
    }
    return Vector(.ints(out))
  }

  static let negate: Kernel = { arguments, count, memory in
    let a = arguments[0].ints
    let out = memory.mapLanes(a, count) { 0 &- $0 }
    checkSmallest(arguments, count, memory)
    return Vector(.ints(out))
  }

  static let absolute: Kernel = { arguments, count, memory in
    let a = arguments[0].ints
    let out = memory.mapLanes(a, count) { $0 < 0 ? 0 &- $0 : $0 }
    checkSmallest(arguments, count, memory)
    return Vector(.ints(out))
  }

  /// The smallest integer is the only one without an opposite.
  private static func checkSmallest(_ arguments: [Vector], _ count: Int, _ memory: ChunkMemory) {
    let a = arguments[0].ints
    memory.checkOverflow(arguments, count) { a[$0] == Int64.min }
  }
}
