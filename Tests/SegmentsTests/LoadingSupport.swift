import Engine
import Segments
import Syntax

/// Files as a reader hands them over, built from literals.
enum TestFile {
  enum Cells {
    case ints([Int64?])
    case texts([String?])
    case decimals([Int64?], scale: Int)
    case days([Int64?])
    case seconds([Int64?])
    case doubles([Double?])
  }

  static func result(
    _ path: String, _ columns: [(String, Cells)], hasHeader: Bool = true, rejects: [Reject] = []
  ) -> ReadResult {
    let built = columns.map { column($0.1) }
    let count = built.first?.count ?? 0
    let table = Table(
      fields: columns.map { Field($0.0) }, columns: built, rowCount: count)
    return ReadResult(
      path: path, table: table, rowsIn: count + rejects.count, rejects: rejects,
      assumptions: Assumptions(
        format: "csv", delimiter: 0x2C, encoding: "utf-8", hasHeader: hasHeader, compressed: false),
      lines: LineIndex(rows: [0], lines: [2]))
  }

  static func column(_ cells: Cells) -> Column {
    switch cells {
    case .ints(let values): integers(.int, values)
    case .decimals(let values, let scale): integers(.decimal(scale: scale), values)
    case .days(let values): integers(.date, values)
    case .seconds(let values): integers(.timestamp, values.map { $0.map { $0 * 1_000_000 } })
    case .doubles(let values):
      Column(
        .float, .doubles(Buffer(values.map { $0 ?? 0 })), validity: validity(values),
        count: values.count)
    case .texts(let values):
      Column(
        .string, .text(TextArena(values.map { $0 ?? "" })), validity: validity(values),
        count: values.count)
    }
  }

  private static func integers(_ type: ColumnType, _ values: [Int64?]) -> Column {
    let lanes = values.map { $0 ?? 0 }
    let kept = lanes.withUnsafeBufferPointer { Integers.narrowest($0) }
    return Column(type, .integers(kept), validity: validity(values), count: values.count)
  }

  private static func validity<T>(_ values: [T?]) -> Bitmap? {
    if values.allSatisfy({ $0 != nil }) { return nil }
    return Bitmap(count: values.count, rows: values.indices.filter { values[$0] != nil })
  }
}

extension RowEvaluation {
  /// Column names alone.
  static let namesOnly = RowEvaluation(
    column: { expression, table throws(Diagnostic) in
      guard case .name(let name) = expression.shape, let index = table.index(of: name.text) else {
        throw Diagnostic("E201", Message("no column"), at: expression.span)
      }
      return RowValues(table.columns[index])
    },
    mask: { expression, _ throws(Diagnostic) in
      throw Diagnostic("E201", Message("no conditions"), at: expression.span)
    })
}

extension Dataset {
  func customer(_ role: Role) -> [Value]? {
    guard let index = customers.fields.firstIndex(where: { $0.role == role }) else { return nil }
    return (0..<customers.rowCount).map { customers.columns[index].value($0) }
  }

  func values(_ name: String, of activity: String) -> [Value]? {
    guard let table = self.activity(named: activity)?.table, let index = table.index(of: name)
    else {
      return nil
    }
    return (0..<table.rowCount).map { table.columns[index].value($0) }
  }
}
