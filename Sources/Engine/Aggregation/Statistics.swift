#if canImport(Glibc)
  import Glibc
#endif

/// Statistics of one run of values; they may reorder it.
enum Statistics {
  /// The most frequent value; of equally frequent ones the smallest.
  static func mode<T: Comparable>(_ values: UnsafeMutableBufferPointer<T>) -> T? {
    guard var best = values.first else { return nil }
    sort(values)
    best = values[0]
    var longest = 0
    var start = 0
    for index in 1...values.count where index == values.count || values[index] != values[start] {
      if index - start > longest {
        longest = index - start
        best = values[start]
      }
      start = index
    }
    return best
  }

  /// The sum of the squared shares of each value (Herfindahl-Hirschman index), 1/n … 1.
  static func concentration<T: Comparable>(_ values: UnsafeMutableBufferPointer<T>) -> Double? {
    guard !values.isEmpty else { return nil }
    sort(values)
    var squares = 0
    var start = 0
    for index in 1...values.count where index == values.count || values[index] != values[start] {
      squares += (index - start) * (index - start)
      start = index
    }
    return Double(squares) / (Double(values.count) * Double(values.count))
  }

  /// Few values by insertion, which leaves sorted ones alone: times come in order.
  static func sort<T: Comparable>(_ values: UnsafeMutableBufferPointer<T>) {
    if values.count <= Selection.shortRun {
      Selection.insertionSort(values, 0, values.count - 1)
    } else if !isSorted(values) {
      var values = values
      values.sort()
    }
  }

  static func isSorted<T: Comparable>(_ values: UnsafeMutableBufferPointer<T>) -> Bool {
    for index in 1..<values.count where values[index] < values[index - 1] { return false }
    return true
  }

  static func mean(_ values: UnsafeMutableBufferPointer<Int64>) -> Double? {
    guard !values.isEmpty else { return nil }
    // Exact until the one division: Int128 cannot overflow for fewer than 2⁶⁴ values.
    let total = values.reduce(Int128(0)) { $0 + Int128($1) }
    return Double(total) / Double(values.count)
  }

  static func mean(_ values: UnsafeMutableBufferPointer<Double>) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// Sample standard deviation (n − 1), by the two-pass formula; nil for fewer than two values.
  static func deviation(_ values: UnsafeMutableBufferPointer<Double>) -> Double? {
    guard values.count > 1, let mean = mean(values) else { return nil }
    return sqrt(values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1))
  }

  static func deviation(_ values: UnsafeMutableBufferPointer<Int64>) -> Double? {
    guard values.count > 1, let mean = mean(values) else { return nil }
    let squares = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return sqrt(squares / Double(values.count - 1))
  }

  /// Interpolated linearly between neighbours (`percentile_cont`), by selection.
  static func percentile(
    _ values: UnsafeMutableBufferPointer<Double>, _ fraction: Double
  ) -> Double? {
    guard !values.isEmpty else { return nil }
    let (low, weight) = place(fraction, values.count)
    if values.count <= ShortSelection.most {
      return ShortSelection(values).percentile(low, weight)
    }
    let (a, b) = neighbours(low, of: values)
    guard weight > 0, low + 1 < values.count else { return a }
    return a + (b - a) * weight
  }

  static func percentile(
    _ values: UnsafeMutableBufferPointer<Int64>, _ fraction: Double
  ) -> Double? {
    guard !values.isEmpty else { return nil }
    let (low, weight) = place(fraction, values.count)
    if values.count <= ShortSelection.most {
      return ShortSelection(values).percentile(low, weight)
    }
    let (a, b) = neighbours(low, of: values)
    guard weight > 0, low + 1 < values.count else { return Double(a) }
    return Double(a) + (Double(b) - Double(a)) * weight
  }

  /// The place of the value at or below the fraction, and the weight of the one after it.
  static func place(_ fraction: Double, _ count: Int) -> (Int, Double) {
    let position = fraction * Double(count - 1)
    let low = max(0, min(count - 1, Int(position)))
    return (low, position - Double(low))
  }

  /// The values that sorting would put at places `low` and `low + 1`, of the last one twice the same.
  private static func neighbours<T: Comparable & BitwiseCopyable>(
    _ low: Int, of values: UnsafeMutableBufferPointer<T>
  ) -> (T, T) {
    if let found = LongSelection.neighbours(low, of: values) { return found }
    let a = Selection.element(low, of: values)
    return (a, low + 1 < values.count ? least(values, from: low + 1) : a)
  }

  /// The smallest value at or after `start`: after selection, the next larger one.
  static func least<T: Comparable>(
    _ values: UnsafeMutableBufferPointer<T>, from start: Int
  ) -> T {
    var best = values[start]
    for index in start..<values.count where values[index] < best { best = values[index] }
    return best
  }

  /// `statistics` of the days between neighbouring distinct times, `unit` lanes to a day.
  @inline(__always)
  static func overGaps<Result>(
    _ times: UnsafeMutableBufferPointer<Int64>, _ unit: Double,
    _ statistics: (UnsafeMutableBufferPointer<Double>) -> Result
  ) -> Result {
    sort(times)
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: times.count) { room in
      var count = 0
      for index in times.indices.dropFirst() where times[index] != times[index - 1] {
        room.initializeElement(at: count, to: Double(times[index] - times[index - 1]) / unit)
        count += 1
      }
      return statistics(UnsafeMutableBufferPointer(rebasing: room[..<count]))
    }
  }

  /// Standard deviation over mean; nil for fewer than two values, and where the mean is not above 0.
  static func variation(_ values: UnsafeMutableBufferPointer<Double>) -> Double? {
    guard let mean = mean(values), mean > 0, let deviation = deviation(values) else { return nil }
    return deviation / mean
  }
}
