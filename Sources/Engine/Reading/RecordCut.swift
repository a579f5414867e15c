/// One record while it is being cut.
struct RecordCut {
  private let spans: UnsafeMutablePointer<FieldSpan>
  private let columns: Int
  private(set) var fields = 0
  private(set) var fieldStart: Int
  /// Line ends inside quoted fields.
  private(set) var innerLines = 0
  /// Where text follows a closing quote, or -1.
  private(set) var faultPosition = -1

  @inline(__always)
  init(_ spans: UnsafeMutablePointer<FieldSpan>, columns: Int, at start: Int) {
    self.spans = spans
    self.columns = columns
    fieldStart = start
  }

  @inline(__always)
  mutating func field(to end: Int) {
    if fields < columns { spans[fields] = FieldSpan(fieldStart, end) }
    fields &+= 1
    fieldStart = end &+ 1
  }

  mutating func quotedField(_ span: FieldSpan, next: Int, lines: Int) {
    if fields < columns { spans[fields] = span }
    fields += 1
    fieldStart = next
    innerLines += lines
  }

  mutating func textAfterQuote(at position: Int, lines: Int) {
    if faultPosition < 0 { faultPosition = position }
    innerLines += lines
    fieldStart = position
  }
}

/// The inside of a quoted field.
struct QuotedField {
  /// Position of the closing quote.
  let close: Int
  let isEscaped: Bool
  /// Physical line ends inside.
  let lines: Int

  /// nil when the block ends before the quote is surely closed.
  init?(_ open: Int, _ block: Block, quote: UInt8, escape: UInt8?) {
    let bytes = block.bytes
    var isEscaped = false
    var lines = 0
    var position = open + 1
    while position < block.limit {
      let byte = bytes[position]
      if byte == quote {
        if position + 1 >= block.limit, !block.isLast { return nil }
        guard position + 1 < block.limit, bytes[position + 1] == quote else {
          close = position
          self.isEscaped = isEscaped
          self.lines = lines
          return
        }
        isEscaped = true
        position += 1
      } else if let escape, byte == escape {
        isEscaped = true
        position += 1
      } else if byte == .lineFeed || (byte == .carriageReturn && bytes[position + 1] != .lineFeed) {
        lines += 1
      }
      position += 1
    }
    return nil
  }
}
