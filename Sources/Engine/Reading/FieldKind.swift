/// How the fields of a column are read. The column's type follows from it.
enum FieldKind: Sendable, Equatable {
  case bool
  case int(dropsPointZero: Bool)
  case decimal(scale: Int)
  /// Numbers with currency, groups, percent or a decimal comma.
  case formatted(scale: Int, NumberStyle)
  case float
  case date(DateText.Order)
  case timestamp(DateText.Order)
  case numbered(prefix: [UInt8], width: Int)
  /// Text of few distinct values.
  case coded
  case text

  var type: ColumnType {
    switch self {
    case .bool: .bool
    case .int: .int
    case .decimal(let scale): .decimal(scale: scale)
    case .formatted(let scale, _): scale == 0 ? .int : .decimal(scale: scale)
    case .float: .float
    case .date: .date
    case .timestamp: .timestamp
    case .numbered, .coded, .text: .string
    }
  }

  var isText: Bool { type == .string }
}

/// The reading of one column: its kind and the words that mean null in it.
struct ColumnPlan: Sendable, Equatable {
  var kind: FieldKind
  /// `-`, `n/a`, `无` … are nulls here, being frequent.
  var hasWeakNulls = false
  /// The type is the caller's word: what does not fit is set aside, however much it is.
  var isForced = false
  var need: ColumnNeed?
}
