/// A stretch of a file in memory, with `SeparatorStream.padding` bytes behind `limit`.
struct Block {
  let bytes: UnsafePointer<UInt8>
  /// Bytes that are there.
  let limit: Int
  /// Records that start here or later belong to the next range.
  let stop: Int
  /// The file ends at `limit`.
  let isLast: Bool
}

/// A record that can't be cut into the right number of fields.
struct RecordFault {
  enum Kind {
    case fieldCount(Int)
    case textAfterQuote
    case unterminatedQuote
    case repeatedHeader
  }

  var kind: Kind
  /// Positions in the block.
  var start: Int
  var end: Int
  var position: Int
  /// Physical line of the record in the range, from 0.
  var line: Int
}

/// Cuts the bytes of a range into records and fields.
struct RecordScanner {
  enum Stop {
    case batchFull
    case rangeDone
    /// The record at `position` goes on beyond the block.
    case needsMore
    /// The record at `position` has a quote, opened here, that nothing closes.
    case unterminated(open: Int)
  }

  private enum Outcome {
    case complete
    case needsMore
    case unterminated(open: Int)
  }

  let dialect: Dialect
  let columns: Int
  /// The first line of the file, where a second copy of it is to be set aside; empty otherwise.
  let header: [UInt8]
  /// Start of the next record in the block.
  var position: Int
  /// Its physical line, from 0 at the start of the range.
  var line = 0
  var faults: [RecordFault] = []

  init(dialect: Dialect, columns: Int, header: [UInt8], position: Int) {
    self.dialect = dialect
    self.columns = columns
    self.header = header
    self.position = position
  }

  /// Adds records to `batch` until it is full or the range is done.
  mutating func fill(_ batch: RecordBatch, _ block: Block) -> Stop {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: SeparatorStream.lookAhead) { found in
      // Room for words that are there is never without an address.
      fill(batch, block, found.baseAddress.unsafelyUnwrapped)
    }
  }

  private mutating func fill(
    _ batch: RecordBatch, _ block: Block, _ found: UnsafeMutablePointer<UInt64>
  ) -> Stop {
    var stream = SeparatorStream(
      block.bytes, from: min(position, block.limit), limit: block.limit, dialect: dialect,
      found: found)
    while batch.count < batch.capacity {
      if position >= block.stop { return .rangeDone }
      if position >= block.limit { return block.isLast ? .rangeDone : .needsMore }
      switch record(&stream, batch, block) {
      case .complete: continue
      case .needsMore: return .needsMore
      case .unterminated(let open): return .unterminated(open: open)
      }
    }
    return .batchFull
  }

  @inline(__always)
  private mutating func record(
    _ stream: inout SeparatorStream, _ batch: RecordBatch, _ block: Block
  ) -> Outcome {
    var cut = RecordCut(batch.spans + batch.count * columns, columns: columns, at: position)
    while true {
      let hit = stream.next()
      if hit >= block.limit {
        guard block.isLast else { return .needsMore }
        cut.field(to: block.limit)
        finish(cut, at: block.limit, next: block.limit, batch, block)
        return .complete
      }
      // Left over from the line feed of a CRLF, or from what a quoted field has skipped.
      if hit < cut.fieldStart { continue }
      let byte = block.bytes[hit]
      if byte == dialect.delimiter {
        cut.field(to: hit)
      } else if byte.endsLine {
        guard let next = lineEnd(hit, block) else { return .needsMore }
        cut.field(to: hit)
        finish(cut, at: hit, next: next, batch, block)
        return .complete
      } else if opensQuote(hit, cut.fieldStart, block.bytes) {
        switch quoted(hit, &cut, &stream, batch, block) {
        case .field: continue
        case .record: return .complete
        case .needsMore: return .needsMore
        case .unterminated: return .unterminated(open: hit)
        }
      }
    }
  }

  /// The position after the line end at `hit`; nil when the next block decides.
  @inline(__always)
  private func lineEnd(_ hit: Int, _ block: Block) -> Int? {
    guard block.bytes[hit] == .carriageReturn else { return hit + 1 }
    if hit + 1 >= block.limit { return block.isLast ? hit + 1 : nil }
    return block.bytes[hit + 1] == .lineFeed ? hit + 2 : hit + 1
  }

  @inline(__always)
  private func opensQuote(_ hit: Int, _ start: Int, _ bytes: UnsafePointer<UInt8>) -> Bool {
    if hit == start { return true }
    guard dialect.blanksBeforeQuote else { return false }
    return (start..<hit).allSatisfy { bytes[$0].isBlank }
  }

  private enum Quoted {
    /// The field ended at a delimiter or runs on after its quote.
    case field
    case record
    case needsMore
    case unterminated
  }

  private mutating func quoted(
    _ open: Int, _ cut: inout RecordCut, _ stream: inout SeparatorStream, _ batch: RecordBatch,
    _ block: Block
  ) -> Quoted {
    guard let quote = dialect.quote,
      let closed = QuotedField(open, block, quote: quote, escape: dialect.escape)
    else { return block.isLast ? .unterminated : .needsMore }
    var after = closed.close + 1
    while after < block.limit, block.bytes[after].isBlank, block.bytes[after] != dialect.delimiter {
      after += 1
    }
    if after >= block.limit, !block.isLast { return .needsMore }
    let span = FieldSpan(open + 1, closed.close, isEscaped: closed.isEscaped)
    if after >= block.limit {
      cut.quotedField(span, next: after, lines: closed.lines)
      finish(cut, at: after, next: after, batch, block)
      return .record
    }
    let byte = block.bytes[after]
    if byte.endsLine, byte != dialect.delimiter {
      guard let next = lineEnd(after, block) else { return .needsMore }
      cut.quotedField(span, next: next, lines: closed.lines)
      finish(cut, at: after, next: next, batch, block)
      stream.seek(next)
      return .record
    }
    if byte == dialect.delimiter {
      cut.quotedField(span, next: after + 1, lines: closed.lines)
      stream.seek(after + 1)
    } else {
      cut.textAfterQuote(at: after, lines: closed.lines)
      stream.seek(after)
    }
    return .field
  }

  /// Keeps the record, skips it when blank, or notes its fault.
  @inline(__always)
  private mutating func finish(
    _ cut: RecordCut, at end: Int, next: Int, _ batch: RecordBatch, _ block: Block
  ) {
    let start = position
    position = next
    let recordLine = line
    line += 1 + cut.innerLines
    if cut.fields == columns, cut.faultPosition < 0, end > start {
      if header.isEmpty || !isHeader(start, end, block.bytes) {
        batch.starts[batch.count] = UInt32(truncatingIfNeeded: start)
        batch.ends[batch.count] = UInt32(truncatingIfNeeded: end)
        batch.lines[batch.count] = UInt32(truncatingIfNeeded: recordLine)
        batch.count += 1
        return
      }
    }
    setAside(cut, start, end, recordLine, block)
  }

  private mutating func setAside(
    _ cut: RecordCut, _ start: Int, _ end: Int, _ line: Int, _ block: Block
  ) {
    var fault = RecordFault(
      kind: .repeatedHeader, start: start, end: end, position: start, line: line)
    if cut.faultPosition >= 0 {
      fault.kind = .textAfterQuote
      fault.position = cut.faultPosition
    } else if cut.fields != columns {
      if cut.fields == 1, (start..<end).allSatisfy({ block.bytes[$0].isBlank }) { return }
      fault.kind = .fieldCount(cut.fields)
    } else if start == end {
      return
    }
    faults.append(fault)
  }

  @inline(__always)
  private func isHeader(_ start: Int, _ end: Int, _ bytes: UnsafePointer<UInt8>) -> Bool {
    guard end - start == header.count, bytes[start] == header[0] else { return false }
    return UnsafeBufferPointer(start: bytes + start, count: end - start).elementsEqual(header)
  }
}
