import Syntax

/// Where cells stand in the text of a file that has been read, for what is found out about its rows
/// later on.
///
/// The text is looked through again, as far as `reach`: no load takes much longer for it.
public struct CellPlaces: Sendable {
  /// Physical line, and column in characters; both from 1.
  public struct Cell: Sendable, Hashable {
    public var line: Int
    public var column: Int
  }

  private static let reach = 32 << 20
  /// Of a record so much is looked at: most are shorter, some are long.
  private static let recordSizes = [4 << 10, 256 << 10]
  private static let blockSize = 1 << 20

  private let source: ByteSource
  private let dialect: Dialect

  /// nil where the text is no more than a copy in memory that would be kept for this alone.
  init?(_ source: ByteSource, _ dialect: Dialect) {
    guard source.isFile || source.size <= Self.reach else { return nil }
    self.source = source
    self.dialect = dialect
  }

  /// The places of the cells number `field`, from 0, of the records that begin at `lines`, from 1; nil
  /// where one is beyond reach or not there.
  public func places(of field: Int, at lines: [Int]) -> [Cell?] {
    let starts = starts(of: Set(lines))
    return lines.map { line in
      guard let start = starts[line] else { return nil }
      for size in Self.recordSizes {
        if let place = place(of: field, in: bytes(size, at: start) ?? [], line) { return place }
      }
      return nil
    }
  }

  private func place(of field: Int, in record: [UInt8], _ line: Int) -> Cell? {
    record.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress,
        let cell = dialect.start(ofField: field, in: bytes, from: 0)
      else { return nil }
      let place = Place(of: cell, in: base, recordStart: 0)
      return Cell(line: line + place.linesBefore, column: place.column)
    }
  }

  /// Positions of the beginnings of lines.
  private func starts(of lines: Set<Int>) -> [Int: Int] {
    var found: [Int: Int] = [:]
    guard let last = lines.max() else { return found }
    var line = 1
    var position = 0
    var isAfterReturn = false
    if lines.contains(1) { found[1] = 0 }
    while line < last, position < min(source.size, Self.reach),
      let block = bytes(Self.blockSize, at: position), !block.isEmpty
    {
      for (index, byte) in block.enumerated() {
        let start = position + index
        // A line feed after a carriage return ends the same line.
        if isAfterReturn, byte != .lineFeed { begin(&line, at: start, lines, &found) }
        if byte == .lineFeed { begin(&line, at: start + 1, lines, &found) }
        isAfterReturn = byte == .carriageReturn
        if line >= last { break }
      }
      position += block.count
    }
    return found
  }

  private func begin(_ line: inout Int, at start: Int, _ lines: Set<Int>, _ found: inout [Int: Int])
  {
    line += 1
    if lines.contains(line) { found[line] = start }
  }

  private func bytes(_ limit: Int, at offset: Int) -> [UInt8]? {
    do throws(Diagnostic) {
      return try source.bytes(limit, at: offset)
    } catch {
      // The file can't be read any more: its rows are told without a column.
      return nil
    }
  }
}

extension Dialect {
  /// Where the value of field number `field`, from 0, of the record at `start` begins, inside its quotes;
  /// nil where the record has fewer.
  func start(
    ofField field: Int, in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    var position = start
    for _ in 0..<field {
      if let open = quote(at: position, in: bytes) {
        position = afterQuote(openedAt: open, in: bytes)
      }
      while position < bytes.count, bytes[position] != delimiter {
        if bytes[position].endsLine { return nil }
        position += 1
      }
      guard position < bytes.count else { return nil }
      position += 1
    }
    return quote(at: position, in: bytes).map { $0 + 1 } ?? position
  }

  /// The quote that opens the field at `position`.
  private func quote(at position: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var place = position
    if blanksBeforeQuote {
      while place < bytes.count, bytes[place].isBlank, bytes[place] != delimiter { place += 1 }
    }
    guard let quote, place < bytes.count, bytes[place] == quote else { return nil }
    return place
  }

  private func afterQuote(openedAt open: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var place = open + 1
    while place < bytes.count {
      if bytes[place] == quote {
        guard place + 1 < bytes.count, bytes[place + 1] == quote else { return place + 1 }
        place += 1
      } else if bytes[place] == escape {
        place += 1
      }
      place += 1
    }
    return bytes.count
  }
}
