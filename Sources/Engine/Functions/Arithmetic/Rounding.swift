internal import Glibc

/// Rounding to whole numbers and to digits. Halves go away from zero; decimals are rounded exactly and
/// stay decimals, with as many digits after the point as are left.
enum Rounding {
  /// Kernels for a single argument of `type`: `decimal` divides unscaled values by a power of ten.
  static func whole(
    _ arguments: [Function.Argument],
    exact: @escaping @Sendable (_ divisor: Int64) -> Kernel, float: @escaping Kernel
  ) -> Overload? {
    guard let type = Arithmetic.numeric(arguments) else { return nil }
    switch type {
    case .float: return Overload([.float], gives: .float, kernel: float)
    case .decimal(let scale) where scale > 0 && scale <= 18:
      return Overload(
        [type], gives: .decimal(scale: 0), kernel: exact(DecimalScale.power(scale)))
    default: return Overload([type], gives: type) { arguments, _, _ in arguments[0] }
    }
  }

  static func nearest(_ divisor: Int64) -> Kernel {
    { arguments, count, memory in
      Vector(
        .ints(
          memory.mapLanes(arguments[0].ints, count) {
            DecimalScale.roundedQuotient($0, divisor)
          }))
    }
  }

  static func down(_ divisor: Int64) -> Kernel {
    { arguments, count, memory in
      Vector(
        .ints(
          memory.mapLanes(arguments[0].ints, count) {
            let (quotient, rest) = $0.quotientAndRemainder(dividingBy: divisor)
            return rest < 0 ? quotient - 1 : quotient
          }))
    }
  }

  static func up(_ divisor: Int64) -> Kernel {
    { arguments, count, memory in
      Vector(
        .ints(
          memory.mapLanes(arguments[0].ints, count) {
            let (quotient, rest) = $0.quotientAndRemainder(dividingBy: divisor)
            return rest > 0 ? quotient + 1 : quotient
          }))
    }
  }

  static func towardZero(_ divisor: Int64) -> Kernel {
    { arguments, count, memory in
      Vector(.ints(memory.mapLanes(arguments[0].ints, count) { $0 / divisor }))
    }
  }

  static func floats(_ rule: FloatingPointRoundingRule) -> Kernel {
    { arguments, count, memory in
      let a = arguments[0].doubles
      // One loop a rule: the rule as a variable would be a branch a lane.
      switch rule {
      case .up: return Vector(.doubles(memory.mapLanes(a, count) { -floor(-$0) }))
      case .down: return Vector(.doubles(memory.mapLanes(a, count, floor)))
      case .towardZero: return Vector(.doubles(memory.mapLanes(a, count, whole)))
      default:
        return Vector(.doubles(memory.mapLanes(a, count) { $0.rounded(.toNearestOrAwayFromZero) }))
      }
    }
  }

  /// Added to a number and taken away again, rounds it to a whole one: the machine that this is built
  /// for has no instruction for it, and a call for every lane costs more than all the rest.
  private static let rounder = 0x1.8p52

  @inline(__always)
  static func floor(_ value: Double) -> Double {
    let nearest = (value + rounder) - rounder
    let below = nearest > value ? nearest - 1 : nearest
    // What is larger is whole already, or no number.
    return value.magnitude < 0x1p51 ? below : value
  }

  /// The whole part.
  @inline(__always)
  static func whole(_ value: Double) -> Double { value < 0 ? -floor(-value) : floor(value) }

  /// `round(x, n)`: `n` digits after the point, before it when negative.
  static func digits(_ arguments: [Function.Argument]) -> Overload? {
    guard arguments.count == 2 else { return nil }
    let types = arguments.types(nullAs: .int)
    guard types[1] == .int, types[0].isNumeric else { return nil }
    guard let scale = types[0].exactScale else {
      return Overload([.float, .int], gives: .float, kernel: floatDigits)
    }
    if case .int(let digits) = arguments[1].constant, scale > 0 {
      let kept = Int(min(max(digits, 0), Int64(scale)))
      let type = ColumnType.decimal(scale: kept)
      return Overload(types, gives: type, kernel: exactDigits(scale: scale, kept: kept))
    }
    return Overload(types, gives: types[0], kernel: exactDigits(scale: scale, kept: scale))
  }

  /// `scale` digits after the point of the argument, `kept` of the result.
  private static func exactDigits(scale: Int, kept: Int) -> Kernel {
    { arguments, count, memory in
      let a = arguments[0].ints
      let digits = arguments[1].ints
      let failed = memory.bools(count)
      let out = memory.ints(count)
      var overflows = false
      for lane in 0..<count {
        // Beyond these bounds nothing changes any more, or nothing is left.
        let wanted = Int(min(max(digits[lane], -19), Int64(scale)))
        let dropped = scale - wanted
        let quotient =
          dropped > 18 ? 0 : DecimalScale.roundedQuotient(a[lane], DecimalScale.power(dropped))
        let zeros = min(kept - min(wanted, kept), 18)
        let (result, overflow) = quotient.multipliedReportingOverflow(by: DecimalScale.power(zeros))
        out[lane] = result
        failed[lane] = overflow ? 1 : 0
        overflows = overflows || overflow
      }
      if overflows { memory.checkOverflow(arguments, count) { failed[$0] == 1 } }
      return Vector(.ints(out))
    }
  }

  private static let floatDigits: Kernel = { arguments, count, memory in
    Vector(
      .doubles(
        memory.zipLanes(arguments[0].doubles, arguments[1].ints, count) { value, digits in
          let power = pow(10, Double(digits.magnitude))
          let rounded =
            digits < 0
            ? (value / power).rounded(.toNearestOrAwayFromZero) * power
            : (value * power).rounded(.toNearestOrAwayFromZero) / power
          // More digits than a float has: nothing to round.
          return digits >= 0 && !rounded.isFinite ? value : rounded.isNaN ? 0 : rounded
        }))
  }
}
