import Syntax

/// Reads JSON Lines, or an array of flat objects, one object a row.
///
/// The objects are written out as delimited text in memory, one column a key in order of appearance,
/// and that is read like any other file: types, dictionaries and nulls come out the same.
struct JSONReader {
  let source: ByteSource
  let options: ReadOptions
  let cancellation: Cancellation
  let progress: (Double) -> Void

  func read(_ assumptions: Assumptions) throws(Diagnostic) -> ReadResult {
    // The text of the file, its cells and the same as delimited text.
    try options.memory?.reserve(source.size * 3)
    let bytes = try whole()
    var table = JSONTable(name: source.name)
    try table.read(bytes.values, cancellation)
    try options.memory?.check()
    guard !table.keys.isEmpty else {
      if let first = table.rejects.first {
        throw .rowsDoNotFit(
          source.name, rejected: table.rejects.count, of: table.rejects.count, first: first)
      }
      throw .isEmpty(source.name)
    }
    var inner = options
    inner.delimiter = .comma
    inner.quote = .doubleQuote
    inner.hasHeader = true
    inner.encoding = "utf-8"
    let text = ByteSource(table.text(cancellation), name: source.name)
    if cancellation.isCancelled { throw .interrupted }
    var result = try DelimitedReader(
      source: text, options: inner, cancellation: cancellation, progress: progress
    ).read(assumptions)
    result.assumptions.format = table.isArray ? "json" : "jsonl"
    result.assumptions.delimiter = nil
    result.assumptions.hasHeader = true
    try restoreLines(&result, table)
    return result
  }

  private func whole() throws(Diagnostic) -> Buffer<UInt8> {
    var failure: Diagnostic?
    let bytes = Buffer<UInt8>(count: source.size) { out in
      guard let base = out.baseAddress else { return }
      do throws(Diagnostic) { try source.read(out.count, at: 0, into: base) } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Lines of the text in memory back to lines of the file.
  private func restoreLines(_ result: inout ReadResult, _ table: JSONTable) throws(Diagnostic) {
    for index in result.rejects.indices {
      let line = result.rejects[index].line
      result.rejects[index].line = table.line(ofTextLine: line)
      result.rejects[index].column = 1
    }
    var lines = LineIndex()
    for row in 0..<result.table.rowCount {
      if row & 0xFFFF == 0, cancellation.isCancelled { throw .interrupted }
      let line = table.line(ofTextLine: result.lines.line(of: row))
      if let last = lines.rows.last, let lastLine = lines.lines.last,
        line - lastLine == row - last
      {
        continue
      }
      lines.rows.append(row)
      lines.lines.append(line)
    }
    result.lines = lines
    result.cells = nil
    result.rejects = (result.rejects + table.rejects).sorted {
      ($0.line, $0.column) < ($1.line, $1.column)
    }
    result.rowsIn += table.rejects.count
  }
}

/// Objects of a file as rows.
struct JSONTable {
  private let name: String
  private(set) var keys: [[UInt8]] = []
  private(set) var isArray = false
  private(set) var rejects: [Reject] = []
  private var columns: [[UInt8]: Int] = [:]
  private var rows: [[[UInt8]]] = []
  /// Physical line of each row in the file.
  private var rowLines: [Int] = []
  /// Line of the text in memory where each row begins.
  private var textLines: [Int] = []

  init(name: String) { self.name = name }

  mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ cancellation: Cancellation
  ) throws(Diagnostic) {
    var scan = JSONScan(bytes, at: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    isArray = scan.take(0x5B)
    var lines = LineCount(bytes)
    while true {
      scan.skipSpace()
      if scan.isAtEnd || (isArray && scan.take(0x5D)) { break }
      if cancellation.isCancelled { throw .interrupted }
      let start = scan.position
      let line = lines.line(at: start)
      do throws(JSONScan.Fault) {
        let members = try scan.object()
        let object = UnsafeBufferPointer(rebasing: bytes[start..<scan.position])
        if let stray = UTF8Check.firstFault(object) {
          setAside(
            JSONScan.Fault(position: start + stray, reason: FieldFault.notUTF8), start, line, bytes,
            until: scan.position)
        } else {
          add(members, line: line)
        }
        if isArray {
          scan.skipSpace()
          if scan.next != 0x5D, !scan.take(.comma) {
            throw JSONScan.Fault(position: scan.position, reason: Message("',' or ']' expected"))
          }
        }
      } catch {
        try reject(error, start, line, bytes, &scan)
      }
    }
  }

  /// In JSON Lines the next line is a new beginning; in an array nothing is.
  private mutating func reject(
    _ fault: JSONScan.Fault, _ start: Int, _ line: Int, _ bytes: UnsafeBufferPointer<UInt8>,
    _ scan: inout JSONScan
  ) throws(Diagnostic) {
    guard let base = bytes.baseAddress else { return }
    if isArray {
      let place = Place(of: fault.position, in: base, recordStart: start)
      throw .badJSON(name, line: line + place.linesBefore, column: place.column, fault.reason)
    }
    let end = bytes[start...].firstIndex(where: \.endsLine) ?? bytes.count
    setAside(fault, start, line, bytes, until: end)
    scan.position = end
  }

  /// Keeps the place and the beginning of an object that is no row.
  private mutating func setAside(
    _ fault: JSONScan.Fault, _ start: Int, _ line: Int, _ bytes: UnsafeBufferPointer<UInt8>,
    until end: Int
  ) {
    guard let base = bytes.baseAddress else { return }
    let place = Place(of: fault.position, in: base, recordStart: start)
    rejects.append(
      Reject(
        file: name, line: line + place.linesBefore, column: place.column, reason: fault.reason,
        text: String(decoding: bytes[start..<min(end, start + 200)], as: UTF8.self)))
  }

  private mutating func add(_ members: [(key: [UInt8], value: [UInt8])], line: Int) {
    var row = [[UInt8]](repeating: [], count: keys.count)
    for (key, value) in members {
      if let column = columns[key] {
        row[column] = value
      } else {
        columns[key] = keys.count
        keys.append(key)
        row.append(value)
      }
    }
    rows.append(row)
    rowLines.append(line)
  }

  /// The rows as delimited text with a header; some of them, when `cancellation` is set.
  mutating func text(_ cancellation: Cancellation) -> Buffer<UInt8> {
    let out = GrowingBytes()
    var line = 1
    write(keys, to: out, &line)
    for row in rows where !cancellation.isCancelled {
      textLines.append(line)
      write(row, to: out, &line)
    }
    rows = []
    return out.finish()
  }

  private func write(_ row: [[UInt8]], to out: GrowingBytes, _ line: inout Int) {
    for column in keys.indices {
      if column > 0 { out.append(.comma) }
      guard column < row.count, !row[column].isEmpty else {
        if keys.count == 1 || column == 0 {
          out.append(.doubleQuote)
          out.append(.doubleQuote)
        }
        continue
      }
      out.append(.doubleQuote)
      var before: UInt8 = 0
      for byte in row[column] {
        if byte == .doubleQuote { out.append(byte) }
        if byte == .carriageReturn || (byte == .lineFeed && before != .carriageReturn) { line += 1 }
        out.append(byte)
        before = byte
      }
      out.append(.doubleQuote)
    }
    out.append(.lineFeed)
    line += 1
  }

  func line(ofTextLine wanted: Int) -> Int {
    var low = 0
    var high = textLines.count
    while low < high {
      let middle = (low + high) / 2
      if textLines[middle] <= wanted { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? rowLines[low - 1] : 1
  }
}

/// Line numbers of ascending positions.
struct LineCount {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var line = 1

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func line(at wanted: Int) -> Int {
    while position < wanted {
      let byte = bytes[position]
      let isPair =
        byte == .carriageReturn && position + 1 < bytes.count
        && bytes[position + 1] == .lineFeed
      if byte.endsLine, !isPair { line += 1 }
      position += 1
    }
    return line
  }
}
