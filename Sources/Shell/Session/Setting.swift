import Engine
import Syntax

/// What `set` changes besides the parameters of the rules.
enum Setting: String, CaseIterable {
  case asof, language, rows, threads, format, timing, snapshot
  case memoryLimit = "memory_limit"

  /// By any spelling.
  static func named(_ word: String) -> Setting? {
    let key = HanziFolding.fold(NameFolding.fold(word))
    return allCases.first { $0.rawValue == key || $0.aliases.contains(key) }
  }

  /// Every spelling, for suggestions.
  static let names: [String] = allCases.flatMap { [$0.rawValue] + $0.aliases }

  var aliases: [String] {
    switch self {
    case .asof: ["as_of", "today", "基准日", "截至"]
    case .language: ["lang", "语言"]
    case .rows: ["行数"]
    case .threads: ["线程", "线程数"]
    case .format: ["格式"]
    case .timing: ["计时"]
    case .snapshot: ["snapshots", "快照"]
    case .memoryLimit: ["内存", "内存上限"]
    }
  }

  var meaning: Message {
    switch self {
    case .asof: Message("the day before which all is seen; 'default' is the day after the data")
    case .language: Message("en or zh, for this session; LANG decides at the start")
    case .rows: Message("rows of a table shown on a terminal")
    case .threads: Message("processor threads that work on a query")
    case .format: Message("how results are printed")
    case .timing: Message("whether each statement says how long it took")
    case .snapshot:
      Message("whether loaded files are kept in binary form, which opens at once the next time")
    case .memoryLimit: Message("memory beyond which work is refused, as a size or a share of all")
    }
  }

  var example: String {
    switch self {
    case .asof: "asof @2025-06-30"
    case .language: "language zh"
    case .rows: "rows 50"
    case .threads: "threads 2"
    case .format: "format csv"
    case .timing: "timing on"
    case .snapshot: "snapshot off"
    case .memoryLimit: "memory_limit = '4G'"
    }
  }
}
