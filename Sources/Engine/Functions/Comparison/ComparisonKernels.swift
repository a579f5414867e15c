/// Loops of `Comparison`, one pair a type.
extension Comparison {
  /// Compares lane by lane, with a loop of its own for a constant side.
  @inline(__always)
  private func lanes<A, B>(
    _ a: UnsafeMutablePointer<A>, _ b: UnsafeMutablePointer<B>, constant: Bool, _ count: Int,
    _ memory: ChunkMemory, _ test: (A, B) -> Bool
  ) -> Vector {
    let out = memory.bools(count)
    let flip = flip
    if constant, count > 0 {
      let value = b[0]
      for lane in 0..<count { out[lane] = (test(a[lane], value) ? 1 : 0) ^ flip }
    } else {
      for lane in 0..<count { out[lane] = (test(a[lane], b[lane]) ? 1 : 0) ^ flip }
    }
    return Vector(.bools(out))
  }

  /// The arguments in the order in which `=` or `<` wants them.
  private func sides(_ arguments: [Vector]) -> (Vector, Vector) {
    isSwapped ? (arguments[1], arguments[0]) : (arguments[0], arguments[1])
  }

  var ints: Kernel {
    { arguments, count, memory in
      let (a, b) = sides(arguments)
      if isOrder {
        return lanes(a.ints, b.ints, constant: b.isConstant, count, memory) { $0 < $1 }
      }
      return lanes(a.ints, b.ints, constant: b.isConstant, count, memory) { $0 == $1 }
    }
  }

  var bools: Kernel {
    { arguments, count, memory in
      let (a, b) = sides(arguments)
      if isOrder {
        return lanes(a.bools, b.bools, constant: b.isConstant, count, memory) { $0 < $1 }
      }
      return lanes(a.bools, b.bools, constant: b.isConstant, count, memory) { $0 == $1 }
    }
  }

  var floats: Kernel {
    { arguments, count, memory in
      let (a, b) = sides(arguments)
      if isOrder {
        return lanes(
          a.doubles, b.doubles, constant: b.isConstant, count, memory, Self.floatLess)
      }
      return lanes(a.doubles, b.doubles, constant: b.isConstant, count, memory, Self.floatEqual)
    }
  }

  var texts: Kernel {
    { arguments, count, memory in
      let (first, second) = sides(arguments)
      if !isOrder, case .codes(let codes, let dictionary) = first.lanes,
        case .codes(let others, let other) = second.lanes,
        1...CodeTranslations.most ~= dictionary.count, other.count <= CodeTranslations.most
      {
        let same = memory.translations.table(from: dictionary, to: other)
        return lanes(codes, others, constant: second.isConstant, count, memory) {
          same[Int($0)] == $1
        }
      }
      let a = memory.texts(of: first, count: count)
      let b = memory.texts(of: second, count: count)
      if isOrder {
        return lanes(a, b, constant: second.isConstant, count, memory, TextView.less)
      }
      return lanes(a, b, constant: second.isConstant, count, memory, TextView.equal)
    }
  }

  /// Exact numbers of which one side has fewer digits after the point: `coarse * factor` is in the
  /// units of the other side.
  func rescaled(coarseIsFirst: Bool, factor: Int64) -> Kernel {
    { arguments, count, memory in
      if let same = Self.rescaled(arguments, coarseIsFirst ? 0 : 1, factor, count, memory) {
        return ints(same, count, memory)
      }
      let (a, b) = sides(arguments)
      let constant = b.isConstant
      switch (isOrder, coarseIsFirst != isSwapped) {
      case (true, true):
        return lanes(a.ints, b.ints, constant: constant, count, memory) {
          let (coarse, overflow) = $0.multipliedReportingOverflow(by: factor)
          return overflow ? $0 < 0 : coarse < $1
        }
      case (true, false):
        return lanes(a.ints, b.ints, constant: constant, count, memory) {
          let (coarse, overflow) = $1.multipliedReportingOverflow(by: factor)
          return overflow ? $1 > 0 : $0 < coarse
        }
      case (false, true):
        return lanes(a.ints, b.ints, constant: constant, count, memory) {
          let (coarse, overflow) = $0.multipliedReportingOverflow(by: factor)
          return !overflow && coarse == $1
        }
      case (false, false):
        return lanes(a.ints, b.ints, constant: constant, count, memory) {
          let (coarse, overflow) = $1.multipliedReportingOverflow(by: factor)
          return !overflow && $0 == coarse
        }
      }
    }
  }

  func intWithFloat(intIsFirst: Bool) -> Kernel {
    { arguments, count, memory in
      if let same = Self.asFloats(arguments, intIsFirst ? 0 : 1, count, memory) {
        return floats(same, count, memory)
      }
      let (a, b) = sides(arguments)
      let constant = b.isConstant
      switch (isOrder, intIsFirst != isSwapped) {
      case (true, true):
        return lanes(a.ints, b.doubles, constant: constant, count, memory) {
          Self.order($0, $1) < 0
        }
      case (true, false):
        return lanes(a.doubles, b.ints, constant: constant, count, memory) {
          Self.order($1, $0) > 0
        }
      case (false, true):
        return lanes(a.ints, b.doubles, constant: constant, count, memory) {
          Self.order($0, $1) == 0
        }
      case (false, false):
        return lanes(a.doubles, b.ints, constant: constant, count, memory) {
          Self.order($1, $0) == 0
        }
      }
    }
  }

  /// A constant with fewer digits after the point, brought to the other side's once for all lanes; nil
  /// where argument `coarse` is no constant, or does not fit.
  private static func rescaled(
    _ arguments: [Vector], _ coarse: Int, _ factor: Int64, _ count: Int, _ memory: ChunkMemory
  ) -> [Vector]? {
    guard arguments[coarse].isConstant, count > 0 else { return nil }
    let (value, overflow) = arguments[coarse].ints[0].multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    let lanes = memory.ints(count)
    lanes.update(repeating: value, count: count)
    var result = arguments
    result[coarse].lanes = .ints(lanes)
    return result
  }

  /// A whole constant as the same floating-point number; nil where argument `whole` is no constant, or
  /// beyond 2^53.
  private static func asFloats(
    _ arguments: [Vector], _ whole: Int, _ count: Int, _ memory: ChunkMemory
  ) -> [Vector]? {
    guard arguments[whole].isConstant, count > 0 else { return nil }
    let value = arguments[whole].ints[0]
    guard value.magnitude <= 1 << 53 else { return nil }
    let lanes = memory.doubles(count)
    lanes.update(repeating: Double(value), count: count)
    var result = arguments
    result[whole].lanes = .doubles(lanes)
    return result
  }

  @inline(__always)
  static func floatEqual(_ a: Double, _ b: Double) -> Bool { a == b || (a != a && b != b) }

  @inline(__always)
  static func floatLess(_ a: Double, _ b: Double) -> Bool { a < b || (a == a && b != b) }

  /// Negative, zero or positive, exact beyond 2^53 too: rounding to a double keeps the order, so only
  /// an apparent tie needs a second look.
  @inline(__always)
  private static func order(_ a: Int64, _ b: Double) -> Int {
    let rounded = Double(a)
    if rounded < b || b != b { return -1 }
    if rounded > b { return 1 }
    guard let whole = Int64(exactly: b) else { return -1 }
    return a < whole ? -1 : a > whole ? 1 : 0
  }
}
