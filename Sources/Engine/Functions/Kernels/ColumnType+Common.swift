extension ColumnType {
  /// Digits after the point of an exact number; nil for every other type.
  var exactScale: Int? {
    switch self {
    case .int: 0
    case .decimal(let scale): scale
    case .bool, .float, .date, .timestamp, .string, .category, .null: nil
    }
  }

  /// Text and categories, which read as text by their keys.
  var isText: Bool {
    switch self {
    case .string, .category: true
    case .bool, .int, .decimal, .float, .date, .timestamp, .null: false
    }
  }

  var isTemporal: Bool {
    switch self {
    case .date, .timestamp: true
    case .bool, .int, .decimal, .float, .string, .category, .null: false
    }
  }

  var isNull: Bool { self == .null }

  /// The one type that values of all of `types` convert to without loss, for `coalesce`, `greatest`,
  /// the branches of a `case` and the like; nil when there is none. A bare `null` fits any type;
  /// `.null` when there is nothing else. Categories of one dimension stay categories.
  public static func common(of types: [ColumnType]) -> ColumnType? {
    let given = types.filter { !$0.isNull }
    guard let first = given.first else { return .null }
    if given.allSatisfy({ $0 == first }) { return first }
    if given.allSatisfy(\.isText) { return .string }
    if given.allSatisfy(\.isTemporal) { return .timestamp }
    guard given.allSatisfy(\.isNumeric) else { return nil }
    let scales = given.compactMap(\.exactScale)
    guard scales.count == given.count, let scale = scales.max(), scale <= DecimalScale.largest
    else { return .float }
    return .decimal(scale: scale)
  }
}
