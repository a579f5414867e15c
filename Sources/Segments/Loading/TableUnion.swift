import Engine
import Syntax

/// The files of one table put one after another, columns united by name.
struct TableUnion {
  /// Names as in the first file that has the column.
  var names: [String]
  var columns: [Column]
  var rowCount: Int
  var places: RowPlaces
  var files: [FileReport]
  var rejects: RejectList

  /// Throws E454 where the numbers of one column do not fit one scale.
  init(_ results: [ReadResult]) throws(Diagnostic) {
    rejects = RejectList()
    files = []
    places = RowPlaces()
    rowCount = 0
    for result in results {
      files.append(
        FileReport(path: result.path, rowsIn: result.rowsIn, assumptions: result.assumptions))
      for reject in result.rejects { rejects.append(reject) }
      places.append(result, at: rowCount)
      rowCount += result.table.rowCount
    }
    if results.count == 1, let only = results.first {
      names = only.table.fields.map(\.name)
      columns = only.table.columns
      return
    }
    names = Self.names(results)
    columns = []
    for name in names {
      let parts = results.map { result in
        let column = result.table.index(of: name).map { result.table.columns[$0] }
        return ColumnConcatenation.Part(column, count: result.table.rowCount)
      }
      columns.append(try ColumnConcatenation.concatenate(parts, name: name))
    }
  }

  private static func names(_ results: [ReadResult]) -> [String] {
    var seen: Set<String> = []
    return results.flatMap { $0.table.fields.map(\.name) }
      .filter { seen.insert(NameFolding.fold($0)).inserted }
  }
}

/// Row of a united table → file and line.
struct RowPlaces {
  private var starts: [Int] = []
  private var paths: [String] = []
  private var lines: [LineIndex] = []

  mutating func append(_ result: ReadResult, at start: Int) {
    starts.append(start)
    paths.append(result.path)
    lines.append(result.lines)
  }

  func place(_ row: Int) -> (file: String, line: Int) {
    let file = max(0, (starts.firstIndex { $0 > row } ?? starts.count) - 1)
    guard file < paths.count else { return ("", row + 1) }
    return (paths[file], lines[file].line(of: row - starts[file]))
  }

  func reject(row: Int, reason: Message, text: String) -> Reject {
    let (file, line) = place(row)
    return Reject(file: file, line: line, column: 0, reason: reason, text: text)
  }
}
