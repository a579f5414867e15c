import Glibc
import Syntax

extension RangeWorker {
  /// Parses the batch column by column, stores its sound rows, sets the others aside.
  func commit(_ scanner: inout RecordScanner, _ result: inout RangeResult) {
    for fault in scanner.faults { result.rejects.append(pending(fault)) }
    rejected += scanner.faults.count
    scanner.faults.removeAll(keepingCapacity: true)
    guard batch.count > 0 else { return }
    let bytes = block.bytes
    var bad = 0
    for reader in readers {
      reader.parse(batch, bytes, at: block.offset)
      for fault in reader.faults {
        if bad == 0 { memset(isBad, 0, batch.count) }
        if isBad[fault.row] == 0 {
          bad += 1
          result.rejects.append(pending(fault))
        }
        isBad[fault.row] = 1
        if !fault.isEncoding { misfits[fault.column] += 1 }
      }
    }
    let skipped = bad == 0 ? nil : UnsafePointer(isBad)
    for reader in readers { reader.store(batch, bytes, isBad: skipped) }
    note(&result, skipped)
    rows += batch.count - bad
    rejected += bad
  }

  /// Notes where rows and physical lines part.
  private func note(_ result: inout RangeResult, _ skipped: UnsafePointer<UInt8>?) {
    let count = batch.count
    var row = rows - result.firstRow
    var expected = -1
    if let last = result.runs.last { expected = last.line + row - last.row }
    let first = Int(batch.lines[0])
    if skipped == nil, first == expected, Int(batch.lines[count - 1]) == first + count - 1 {
      return
    }
    for index in 0..<count {
      if let skipped, skipped[index] == 1 { continue }
      let line = Int(batch.lines[index])
      if line != expected { result.runs.append((row, line)) }
      expected = line + 1
      row += 1
    }
  }

  func pending(_ fault: RecordFault) -> PendingReject {
    let bytes = block.bytes
    let reason: Message
    var position = fault.position
    switch fault.kind {
    case .fieldCount(let count):
      // The first field too many, or the end where others are lacking.
      let record = UnsafeBufferPointer(start: bytes, count: fault.end)
      position =
        pass.dialect.start(ofField: readers.count, in: record, from: fault.start) ?? fault.end
      let wanted = String(readers.count)
      reason =
        count == 1
        ? Message("1 field, {0} expected", wanted)
        : Message("{0} {0|field|fields}, {1} expected", String(count), wanted)
    case .textAfterQuote: reason = Message("text after a closing quote")
    case .unterminatedQuote: reason = Message("a quote opened here is never closed")
    case .repeatedHeader: reason = Message("the header again")
    }
    let place = Place(of: position, in: bytes, recordStart: fault.start)
    return PendingReject(
      line: fault.line + place.linesBefore, column: place.column, reason: reason,
      text: excerpt(fault.start, fault.end))
  }

  private func pending(_ fault: FieldFault) -> PendingReject {
    let bytes = block.bytes
    let field = batch.spans[fault.row * batch.columns + fault.column]
    let start = Int(batch.starts[fault.row])
    let value = UnsafeBufferPointer(start: bytes + Int(field.start), count: field.count)
    var reason = FieldFault.notUTF8
    var position = Int(field.start)
    var misfit: Misfit?
    if fault.isEncoding {
      position += UTF8Check.firstFault(value) ?? 0
    } else {
      let shown = String(decoding: value.prefix(60), as: UTF8.self)
      reason = Self.reason(
        shown, name: pass.names[fault.column], type: pass.columns[fault.column].kind.type)
      misfit = Misfit(column: fault.column, value: Array(value.prefix(200)))
    }
    let place = Place(of: position, in: bytes, recordStart: start)
    return PendingReject(
      line: Int(batch.lines[fault.row]) + place.linesBefore, column: place.column, reason: reason,
      text: rejected < Self.quoted ? excerpt(start, Int(batch.ends[fault.row])) : "",
      misfit: misfit)
  }

  /// So many rows of a worker are quoted, which are all that are ever shown.
  private static let quoted = 10_000

  private static func reason(_ value: String, name: String, type: ColumnType) -> Message {
    switch type {
    case .bool: Message("'{0}' in '{1}' is neither true nor false", value, name)
    case .date, .timestamp: Message("'{0}' in '{1}' is not a {2}", value, name, "date")
    case .int, .decimal, .float, .string, .category, .null:
      Message("'{0}' in '{1}' is not a {2}", value, name, "number")
    }
  }

  private func excerpt(_ start: Int, _ end: Int) -> String {
    var end = min(end, start + 200)
    let bytes = block.bytes
    // Not in the middle of a character.
    if end < block.limit { while end > start, bytes[end] & 0xC0 == 0x80 { end -= 1 } }
    return String(
      decoding: UnsafeBufferPointer(start: bytes + start, count: max(0, end - start)),
      as: UTF8.self)
  }
}

/// Where a byte stands: lines down from the start of its record, and characters from its line's start.
struct Place {
  var linesBefore = 0
  /// From 1.
  var column: Int

  init(of position: Int, in bytes: UnsafePointer<UInt8>, recordStart: Int) {
    var lineStart = recordStart
    for index in recordStart..<max(position, recordStart)
    where bytes[index] == .lineFeed
      || (bytes[index] == .carriageReturn && bytes[index + 1] != .lineFeed)
    {
      linesBefore += 1
      lineStart = index + 1
    }
    column = 1
    for index in lineStart..<max(position, lineStart) where bytes[index] & 0xC0 != 0x80 {
      column += 1
    }
  }
}
