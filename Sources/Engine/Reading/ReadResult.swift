public import Syntax

/// What the caller said about a file; nil means: find out.
public struct ReadOptions: Sendable {
  public var delimiter: UInt8?
  /// 0: quotes are ordinary characters.
  public var quote: UInt8?
  public var hasHeader: Bool?
  /// `utf-8`, `utf-16`, `gb18030`, `latin-1`, `mac-roman` …
  public var encoding: String?
  /// Order of day and month in `03/04/2025`, when the values alone do not tell.
  public var dayFirst: Bool?
  /// Types forced by name: `using type of zip = text`.
  public var types: [String: ColumnType]
  /// What columns of these names are needed as; nil for those that do not matter.
  public var needs: @Sendable ([String]) -> [ColumnNeed?] = { $0.map { _ in nil } }
  public var threads: Int
  /// nil: whatever there is.
  public var memory: MemoryLimit?

  public init(threads: Int = 2, memory: MemoryLimit? = nil) {
    types = [:]
    self.memory = memory
    self.threads = threads
  }
}

/// A file read: the rows that could be read, in file order, and all that was assumed or set aside.
/// rowsIn = table.rowCount + rejects.count, always.
public struct ReadResult: Sendable {
  public var path: String
  public var table: Table
  public var rowsIn: Int
  public var rejects: [Reject]
  public var assumptions: Assumptions
  public var lines: LineIndex
  /// nil where cells of the table do not stand in the text as they are.
  public var cells: CellPlaces?

  public init(
    path: String, table: Table, rowsIn: Int, rejects: [Reject], assumptions: Assumptions,
    lines: LineIndex, cells: CellPlaces? = nil
  ) {
    self.path = path
    self.table = table
    self.rowsIn = rowsIn
    self.rejects = rejects
    self.assumptions = assumptions
    self.lines = lines
    self.cells = cells
  }
}

/// A row set aside, with the place where it stands in the file.
public struct Reject: Sendable {
  public var file: String
  /// Physical line and column (in characters) of the fault, from 1; column 0 where only the line
  /// is known.
  public var line: Int
  public var column: Int
  public var reason: Message
  /// The row as it stands (in UTF-8), at most 200 bytes.
  public var text: String

  public init(file: String, line: Int, column: Int, reason: Message, text: String) {
    self.file = file
    self.line = line
    self.column = column
    self.reason = reason
    self.text = text
  }
}

/// What was found out about a file, for the load report.
public struct Assumptions: Sendable {
  /// `csv`, `tsv`, `jsonl` …
  public var format: String
  public var delimiter: UInt8?
  public var encoding: String
  public var hasHeader: Bool
  public var compressed: Bool
  /// Remarks worth a line: `dates in 'Date' read as month/day/year`.
  public var remarks: [Message]

  public init(
    format: String, delimiter: UInt8?, encoding: String, hasHeader: Bool, compressed: Bool,
    remarks: [Message] = []
  ) {
    self.format = format
    self.delimiter = delimiter
    self.encoding = encoding
    self.hasHeader = hasHeader
    self.compressed = compressed
    self.remarks = remarks
  }
}

/// Row of the table → physical line of the file, kept as runs: few where every row is one line.
public struct LineIndex: Sendable {
  /// Row `rows[k]` stands at line `lines[k]`; rows up to the next run follow one line each.
  public var rows: [Int]
  public var lines: [Int]

  public init(rows: [Int] = [], lines: [Int] = []) {
    self.rows = rows
    self.lines = lines
  }

  public func line(of row: Int) -> Int {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle] <= row { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return row + 1 }
    return lines[low - 1] + row - rows[low - 1]
  }
}
