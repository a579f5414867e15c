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
  private var cells: [CellPlaces?] = []
  /// Names of each file's columns, folded.
  private var names: [[String]] = []

  mutating func append(_ result: ReadResult, at start: Int) {
    starts.append(start)
    paths.append(result.path)
    lines.append(result.lines)
    cells.append(result.cells)
    names.append(result.table.fields.map { NameFolding.fold($0.name) })
  }

  /// `rows`, no more than are kept, as they are set aside for what stands in their column `name`; in the
  /// order of `rows`.
  func rejects(
    _ rows: some Collection<Int>, column name: String?, reason: Message,
    text: (_ row: Int) -> String
  ) -> [Reject] {
    var rejects = rows.map { row in
      let (file, line) = place(row)
      return Reject(file: file, line: line, column: 0, reason: reason, text: text(row))
    }
    guard let name else { return rejects }
    for file in paths.indices {
      guard let cells = cells[file], let field = names[file].firstIndex(of: NameFolding.fold(name))
      else { continue }
      let own = zip(rejects.indices, rows).filter { self.file(of: $0.1) == file }.map(\.0)
      for (index, place) in zip(own, cells.places(of: field, at: own.map { rejects[$0].line })) {
        guard let place else { continue }
        (rejects[index].line, rejects[index].column) = (place.line, place.column)
      }
    }
    return rejects
  }

  func place(_ row: Int) -> (file: String, line: Int) {
    guard let file = file(of: row) else { return ("", row + 1) }
    return (paths[file], lines[file].line(of: row - starts[file]))
  }

  private func file(of row: Int) -> Int? {
    let file = max(0, (starts.firstIndex { $0 > row } ?? starts.count) - 1)
    return file < paths.count ? file : nil
  }
}
