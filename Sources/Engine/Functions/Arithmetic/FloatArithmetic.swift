/// Arithmetic of floats as IEEE 754 has it: too large a result is infinite.
enum FloatArithmetic {
  static let add: Kernel = { arguments, count, memory in
    Vector(.doubles(memory.zipLanes(arguments[0].doubles, arguments[1].doubles, count) { $0 + $1 }))
  }

  static let subtract: Kernel = { arguments, count, memory in
    Vector(.doubles(memory.zipLanes(arguments[0].doubles, arguments[1].doubles, count) { $0 - $1 }))
  }

  static let multiply: Kernel = { arguments, count, memory in
    Vector(.doubles(memory.zipLanes(arguments[0].doubles, arguments[1].doubles, count) { $0 * $1 }))
  }

  static let negate: Kernel = { arguments, count, memory in
    Vector(.doubles(memory.mapLanes(arguments[0].doubles, count) { -$0 }))
  }

  static let absolute: Kernel = { arguments, count, memory in
    Vector(.doubles(memory.mapLanes(arguments[0].doubles, count) { abs($0) }))
  }

  /// A function that has no value for some arguments: where the result is not a number though the
  /// arguments are, or `isOutside` says so, the lane is null and counted.
  @inline(__always)
  static func partial(
    _ arguments: [Vector], _ count: Int, _ memory: ChunkMemory,
    outside isOutside: (Int) -> Bool, _ compute: (Int) -> Double
  ) -> Vector {
    let out = memory.doubles(count)
    let wrong = memory.bools(count)
    for lane in 0..<count {
      out[lane] = compute(lane)
      wrong[lane] = isOutside(lane) ? 1 : 0
    }
    return Vector(.doubles(out), valid: memory.nulls(where: wrong, .outOfDomain, arguments, count))
  }
}
