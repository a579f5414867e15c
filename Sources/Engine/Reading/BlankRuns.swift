import Syntax

/// Text in columns that runs of blanks keep apart.
enum BlankRuns {
  /// The same text with one tab for each run of blanks and none around lines; nil when its first lines
  /// have not all the same number, two or more, of fields, mostly numbers.
  static func asTabs(
    _ source: ByteSource, _ cancellation: Cancellation
  ) throws(Diagnostic) -> ByteSource? {
    guard try isLikely(source) else { return nil }
    let out = GrowingBytes()
    var position = 0
    var isBlank = false
    var isLineStart = true
    while position < source.size {
      if cancellation.isCancelled { throw .interrupted }
      let bytes = try source.bytes(1 << 20, at: position)
      position += bytes.count
      for byte in bytes {
        if byte == .blank {
          isBlank = true
          continue
        }
        if isBlank, !isLineStart, !byte.endsLine { out.append(.tab) }
        isBlank = false
        isLineStart = byte.endsLine
        out.append(byte)
      }
    }
    return ByteSource(out.finish(), name: source.name)
  }

  private static func isLikely(_ source: ByteSource) throws(Diagnostic) -> Bool {
    let head = try source.prefix(64 << 10)
    var lines = head.split(whereSeparator: \.endsLine)
    if head.count < source.size { lines = lines.dropLast() }
    guard lines.count >= 3, !head.contains(.tab) else { return false }
    var columns = 0
    var numbers = 0
    var fields = 0
    for line in lines {
      let words = line.split(separator: .blank)
      if columns == 0 { columns = words.count }
      guard words.count == columns, columns >= 2 else { return false }
      fields += words.count
      numbers +=
        words.filter { word in
          word.withUnsafeBufferPointer { NumberText.float($0) != nil }
        }.count
    }
    return numbers * 2 >= fields
  }
}
