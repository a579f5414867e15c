/// What a column's values mean. How they are kept is `Storage`.
public enum ColumnType: Sendable, Hashable {
  case bool
  case int
  /// Exact, `scale` digits after the point: money.
  case decimal(scale: Int)
  case float
  case date
  case timestamp
  case string
  /// A class of a dimension: the key is the value, labels and ranks come from the domain.
  case category(CategoryDomain)
  /// The type of a bare `null`.
  case null

  public var isNumeric: Bool {
    switch self {
    case .int, .decimal, .float: true
    case .bool, .date, .timestamp, .string, .category, .null: false
    }
  }

  /// The word used in messages.
  public var word: String {
    switch self {
    case .bool: "true or false"
    case .int: "whole number"
    case .decimal: "decimal"
    case .float: "number"
    case .date: "date"
    case .timestamp: "timestamp"
    case .string: "text"
    case .category: "category"
    case .null: "null"
    }
  }
}
