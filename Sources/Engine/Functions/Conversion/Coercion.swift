/// Conversions without loss that the binder puts in by itself. Those that may fail are functions
/// (`int(x)`, `date(x)`), which the user writes.
public enum Coercion {
  /// Converts one argument; nil when `from` does not convert to `to` by itself. Nulls stay with the
  /// evaluator, except that a bare `null` becomes a vector without any value.
  public static func kernel(from: ColumnType, to: ColumnType) -> Kernel? {
    if from == to || to.isNull { return { arguments, _, _ in arguments[0] } }
    switch (from, to) {
    case (.null, _): return { _, count, memory in memory.nulls(type: to, count: count) }
    case (.int, .float): return { intToFloat($0[0], $1, $2) }
    case (.decimal(let scale), .float): return { decimalToFloat($0[0], scale, $1, $2) }
    case (.int, .decimal(let scale)): return rescale(by: scale)
    case (.decimal(let old), .decimal(let new)) where new > old: return rescale(by: new - old)
    case (.date, .timestamp): return { dateToTimestamp($0[0], $1, $2) }
    case (.category, .string): return { arguments, _, _ in arguments[0] }
    case (_, .string): return TextForm.kernel(from)
    default: return nil
    }
  }

  private static func intToFloat(_ a: Vector, _ count: Int, _ memory: ChunkMemory) -> Vector {
    Vector(.doubles(memory.mapLanes(a.ints, count) { Double($0) }), valid: a.valid)
  }

  /// Divides, since 10^-scale is not exact: the result is the double nearest to the decimal for
  /// unscaled values below 2^53.
  private static func decimalToFloat(
    _ a: Vector, _ scale: Int, _ count: Int, _ memory: ChunkMemory
  ) -> Vector {
    let divisor = Double(DecimalScale.power(scale))
    return Vector(.doubles(memory.mapLanes(a.ints, count) { Double($0) / divisor }), valid: a.valid)
  }

  private static func rescale(by digits: Int) -> Kernel? {
    guard digits <= 18 else { return nil }
    let factor = DecimalScale.power(digits)
    return { arguments, count, memory in
      let a = arguments[0].ints
      var overflows = false
      let out = memory.mapLanes(a, count) { value in
        let (product, overflow) = value.multipliedReportingOverflow(by: factor)
        overflows = overflows || overflow
        return product
      }
      if overflows {
        memory.checkOverflow(arguments, count) {
          a[$0].multipliedReportingOverflow(by: factor).overflow
        }
      }
      return Vector(.ints(out), valid: arguments[0].valid)
    }
  }

  private static func dateToTimestamp(_ a: Vector, _ count: Int, _ memory: ChunkMemory) -> Vector {
    let out = memory.mapLanes(a.ints, count) { $0 &* CivilCalendar.microsecondsPerDay }
    return Vector(.ints(out), valid: a.valid)
  }
}
