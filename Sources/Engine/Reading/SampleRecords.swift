/// A record of the sample, its fields as text.
struct SampleRecord: Sendable {
  /// Position in the sample, and physical line from 0.
  var start: Int
  var line: Int
  var fields: [[UInt8]] = []
  /// Text followed a closing quote.
  var isFaulty = false

  var isBlank: Bool { fields.count == 1 && fields[0].allSatisfy(\.isBlank) }
}

/// Cuts a small piece of text into records: simply, for any dialect, to judge which one fits.
struct SampleRecords {
  private let bytes: [UInt8]
  private let dialect: Dialect
  private var index: Int
  private var line = 0
  private(set) var records: [SampleRecord] = []
  /// The last record ended before the text did, or the text is all there is.
  private(set) var isComplete = true
  /// Where the record after the last complete one begins.
  private(set) var end: Int

  /// `isWhole`: the text ends where the file does, so that its last record is complete too.
  init(
    _ bytes: [UInt8], from start: Int = 0, dialect: Dialect, isWhole: Bool, limit: Int = 1000
  ) {
    self.bytes = bytes
    self.dialect = dialect
    index = start
    end = start
    while index < bytes.count, records.count < limit {
      guard let record = next(isWhole: isWhole) else {
        isComplete = false
        return
      }
      end = index
      if !record.isBlank { records.append(record) }
    }
  }

  private mutating func next(isWhole: Bool) -> SampleRecord? {
    var record = SampleRecord(start: index, line: line)
    while true {
      guard let field = field(&record, isWhole: isWhole) else { return nil }
      record.fields.append(field)
      guard index < bytes.count else { return isWhole ? record : nil }
      if bytes[index] == dialect.delimiter {
        index += 1
        continue
      }
      endLine()
      return record
    }
  }

  private mutating func endLine() {
    let isPair =
      bytes[index] == .carriageReturn && index + 1 < bytes.count && bytes[index + 1] == .lineFeed
    index += isPair ? 2 : 1
    line += 1
  }

  private mutating func field(_ record: inout SampleRecord, isWhole: Bool) -> [UInt8]? {
    var start = index
    if dialect.blanksBeforeQuote {
      while start < bytes.count, bytes[start] == .blank { start += 1 }
    }
    if let quote = dialect.quote, start < bytes.count, bytes[start] == quote {
      guard let text = quoted(start, quote) else {
        if !isWhole { return nil }
        record.isFaulty = true
        index = bytes.count
        return []
      }
      if index < bytes.count, bytes[index] != dialect.delimiter, !bytes[index].endsLine {
        record.isFaulty = true
        skipToSeparator()
      }
      return text
    }
    skipToSeparator()
    return Array(bytes[min(start, index)..<index])
  }

  private mutating func skipToSeparator() {
    while index < bytes.count, bytes[index] != dialect.delimiter, !bytes[index].endsLine {
      index += 1
    }
  }

  /// The text in quotes, `index` behind it and any blanks; nil when nothing closes it.
  private mutating func quoted(_ open: Int, _ quote: UInt8) -> [UInt8]? {
    var text: [UInt8] = []
    var place = open + 1
    while place < bytes.count {
      let byte = bytes[place]
      let next = place + 1 < bytes.count ? bytes[place + 1] : nil
      if byte == quote {
        if next != quote { break }
        place += 1
      } else if byte == dialect.escape, let next {
        if next != quote, next != byte { text.append(byte) }
        text.append(next)
        place += 2
        continue
      }
      if byte == .lineFeed || (byte == .carriageReturn && next != .lineFeed) { line += 1 }
      text.append(byte)
      place += 1
    }
    guard place < bytes.count else { return nil }
    index = place + 1
    while index < bytes.count, bytes[index].isBlank, bytes[index] != dialect.delimiter {
      index += 1
    }
    return text
  }
}
