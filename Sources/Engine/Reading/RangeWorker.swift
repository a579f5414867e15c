import Syntax

/// One thread's share of a pass: reads ranges, one at a time, into its own columns.
final class RangeWorker {
  let number: Int
  let readers: [ColumnReader]
  private(set) var results: [RangeResult] = []
  private(set) var failure: Diagnostic?
  /// Values that did not fit, by column.
  var misfits: [Int]
  var rejected = 0
  var rows = 0

  let pass: PassPlan
  let batch: RecordBatch
  let isBad: UnsafeMutablePointer<UInt8>
  let block: BlockBuffer

  init(_ pass: PassPlan, number: Int) {
    self.pass = pass
    self.number = number
    batch = RecordBatch(columns: pass.columns.count)
    let capacity = batch.capacity
    readers = pass.columns.enumerated().map {
      ColumnReader($1, index: $0, capacity: capacity, dialect: pass.dialect)
    }
    isBad = .allocate(capacity: capacity)
    misfits = [Int](repeating: 0, count: pass.columns.count)
    block = BlockBuffer(pass.source)
  }

  deinit { isBad.deallocate() }

  var isHopeless: Bool {
    failure != nil || pass.isHopeless(misfits: misfits, rejected: rejected, rows: rows)
  }

  /// Reads range `range`; where its first record begins is guessed, but for the first range.
  func read(_ range: Int) {
    read(range, from: range == 0 ? pass.bodyStart : nil, line: pass.bodyLine)
  }

  /// Reads range `range` again, from where the range before it ended, at physical line `line`.
  func readAgain(_ range: Int, from start: Int, line: Int) {
    for reader in readers { reader.expectRevisits() }
    read(range, from: start, line: line)
  }

  private func read(_ range: Int, from known: Int?, line: Int) {
    do throws(Diagnostic) {
      results.append(try parse(range, from: known, line: line))
    } catch { failure = error }
  }

  private func parse(
    _ range: Int, from known: Int?, line: Int
  ) throws(Diagnostic) -> RangeResult {
    let stop = pass.start(of: range + 1)
    // A record that begins just at the nominal start is known by the line end before it.
    let first = known ?? (pass.start(of: range) - 1)
    try block.load(from: first, count: max(stop - first, 0) + BlockBuffer.overlap)
    var result = RangeResult(range: range, at: first)
    result.worker = number
    result.firstRow = rows
    var position = 0
    if known == nil {
      guard let found = try firstRecord() else {
        result.isFailed = true
        return result
      }
      position = found
    }
    result.start = block.offset + position
    var scanner = RecordScanner(
      dialect: pass.dialect, columns: pass.columns.count, header: pass.header, position: position)
    try scan(&scanner, &result, stop: stop, isGuess: known == nil, line: line)
    result.end = block.offset + scanner.position
    result.lines = scanner.line
    result.rows = rows - result.firstRow
    return result
  }

  /// How far a guess may lead beyond its range before it is dropped: from inside a quoted field,
  /// what looks like a record may go on to the end of the file.
  private static let guessLimit = 8 << 20

  private func scan(
    _ scanner: inout RecordScanner, _ result: inout RangeResult, stop: Int, isGuess: Bool,
    line: Int
  ) throws(Diagnostic) {
    while true {
      batch.count = 0
      let outcome = scanner.fill(batch, block.view(stop: stop))
      commit(&scanner, &result)
      switch outcome {
      case .batchFull: continue
      case .rangeDone: return
      case .needsMore:
        if isGuess, block.limit - scanner.position > Self.guessLimit {
          result.isFailed = true
          return
        }
        try block.extend(keepingFrom: scanner.position, line: line + scanner.line)
        scanner.position = 0
      case .unterminated(let open):
        result.isFailed = isGuess
        if !isGuess { try unterminated(open, &scanner, &result, line: line) }
        return
      }
    }
  }

  /// The position in the block after its first line end; nil when none comes soon.
  private func firstRecord() throws(Diagnostic) -> Int? {
    var index = 0
    while true {
      let bytes = block.bytes
      while index < block.limit {
        if bytes[index] == .lineFeed { return index + 1 }
        if bytes[index] == .carriageReturn, index + 1 < block.limit || block.isLast {
          return bytes[index + 1] == .lineFeed ? index + 2 : index + 1
        }
        index += 1
      }
      if block.isLast { return block.limit }
      guard block.limit <= Self.guessLimit else { return nil }
      index = max(0, index - 1)
      try block.extend(keepingFrom: 0, line: 0)
    }
  }

  /// A quote left open in the last line of the file spoils that row only; anywhere else nobody can
  /// tell which lines it was meant to hold.
  private func unterminated(
    _ open: Int, _ scanner: inout RecordScanner, _ result: inout RangeResult, line: Int
  ) throws(Diagnostic) {
    let bytes = block.bytes
    let lineEnd = (open..<block.limit).first { bytes[$0].endsLine } ?? block.limit
    let reject = pending(
      RecordFault(
        kind: .unterminatedQuote, start: scanner.position, end: lineEnd, position: open,
        line: scanner.line))
    guard (lineEnd..<block.limit).allSatisfy({ bytes[$0].endsLine }) else {
      throw .quoteNeverClosed(
        pass.source.name, line: line + reject.line, column: reject.column)
    }
    result.rejects.append(reject)
    rejected += 1
    scanner.line += 1
    scanner.position = block.limit
  }
}
