/// Hoare's selection: the k-th smallest value without sorting everything.
enum Selection {
  /// Reorders `values` so that position `k` holds what sorting would put there, nothing greater
  /// before it and nothing smaller after it; returns it.
  static func element<T: Comparable>(_ k: Int, of values: UnsafeMutableBufferPointer<T>) -> T {
    var low = 0
    var high = values.count - 1
    while low < high {
      if high - low < shortRun {
        insertionSort(values, low, high)
        break
      }
      let pivot = medianOfThree(values[low], values[(low + high) / 2], values[high])
      var i = low
      var j = high
      while i <= j {
        while values[i] < pivot { i += 1 }
        while pivot < values[j] { j -= 1 }
        if i <= j {
          values.swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if k <= j { high = j } else if k >= i { low = i } else { break }
    }
    return values[k]
  }

  /// Most customers have a handful of values: so few are sorted by insertion.
  static let shortRun = 24

  static func insertionSort<T: Comparable>(
    _ values: UnsafeMutableBufferPointer<T>, _ low: Int, _ high: Int
  ) {
    for place in stride(from: low + 1, through: high, by: 1) {
      let value = values[place]
      var hole = place
      while hole > low, value < values[hole - 1] {
        values[hole] = values[hole - 1]
        hole -= 1
      }
      values[hole] = value
    }
  }

  private static func medianOfThree<T: Comparable>(_ a: T, _ b: T, _ c: T) -> T {
    max(min(a, b), min(max(a, b), c))
  }
}
