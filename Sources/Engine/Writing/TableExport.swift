import Synchronization
public import Syntax

/// Writes rows to a file, exact values in the file's format.
///
/// Portions of rows are encoded by several threads and written in order.
public struct TableExport: Sendable {
  /// What the caller tells the user.
  public struct Outcome: Sendable, Hashable {
    public var rowCount: Int
    /// Bytes before compression.
    public var byteCount: Int
    /// Texts that got an apostrophe in front so that no spreadsheet runs them.
    public var guardedCount: Int
  }

  private let table: Table
  /// The rows of the table to be written, in this order; nil for all.
  private let rows: [UInt32]?
  private let context: ExecutionContext

  /// Cells that a thread encodes before they are handed to the file: about 1 MB.
  private static let cellsPerPortion = 1 << 16

  public init(
    _ table: Table, rows: [UInt32]? = nil, context: ExecutionContext = ExecutionContext()
  ) {
    self.table = table
    self.rows = rows
    self.context = context
  }

  private var rowCount: Int { rows?.count ?? table.rowCount }

  /// Writes the rows and finishes the file. `raw` turns the formula guard of CSV and TSV off.
  /// `bom` begins CSV and TSV with the byte order mark by which spreadsheets know UTF-8.
  /// Throws `E441`, `E443`, `E444`, or `E499` when cancelled; no file is left then.
  public func write(
    to file: ExportFile, raw: Bool = false, bom: Bool = false
  ) throws(Diagnostic) -> Outcome {
    let columns = zip(table.fields, table.columns).map { field, column in
      ExportColumn(field.name, isNumeric: column.type.isNumeric)
    }
    var guardedCount = 0
    switch file.format.layout {
    case .csv, .tsv:
      let delimiter = UInt8(ascii: file.format.layout == .csv ? "," : "\t")
      var encoder = DelimitedEncoder(columns, delimiter: delimiter, raw: raw)
      if bom { try write([0xEF, 0xBB, 0xBF], to: file) }
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
    return Outcome(rowCount: rowCount, byteCount: file.byteCount, guardedCount: guardedCount)
  }

  private func encode<Encoder: RowEncoder>(
    with encoder: inout Encoder, to file: ExportFile
  ) throws(Diagnostic) {
    encoder.begin()
    try write(encoder.output, to: file)
    encoder.output = []
    var owned: [TextArena] = []
    let cells = table.columns.map { ExportCells($0, owned: &owned) }
    defer { withExtendedLifetime((table, owned)) {} }
    let portion = max(64, Self.cellsPerPortion / max(1, cells.count))
    var start = 0
    var encoded: [Encoder] = []
    while start < rowCount {
      let end = min(rowCount, start + portion * 2 * max(1, context.threads))
      let next = try parts(of: encoder, start..<end, portion, cells, writing: encoded, to: file)
      for part in encoded { encoder.take(part) }
      encoded = next
      start = end
    }
    for part in encoded {
      try write(part.output, to: file)
      encoder.take(part)
    }
    encoder.end()
    try write(encoder.output, to: file)
  }

  /// Encoders that hold the rows of `range`, a portion each, while one thread writes those that came before.
  private func parts<Encoder: RowEncoder>(
    of encoder: Encoder, _ range: Range<Int>, _ portion: Int, _ cells: [ExportCells],
    writing before: [Encoder], to file: ExportFile
  ) throws(Diagnostic) -> [Encoder] {
    let encoded = Mutex<[Int: Encoder]>([:])
    let fault = Mutex<Diagnostic?>(nil)
    let portions = (range.count + portion - 1) / portion
    // Only the first task looks at it.
    nonisolated(unsafe) let file = file
    Parallel.forEach(portions + 1, threads: context.threads) { task in
      if task == 0 {
        do throws(Diagnostic) {
          for part in before { try write(part.output, to: file) }
        } catch {
          fault.withLock { $0 = error }
        }
      } else if !context.cancellation.isCancelled {
        let first = range.lowerBound + (task - 1) * portion
        let part = part(of: encoder, first..<min(range.upperBound, first + portion), cells)
        encoded.withLock { $0[task] = part }
      }
    }
    if let fault = fault.withLock({ $0 }) { throw fault }
    return encoded.withLock { parts in
      parts.sorted { $0.key < $1.key }.map(\.value)
    }
  }

  private func part<Encoder: RowEncoder>(
    of encoder: Encoder, _ range: Range<Int>, _ cells: [ExportCells]
  ) -> Encoder {
    var part = encoder.part(from: range.lowerBound)
    for number in range {
      part.beginRow()
      let row = rows.map { Int($0[number]) } ?? number
      for column in cells { column.append(row, to: &part) }
      part.endRow()
    }
    return part
  }

  private func write(_ bytes: [UInt8], to file: ExportFile) throws(Diagnostic) {
    if context.cancellation.isCancelled {
      throw Diagnostic("E499", Message("the export was cancelled, no file was written"))
    }
    try file.write(bytes)
  }
}
