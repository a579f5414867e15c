extension TextView {
  /// Without white space at the ends (blanks, tabs, line ends, the ideographic and no-break spaces).
  func trimmed(start isStart: Bool = true, end isEnd: Bool = true) -> TextView {
    var first = 0
    var end = count
    while isStart, first < end {
      let next = next(after: first)
      guard slice(first, next).isSpace else { break }
      first = next
    }
    while isEnd, end > first {
      let last = previous(before: end)
      guard slice(last, end).isSpace else { break }
      end = last
    }
    return slice(first, end)
  }

  /// Without the scalars of `unwanted` at the ends.
  func trimmed(of unwanted: TextView, start isStart: Bool, end isEnd: Bool) -> TextView {
    var first = 0
    var end = count
    while isStart, first < end {
      let next = next(after: first)
      guard unwanted.offset(of: slice(first, next)) != nil else { break }
      first = next
    }
    while isEnd, end > first {
      let last = previous(before: end)
      guard unwanted.offset(of: slice(last, end)) != nil else { break }
      end = last
    }
    return slice(first, end)
  }

  /// The text is one scalar, and that is white space.
  private var isSpace: Bool {
    if count == 1 { return start[0] == 0x20 || (9...13).contains(start[0]) }
    var isSpace = false
    forEachScalar { isSpace = $0.properties.isWhitespace }
    return isSpace
  }
}
