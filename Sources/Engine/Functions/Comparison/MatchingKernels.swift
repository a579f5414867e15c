/// Tests of one text against another.
enum Matching {
  /// Two texts in, a truth value out.
  @inline(__always)
  static func pairs(
    _ arguments: [Vector], _ count: Int, _ memory: ChunkMemory,
    _ test: (TextView, TextView) -> Bool
  ) -> Vector {
    let texts = memory.texts(of: arguments[0], count: count)
    let others = memory.texts(of: arguments[1], count: count)
    return Vector(.bools(memory.zipLanes(texts, others, count) { test($0, $1) ? 1 : 0 }))
  }

  static let contains: Kernel = { arguments, count, memory in
    pairs(arguments, count, memory) { $0.offset(of: $1) != nil }
  }

  static let startsWith: Kernel = { arguments, count, memory in
    pairs(arguments, count, memory) {
      $0.count >= $1.count && TextView.equal($0.slice(0, $1.count), $1)
    }
  }

  static let endsWith: Kernel = { arguments, count, memory in
    pairs(arguments, count, memory) {
      $0.count >= $1.count && TextView.equal($0.slice($0.count - $1.count, $0.count), $1)
    }
  }

  /// `~`: contains, with case and width folded on both sides.
  static let containsFolded: Kernel = { arguments, count, memory in
    let folded = arguments.map { FoldedText.withoutCaseAndWidth([$0], count, memory) }
    return contains(folded, count, memory)
  }

  static let like: Kernel = { arguments, count, memory in
    let texts = memory.texts(of: arguments[0], count: count)
    let patterns = memory.texts(of: arguments[1], count: count)
    let out = memory.bools(count)
    if arguments[1].isConstant, count > 0 {
      let pattern = LikePattern(patterns[0].bytes)
      for lane in 0..<count { out[lane] = pattern.matches(texts[lane]) ? 1 : 0 }
    } else {
      for lane in 0..<count {
        out[lane] = LikePattern(patterns[lane].bytes).matches(texts[lane]) ? 1 : 0
      }
    }
    return Vector(.bools(out))
  }

  static let likeFolded: Kernel = { arguments, count, memory in
    var folded = arguments.map { FoldedText.withoutCase([$0], count, memory) }
    folded[1].isConstant = arguments[1].isConstant
    return like(folded, count, memory)
  }

  /// Whether one of the parts of a list in text is the tag; blanks around parts do not count.
  static let hasTag: Kernel = { arguments, count, memory in
    let texts = memory.texts(of: arguments[0], count: count)
    let tags = memory.texts(of: arguments[1], count: count)
    let separators =
      arguments.count > 2
      ? memory.texts(of: arguments[2], count: count) : memory.filled(memory.text("|"), count)
    let out = memory.bools(count)
    for lane in 0..<count {
      out[lane] = isTagged(texts[lane], tags[lane], separators[lane]) ? 1 : 0
    }
    return Vector(.bools(out))
  }

  private static func isTagged(_ text: TextView, _ tag: TextView, _ separator: TextView) -> Bool {
    var first = 0
    while let end = separator.count == 0 ? nil : text.offset(of: separator, from: first) {
      if TextView.equal(text.slice(first, end).trimmed(), tag) { return true }
      first = end + separator.count
    }
    return TextView.equal(text.slice(first, text.count).trimmed(), tag)
  }
}
