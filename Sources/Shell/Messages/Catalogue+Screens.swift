extension Catalogue {
  /// Tables, charts, counts, progress.
  static let screens: [String: String] = [
    "{0} row": "{0} 行",
    "{0} rows": "{0} 行",
    "{0} more row": "还有 {0} 行",
    "{0} more rows": "还有 {0} 行",
    "+ {0} column: {1}": "+ {0} 列：{1}",
    "+ {0} columns: {1}": "+ {0} 列：{1}",
    "no rows": "没有行",
    "row {0}": "第 {0} 行",
  ]
}
