/// Money that a file holds as floating point, brought back to decimals.
public enum ExactAmounts {
  public struct Found: Sendable {
    public let column: Column
    public let scale: Int
    /// Values that were not exactly what is kept: `4.44e-16` for 0.
    public let adjusted: Int
  }

  /// The column with the fewest decimals (at most 6) from which no value differs by more than the
  /// noise of floating point; nil when the column is not one of numbers in floating point, or they
  /// need more.
  public static func decimal(_ column: Column) -> Found? {
    guard case .doubles(let doubles) = column.storage else { return nil }
    var power = 1.0
    for scale in 0...6 {
      if let found = decimal(column, doubles, scale, power) { return found }
      power *= 10
    }
    return nil
  }

  private static func decimal(
    _ column: Column, _ doubles: Buffer<Double>, _ scale: Int, _ power: Double
  ) -> Found? {
    let values = doubles.values
    for row in 0..<column.count where !isNear(values[row] * power) && !column.isNull(row) {
      return nil
    }
    var adjusted = 0
    let lanes = Buffer<Int64>(count: column.count) { out in
      for row in 0..<column.count {
        let isNull = column.isNull(row)
        let whole = isNull ? 0 : (values[row] * power).rounded()
        out[row] = Int64(whole)
        if !isNull, whole / power != values[row] { adjusted += 1 }
      }
    }
    let kept = Column(
      .decimal(scale: scale), .integers(Integers.narrowest(lanes.values)),
      validity: column.validity, count: column.count)
    return Found(column: kept, scale: scale, adjusted: adjusted)
  }

  /// Whole but for rounding: half a millionth, or a few units in the last place of a large number.
  private static func isNear(_ scaled: Double) -> Bool {
    guard scaled.magnitude < 9e17 else { return false }
    return (scaled - scaled.rounded()).magnitude <= max(5e-7, scaled.magnitude * 1e-15)
  }
}
