import Syntax

/// How a file of delimited text is laid out.
struct SniffedFile {
  var dialect: Dialect
  var hasHeader: Bool
  var names: [String]
  /// The header line as it stands, without its line end.
  var header: [UInt8] = []
  /// Position and physical line (from 1) of the first record after the header.
  var bodyStart: Int
  var bodyLine: Int
  var remarks: [Message]
  /// The beginning of the file.
  var head: [UInt8]
}

/// Looks at the beginning of a file.
struct FileSniffer {
  private let source: ByteSource
  private let options: ReadOptions

  init(_ source: ByteSource, _ options: ReadOptions) {
    self.source = source
    self.options = options
  }

  private static let headSize = 128 << 10
  private static let maxHeadSize = 256 << 20

  func sniff() throws(Diagnostic) -> SniffedFile {
    var size = Self.headSize
    while true {
      let head = try source.prefix(size)
      let isWhole = head.count == source.size
      let start = contentStart(head)
      guard start.position < head.count else { throw .isEmpty(source.name) }
      let guess = dialect(head, from: start.position, isWhole: isWhole)
      let sample = SampleRecords(
        head, from: start.position, dialect: guess.dialect, isWhole: isWhole)
      // One record may be longer than the sample.
      if sample.records.count < 3, !isWhole, size < Self.maxHeadSize {
        size *= 4
        continue
      }
      guard !sample.records.isEmpty else {
        if sample.isComplete { throw .isEmpty(source.name) }
        throw .quoteNeverClosed(source.name, line: 1 + start.line, column: 1)
      }
      return layout(sample, guess, head, firstLine: 1 + start.line)
    }
  }

  private func dialect(_ head: [UInt8], from start: Int, isWhole: Bool) -> DialectSniffer.Guess {
    if let said = separatorLine(head), options.delimiter == nil {
      var named = options
      named.delimiter = said
      return DialectSniffer(head, from: start, isWhole: isWhole).dialect(named)
    }
    return DialectSniffer(head, from: start, isWhole: isWhole).dialect(options)
  }

  /// Excel's first line `sep=;`.
  private func separatorLine(_ head: [UInt8]) -> UInt8? {
    let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let line = head[start...].prefix(6)
    guard line.count == 6, line.starts(with: "sep=".utf8), line[start + 5].endsLine else {
      return nil
    }
    return line[start + 4]
  }

  /// Behind the byte order mark and `sep=` line.
  private func contentStart(_ head: [UInt8]) -> (position: Int, line: Int) {
    var start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard separatorLine(head) != nil else {
      // Blank lines alone are no content.
      let isBlank = head[start...].allSatisfy { $0.endsLine || $0.isBlank }
      return (isBlank ? head.count : start, 0)
    }
    start += 6
    if head[start - 1] == .carriageReturn, start < head.count, head[start] == .lineFeed {
      start += 1
    }
    return (start, 1)
  }

  private func layout(
    _ sample: SampleRecords, _ guess: DialectSniffer.Guess, _ head: [UInt8], firstLine: Int
  ) -> SniffedFile {
    var remarks: [Message] = []
    var records = sample.records[...]
    // Titles and notes above the table: lines of fewer fields than the rest.
    if guess.columns > 1,
      let first = records.prefix(20).firstIndex(where: {
        $0.fields.count == guess.columns
      }), first > 0, records[..<first].allSatisfy({ $0.fields.count == 1 })
    {
      remarks.append(
        Message("{0} {0|line|lines} above the table {0|is|are} passed over", String(first)))
      records = records[first...]
    }
    let first = records.first ?? SampleRecord(start: 0, line: 0)
    let hasHeader = options.hasHeader ?? HeaderSniffer.hasHeader(Array(records))
    let columns = hasHeader ? first.fields.count : guess.columns
    let names = ColumnNames.names(
      hasHeader ? first.fields : nil, count: columns, remarks: &remarks)
    var file = SniffedFile(
      dialect: guess.dialect, hasHeader: hasHeader, names: names, bodyStart: first.start,
      bodyLine: firstLine + first.line, remarks: remarks, head: head)
    guard hasHeader else { return file }
    if let next = records.dropFirst().first {
      file.bodyStart = next.start
      file.bodyLine = firstLine + next.line
    } else {
      file.bodyStart = sample.end
      file.bodyLine = firstLine + first.line + 1
    }
    file.header = Array(head[first.start..<max(first.start, lineEnd(head, before: file.bodyStart))])
    return file
  }

  private func lineEnd(_ head: [UInt8], before end: Int) -> Int {
    var end = end
    while end > 0, head[end - 1].endsLine { end -= 1 }
    return end
  }
}

extension SniffedFile {
  private static let probes = 12
  private static let probeSize = 16 << 10

  /// What the values of each column could be, by samples from the beginning, and from places
  /// spread over the file.
  func evidence(_ source: ByteSource) throws(Diagnostic) -> [ColumnEvidence] {
    var evidence = [ColumnEvidence](repeating: ColumnEvidence(), count: names.count)
    let isWhole = head.count == source.size
    weigh(
      SampleRecords(head, from: bodyStart, dialect: dialect, isWhole: isWhole, limit: 4000).records,
      &evidence)
    guard !isWhole, names.count < 1000 else { return evidence }
    let step = (source.size - head.count) / Self.probes
    for probe in 0..<Self.probes {
      let offset = head.count + probe * step
      let bytes = try source.bytes(Self.probeSize, at: offset)
      guard let lineEnd = bytes.firstIndex(where: \.endsLine) else { continue }
      let records = SampleRecords(
        bytes, from: lineEnd + 1, dialect: dialect, isWhole: false
      ).records
      // A probe that landed inside a quoted field shows by its records.
      let sound = records.filter { $0.fields.count == names.count && !$0.isFaulty }
      if sound.count * 10 >= records.count * 9 { weigh(sound, &evidence) }
    }
    return evidence
  }

  private func weigh(_ records: [SampleRecord], _ evidence: inout [ColumnEvidence]) {
    for record in records where record.fields.count == names.count && !record.isFaulty {
      for column in evidence.indices {
        record.fields[column].withUnsafeBufferPointer { evidence[column].add($0) }
      }
    }
  }
}
