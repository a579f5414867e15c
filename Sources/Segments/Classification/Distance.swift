import Engine

/// How far two values are apart.
enum Distance {
  /// Exact where both are: whole numbers, money, days between dates. nil for what cannot be
  /// subtracted, and where the difference does not fit.
  static func between(_ a: Value, _ b: Value) -> Value? {
    if let (x, y, scale) = exact(a, b) {
      let (difference, overflow) = max(x, y).subtractingReportingOverflow(min(x, y))
      if overflow { return nil }
      return scale == 0 ? .int(difference) : .decimal(difference, scale: scale)
    }
    if let x = days(a), let y = days(b) { return days(apart: x - y) }
    guard let x = number(a), let y = number(b) else { return nil }
    return .float(abs(x - y))
  }

  /// Both as whole numbers of one scale.
  private static func exact(_ a: Value, _ b: Value) -> (Int64, Int64, Int)? {
    guard let (x, p) = unscaled(a), let (y, q) = unscaled(b) else { return nil }
    let scale = max(p, q)
    guard let left = x.shifted(by: scale - p), let right = y.shifted(by: scale - q) else {
      return nil
    }
    return (left, right, scale)
  }

  private static func unscaled(_ value: Value) -> (Int64, Int)? {
    switch value {
    case .int(let int): (int, 0)
    case .decimal(let unscaled, let scale): (unscaled, scale)
    case .null, .bool, .float, .date, .timestamp, .string: nil
    }
  }

  private static func days(_ value: Value) -> Double? {
    switch value {
    case .date(let day): Double(day)
    case .timestamp(let time): Double(time) / Double(CivilCalendar.microsecondsPerDay)
    case .null, .bool, .int, .decimal, .float, .string: nil
    }
  }

  private static func days(apart difference: Double) -> Value {
    Int64(exactly: abs(difference)).map { .int($0) } ?? .float(abs(difference))
  }

  private static func number(_ value: Value) -> Double? {
    switch value {
    case .float(let float): float
    case .int, .decimal:
      unscaled(value).map { unscaled, scale in
        var divisor = 1.0
        for _ in 0..<scale { divisor *= 10 }
        return Double(unscaled) / divisor
      }
    case .null, .bool, .date, .timestamp, .string: nil
    }
  }
}

extension Int64 {
  /// With `digits` zeros appended; nil when that does not fit.
  fileprivate func shifted(by digits: Int) -> Int64? {
    var result = self
    for _ in 0..<digits {
      let (next, overflow) = result.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      result = next
    }
    return result
  }
}
