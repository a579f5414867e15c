extension Catalogue {
  /// Tables, charts, counts, progress.
  static let screens: [String: String] = [
    "{0} {0|row|rows}": "{0} 行",
    "{0} more {0|row|rows}": "还有 {0} 行",
    "+ {0} {0|column|columns}: {1}": "+ {0} 列：{1}",
    "row {0}": "第 {0} 行",
    "{0} {0|row|rows} in = {1} loaded": "读入 {0} 行 = 载入 {1} 行",
    "{0} {0|row|rows} in = {1} loaded + {2} set aside": "读入 {0} 行 = 载入 {1} 行 + 搁置 {2} 行",
    "to load it otherwise: {0}": "若要换一种方式载入：{0}",
    "{0} left": "剩余 {0}",
  ]
}
