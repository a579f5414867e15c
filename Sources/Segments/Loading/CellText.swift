import Engine

/// A cell as plain text, for the few that reports quote.
enum CellText {
  /// A row as far as it is known once it is a row of columns.
  static func row(_ columns: [Column], _ row: Int) -> String {
    String(columns.prefix(8).map { text($0, row) }.joined(separator: ", ").prefix(100))
  }

  static func text(_ column: Column, _ row: Int) -> String {
    ColumnSummary.text(column.value(row))
  }
}
