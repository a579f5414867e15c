import Engine

/// A cell as plain text, for the few that reports quote.
enum CellText {
  static func text(_ column: Column, _ row: Int) -> String {
    ColumnSummary.text(column.value(row))
  }
}
