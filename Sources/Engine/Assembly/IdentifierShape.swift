/// When ids of two columns that are kept as prefix and number can be compared by number.
enum IdentifierShape {
  /// The width under which all of `columns` print as they do now. nil when they are not all prefix and
  /// number, prefixes differ, or padding does (`1` and `0000001` are two ids).
  static func common(_ columns: [Column]) -> (prefix: String, width: Int)? {
    var shapes: [NumberedText] = []
    for column in columns {
      guard case .numbered(let numbered) = column.storage else { return nil }
      shapes.append(numbered)
    }
    guard let first = shapes.first, shapes.allSatisfy({ $0.prefix == first.prefix }) else {
      return nil
    }
    if shapes.allSatisfy({ $0.width == first.width }) { return (first.prefix, first.width) }
    guard let width = commonWidth(zip(shapes, columns).map { ($0.width, fewestDigits($1)) }) else {
      return nil
    }
    return (first.prefix, width)
  }

  /// Each shape is its width and the number of digits of its smallest number: numbers that fill the
  /// width print the same without padding.
  private static func commonWidth(_ shapes: [(width: Int, digits: Int)]) -> Int? {
    var padded: Int?
    var fewestDigits = Int.max
    for shape in shapes {
      if shape.width <= shape.digits {
        fewestDigits = min(fewestDigits, shape.digits)
      } else if let padded, padded != shape.width {
        return nil
      } else {
        padded = shape.width
      }
    }
    guard let padded else { return 0 }
    return fewestDigits >= padded ? padded : nil
  }

  private static func fewestDigits(_ column: Column) -> Int {
    guard let low = range(column, threads: 1)?.low else { return Int.max }
    return String(low.magnitude).utf8.count
  }

  /// The smallest and the largest number of the rows that have one; nil when none has.
  static func range(_ column: Column, threads: Int) -> (low: Int64, high: Int64)? {
    let numbers: Integers
    switch column.storage {
    case .numbered(let numbered): numbers = numbered.numbers
    case .integers(let integers): numbers = integers
    case .bits, .doubles, .codes, .text, .constant: return nil
    }
    let validity = column.validity
    let parts = RowRanges.map(numbers.count, threads: threads) { range in
      var low = Int64.max
      var high = Int64.min
      Lanes.forEachBlock(numbers, range) { start, lanes in
        for (index, lane) in lanes.enumerated() where validity?[start + index] ?? true {
          low = min(low, lane)
          high = max(high, lane)
        }
      }
      return (low, high)
    }
    let all = parts.reduce((Int64.max, Int64.min)) { (min($0.0, $1.0), max($0.1, $1.1)) }
    return all.0 <= all.1 ? all : nil
  }
}
