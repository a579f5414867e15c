public import Syntax

/// Writes a table to a file, exact values in the file's format.
public struct TableExport {
  /// What the caller tells the user.
  public struct Outcome: Sendable, Hashable {
    public var rowCount: Int
    /// Bytes before compression.
    public var byteCount: Int
    /// Texts that got an apostrophe in front so that no spreadsheet runs them.
    public var guardedCount: Int
  }

  private let table: Table
  private let cancellation: Cancellation?

  /// Bytes gathered before they are handed to the file.
  private static let portion = 1 << 18

  public init(_ table: Table, cancellation: Cancellation? = nil) {
    self.table = table
    self.cancellation = cancellation
  }

  /// Writes all rows and finishes the file. `raw` turns the formula guard of CSV and TSV off.
  /// Throws `E441`, `E443`, `E444`, or `E499` when cancelled; no file is left then.
  public func write(to file: ExportFile, raw: Bool = false) throws(Diagnostic) -> Outcome {
    let columns = zip(table.fields, table.columns).map { field, column in
      ExportColumn(field.name, isNumeric: column.type.isNumeric)
    }
    var guardedCount = 0
    switch file.format.layout {
    case .csv, .tsv:
      let delimiter = UInt8(ascii: file.format.layout == .csv ? "," : "\t")
      var encoder = DelimitedEncoder(columns, delimiter: delimiter, raw: raw)
      try encode(with: &encoder, to: file)
      guardedCount = encoder.guardedCount
    case .json, .jsonl:
      var encoder = JSONRowEncoder(columns, asArray: file.format.layout == .json)
      try encode(with: &encoder, to: file)
    case .md:
      var encoder = MarkdownEncoder(columns)
      try encode(with: &encoder, to: file)
    }
    try file.finish()
    return Outcome(
      rowCount: table.rowCount, byteCount: file.byteCount, guardedCount: guardedCount)
  }

  private func encode<Encoder: RowEncoder>(
    with encoder: inout Encoder, to file: ExportFile
  ) throws(Diagnostic) {
    encoder.begin()
    for row in 0..<table.rowCount {
      encoder.beginRow()
      for column in table.columns { Self.append(column, row, to: &encoder) }
      encoder.endRow()
      if encoder.output.count >= Self.portion { try drain(&encoder, to: file) }
    }
    encoder.end()
    try drain(&encoder, to: file)
  }

  private func drain<Encoder: RowEncoder>(
    _ encoder: inout Encoder, to file: ExportFile
  ) throws(Diagnostic) {
    if cancellation?.isCancelled == true {
      throw Diagnostic("E499", Message("the export was cancelled, no file was written"))
    }
    try file.write(encoder.output)
    encoder.output.removeAll(keepingCapacity: true)
  }

  private static func append<Encoder: RowEncoder>(
    _ column: Column, _ row: Int, to encoder: inout Encoder
  ) {
    if column.isNull(row) { return encoder.appendNull() }
    switch column.storage {
    case .bits(let bits): encoder.appendBool(bits[row])
    case .integers(let integers): append(integers[row], of: column.type, to: &encoder)
    case .doubles(let doubles): encoder.appendDouble(doubles[row])
    case .codes(let codes, let dictionary): encoder.appendText(dictionary.values[codes[row]])
    case .text(let arena): encoder.appendText(arena[row])
    case .numbered(let numbered):
      var id = numbered.string(row)
      id.withUTF8 { encoder.appendText($0) }
    case .constant(let value): append(value, to: &encoder)
    }
  }

  private static func append<Encoder: RowEncoder>(
    _ lane: Int64, of type: ColumnType, to encoder: inout Encoder
  ) {
    switch type {
    case .decimal(let scale): encoder.appendDecimal(lane, scale: scale)
    case .date: encoder.appendDate(Int(lane))
    case .timestamp: encoder.appendTimestamp(lane)
    case .bool: encoder.appendBool(lane != 0)
    case .int, .float, .string, .category, .null: encoder.appendInteger(lane)
    }
  }

  private static func append<Encoder: RowEncoder>(_ value: Value, to encoder: inout Encoder) {
    switch value {
    case .null: encoder.appendNull()
    case .bool(let value): encoder.appendBool(value)
    case .int(let value): encoder.appendInteger(value)
    case .decimal(let unscaled, let scale): encoder.appendDecimal(unscaled, scale: scale)
    case .float(let value): encoder.appendDouble(value)
    case .date(let day): encoder.appendDate(Int(day))
    case .timestamp(let microseconds): encoder.appendTimestamp(microseconds)
    case .string(var text): text.withUTF8 { encoder.appendText($0) }
    }
  }
}
