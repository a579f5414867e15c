import Syntax

/// A range of a file as one worker read it.
struct RangeResult {
  var range: Int
  /// Position of its first record, and of the first that is not its own any more.
  var start: Int
  var end: Int
  /// Physical line of its first record, from 1, and lines of its records, blank ones included.
  var firstLine = 0
  var lines = 0
  var worker = 0
  /// Its rows in the worker's columns.
  var firstRow = 0
  var rows = 0
  /// Rows that do not stand on the line after the row before: the row in the range, its line from 0.
  var runs: [(row: Int, line: Int)] = []
  var rejects: [PendingReject] = []
  /// The guess where the first record begins led nowhere; to be read again.
  var isFailed = false

  init(range: Int, at position: Int) {
    self.range = range
    start = position
    end = position
  }
}

/// A row set aside; its line counts from the start of its range.
struct PendingReject {
  var line: Int
  var column: Int
  var reason: Message
  var text: String
  /// The column whose kind did not fit, and the value.
  var misfit: Misfit?
}

struct Misfit {
  var column: Int
  var value: [UInt8]
}

/// What all workers of one pass share.
struct PassPlan: Sendable {
  var source: ByteSource
  var dialect: Dialect
  var columns: [ColumnPlan]
  var names: [String]
  /// The header line, to set aside a second copy; empty without a header.
  var header: [UInt8]
  /// Where the first record begins: position and physical line from 1.
  var bodyStart: Int
  var bodyLine: Int
  /// Bytes a range.
  var rangeSize = 1 << 20
  var memory: MemoryLimit?

  var rangeCount: Int { max(1, (source.size - bodyStart + rangeSize - 1) / rangeSize) }
  /// Values that do not fit, beyond which a column is surely of another kind.
  static let misfitLimit = 1000

  /// So much has gone wrong that another kind or another dialect is needed.
  func isHopeless(misfits: [Int], rejected: Int, rows: Int) -> Bool {
    (rejected > 20_000 && rejected > rows)
      || columns.indices.contains { isHopeless($0, misfits: misfits[$0], rows: rows) }
  }

  /// A column that is needed as it is read may have many misfits in one part of the file; what is
  /// tolerated in the whole is weighed in the end.
  func isHopeless(_ column: Int, misfits: Int, rows: Int) -> Bool {
    let plan = columns[column]
    if plan.isForced || misfits <= Self.misfitLimit { return false }
    return !plan.isTolerant || misfits * 3 > rows
  }

  func start(of range: Int) -> Int { min(source.size, bodyStart + range * rangeSize) }
}
