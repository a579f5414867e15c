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
      if bom {
        for byte: UInt8 in [0xEF, 0xBB, 0xBF] { encoder.output.append(byte) }
        try write(encoder.output, to: file)
        encoder.output = OutputBytes()
      }
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
    encoder.output = OutputBytes()
    var owned: [AnyObject] = []
    let cells = table.columns.map { ExportCells($0, for: encoder, owned: &owned) }
    defer { withExtendedLifetime((table, owned)) {} }
    let size = max(64, Self.cellsPerPortion / max(1, cells.count))
    let portions = (rowCount + size - 1) / size
    let threads = max(1, min(context.threads, portions))
    let queue = ExportQueue(encoder, file, context.cancellation)
    let next = Atomic<Int>(0)
    let first = encoder
    Parallel.forEach(threads, threads: threads) { _ in
      while !context.cancellation.isCancelled {
        let portion = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard portion < portions else { return }
        let rows = portion * size..<min(rowCount, (portion + 1) * size)
        let part = part(of: first, rows, cells)
        guard queue.add(portion, part, most: 4 * threads) else { return }
      }
    }
    encoder = try queue.finish()
    encoder.end()
    try write(encoder.output, to: file)
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

  private func write(_ bytes: OutputBytes, to file: ExportFile) throws(Diagnostic) {
    if context.cancellation.isCancelled {
      throw Diagnostic("E499", Message("the export was cancelled, no file was written"))
    }
    try bytes.withBytes { bytes throws(Diagnostic) in try file.write(bytes) }
  }
}
