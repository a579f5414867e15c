/// Functions that write new text.
enum Building {
  /// A single text result longer than this (1 MiB) fails the query, as an overflow does.
  private static let longest = 1 << 20

  @inline(__always)
  private static func build(
    _ count: Int, _ memory: ChunkMemory, _ write: (Int, inout TextRun) -> Void
  ) -> Vector {
    var run = TextRun(count)
    for lane in 0..<count {
      write(lane, &run)
      run.end()
    }
    return Vector(.texts(run.lanes(memory)))
  }

  /// All arguments one after the other; those without a value are left out.
  static let concat: Kernel = { arguments, count, memory in
    let texts = arguments.map { memory.texts(of: $0, count: count) }
    return build(count, memory) { lane, run in
      for (text, argument) in zip(texts, arguments) where argument.valid?[lane] != 0 {
        run.append(text[lane].bytes)
      }
    }
  }

  /// As `concat` with the first argument between the others.
  static let concatSeparated: Kernel = { arguments, count, memory in
    let texts = arguments.map { memory.texts(of: $0, count: count) }
    var vector = build(count, memory) { lane, run in
      var isFirst = true
      for index in arguments.indices.dropFirst() where arguments[index].valid?[lane] != 0 {
        if !isFirst { run.append(texts[0][lane].bytes) }
        run.append(texts[index][lane].bytes)
        isFirst = false
      }
    }
    vector.valid = arguments[0].valid
    return vector
  }

  static let replace: Kernel = { arguments, count, memory in
    let texts = arguments.map { memory.texts(of: $0, count: count) }
    return build(count, memory) { lane, run in
      let (text, old, new) = (texts[0][lane], texts[1][lane], texts[2][lane])
      var first = 0
      while old.count > 0, let found = text.offset(of: old, from: first) {
        run.append(text.slice(first, found).bytes)
        run.append(new.bytes)
        first = found + old.count
      }
      run.append(text.slice(first, text.count).bytes)
    }
  }

  static let `repeat`: Kernel = { arguments, count, memory in
    let texts = memory.texts(of: arguments[0], count: count)
    let times = arguments[1].ints
    memory.checkOverflow(arguments, count) { isTooLong(texts[$0], times[$0]) }
    return build(count, memory) { lane, run in
      if isTooLong(texts[lane], times[lane]) { return }
      for _ in 0..<max(0, times[lane]) { run.append(texts[lane].bytes) }
    }
  }

  private static func isTooLong(_ text: TextView, _ times: Int64) -> Bool {
    times > 0 && text.count > 0 && times > Int64(longest / text.count)
  }

  /// By grapheme, so that an accent or an emoji's parts stay with their letter.
  static let reverse: Kernel = { arguments, count, memory in
    let texts = memory.texts(of: arguments[0], count: count)
    return build(count, memory) { lane, run in
      if texts[lane].isASCII {
        run.append(texts[lane].bytes.reversed())
      } else {
        run.append(String(texts[lane].string.reversed()).utf8)
      }
    }
  }

  /// `lpad` and `rpad`: to `size` characters, cut there when the text is longer; the filling is a
  /// blank without a third argument, and an empty one fills nothing.
  static func pad(left: Bool) -> Kernel {
    { arguments, count, memory in
      let texts = memory.texts(of: arguments[0], count: count)
      let sizes = arguments[1].ints
      let fills =
        arguments.count > 2
        ? memory.texts(of: arguments[2], count: count) : memory.filled(memory.text(" "), count)
      memory.checkOverflow(arguments, count) { sizes[$0] > longest }
      return build(count, memory) { lane, run in
        let text = texts[lane]
        let size = Int(min(max(0, sizes[lane]), Int64(longest)))
        let missing = size - text.scalarCount
        if missing <= 0 {
          return run.append(text.slice(0, text.byteOffset(ofScalar: size)).bytes)
        }
        if left { run.append(filling: missing, with: fills[lane]) }
        run.append(text.bytes)
        if !left { run.append(filling: missing, with: fills[lane]) }
      }
    }
  }

  /// The first letter of each word in upper case, the others in lower case.
  static let capitalize: Kernel = { arguments, count, memory in
    let texts = memory.texts(of: arguments[0], count: count)
    return build(count, memory) { lane, run in
      var isInside = false
      texts[lane].forEachScalar { scalar in
        run.append(isInside ? CaseFolding.lower(scalar) : CaseFolding.upper(scalar))
        isInside = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      }
    }
  }
}

extension TextRun {
  /// `count` characters of `fill`, over and over.
  fileprivate mutating func append(filling count: Int, with fill: TextView) {
    let size = fill.scalarCount
    if size == 0 { return }
    for _ in 0..<(count / size) { append(fill.bytes) }
    append(fill.slice(0, fill.byteOffset(ofScalar: count % size)).bytes)
  }
}
