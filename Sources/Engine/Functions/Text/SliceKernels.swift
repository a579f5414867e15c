/// Functions whose result is a part of their argument: no text is copied.
enum Slices {
  @inline(__always)
  static func map(
    _ arguments: [Vector], _ count: Int, _ memory: ChunkMemory, _ slice: (TextView, Int) -> TextView
  ) -> Vector {
    let texts = memory.texts(of: arguments[0], count: count)
    let out = memory.texts(count)
    for lane in 0..<count { out[lane] = slice(texts[lane], lane) }
    return Vector(.texts(out))
  }

  /// `trim(text)` and `trim(text, characters)`.
  static func trim(start: Bool, end: Bool) -> Kernel {
    { arguments, count, memory in
      guard arguments.count > 1 else {
        return map(arguments, count, memory) { text, _ in text.trimmed(start: start, end: end) }
      }
      let unwanted = memory.texts(of: arguments[1], count: count)
      return map(arguments, count, memory) {
        $0.trimmed(of: unwanted[$1], start: start, end: end)
      }
    }
  }

  static let left: Kernel = { arguments, count, memory in
    let sizes = arguments[1].ints
    return map(arguments, count, memory) { text, lane in
      let total = text.scalarCount
      return text.slice(0, text.byteOffset(ofScalar: kept(sizes[lane], of: total), of: total))
    }
  }

  static let right: Kernel = { arguments, count, memory in
    let sizes = arguments[1].ints
    return map(arguments, count, memory) { text, lane in
      let total = text.scalarCount
      let dropped = total - kept(sizes[lane], of: total)
      return text.slice(text.byteOffset(ofScalar: dropped, of: total), text.count)
    }
  }

  /// How many of `total` characters `left` and `right` keep: a negative size is how many they drop.
  @inline(__always)
  private static func kept(_ size: Int64, of total: Int) -> Int {
    let total = Int64(total)
    return Int(size < 0 ? max(0, total + max(size, -total)) : min(size, total))
  }

  /// `substr(text, start[, length])`: positions from 1, from the end when negative; 0 is the place
  /// before the first character.
  static let substring: Kernel = { arguments, count, memory in
    let starts = arguments[1].ints
    let lengths = arguments.count > 2 ? arguments[2].ints : nil
    return map(arguments, count, memory) { text, lane in
      let scalars = text.scalarCount
      let total = Int64(scalars)
      // No text is that long; within these bounds the sums below cannot overflow.
      let start = min(max(starts[lane], -(1 << 40)), 1 << 40)
      let first = start < 0 ? total + start : start - 1
      let length = min(max(0, lengths?[lane] ?? .max), 1 << 41)
      let from = min(max(0, first), total)
      let to = max(from, min(total, first + length))
      return text.slice(
        text.byteOffset(ofScalar: Int(from), of: scalars),
        text.byteOffset(ofScalar: Int(to), of: scalars))
    }
  }

  /// `split_part(text, separator, n)`: part `n` from 1, from the end when negative; empty when there
  /// is none.
  static let part: Kernel = { arguments, count, memory in
    let separators = memory.texts(of: arguments[1], count: count)
    let numbers = arguments[2].ints
    return map(arguments, count, memory) { text, lane in
      let separator = separators[lane]
      var number = numbers[lane]
      if separator.count == 0 { return number.magnitude == 1 ? text : .empty }
      if number < 0 { number = Int64(text.parts(separator)) + 1 + number }
      if number < 1 { return .empty }
      var first = 0
      while number > 1 {
        guard let end = text.offset(of: separator, from: first) else { return .empty }
        first = end + separator.count
        number -= 1
      }
      return text.slice(first, text.offset(of: separator, from: first) ?? text.count)
    }
  }
}

extension TextView {
  /// The byte where scalar number `index` of `total` begins.
  @inline(__always)
  fileprivate func byteOffset(ofScalar index: Int, of total: Int) -> Int {
    if total == count { return index }
    return index == total ? count : byteOffset(ofScalar: index)
  }

  fileprivate func parts(_ separator: TextView) -> Int {
    var total = 1
    var first = 0
    while let end = offset(of: separator, from: first) {
      total += 1
      first = end + separator.count
    }
    return total
  }
}
