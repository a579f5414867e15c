/// Where an offset is, as people and editors count.
public struct SourcePlace: Sendable, Hashable {
  /// Both from 1; the column counts characters as a reader sees them.
  public var line: Int
  public var column: Int
  /// The line's bytes, its end not included.
  var bytes: Range<Int>
}

extension SourceText {
  /// The place of a byte offset. Lines end with a line feed, a carriage return or both.
  public func place(of offset: Int) -> SourcePlace {
    var line = 1
    var start = 0
    var end: Int?
    var previous: UInt8 = 0
    for (index, byte) in text.utf8.enumerated() {
      if byte == 10 || byte == 13 {
        if index >= offset {
          end = index
          break
        }
        // The feed of a return and feed ends the line that the return has ended.
        if byte == 13 || previous != 13 { line += 1 }
        start = index + 1
      }
      previous = byte
    }
    let bytes = start..<max(start, end ?? text.utf8.count)
    let before = String(
      decoding: text.utf8.dropFirst(start).prefix(max(0, offset - start)), as: UTF8.self)
    return SourcePlace(line: line, column: before.count + 1, bytes: bytes)
  }

  /// What was typed there.
  public func text(of span: Span) -> String { slice(span.start..<max(span.start, span.end)) }

  /// The text of a range of bytes; a character cut in two is replaced.
  func slice(_ bytes: Range<Int>) -> String {
    String(decoding: text.utf8.dropFirst(bytes.lowerBound).prefix(bytes.count), as: UTF8.self)
  }
}
