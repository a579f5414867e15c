/// An expression of few values that rows are grouped by: its different values, and codes of rows made from the
/// columns it looks at, so that no column of it is written.
struct FewValues: Sendable {
  /// Code of a row: the place of its value among `values`; the number of these for null.
  let keys: DirectKeys
  /// Whole numbers, dates or times, ascending, none of them null.
  let values: Column
  let rowCount: Int

  /// The values at `places`, null at the last one.
  func column(of places: [Int]) -> Column {
    guard values.count > 0 else { return .constant(.null, type: values.type, count: places.count) }
    let null = values.count
    let rows = Buffer(places.map { $0 == null ? 0 : UInt32(truncatingIfNeeded: $0) })
    let known = places.contains(null) ? Bitmap(count: places.count) { places[$0] != null } : nil
    return Column(
      values.type, values.gathered(rows).storage, validity: known, count: places.count)
  }

  /// The value of every row.
  func column(_ context: ExecutionContext) -> Column {
    let codes = keys.allCodes(rowCount, context)
    return column(of: (0..<rowCount).map { Int(codes[$0]) })
  }
}

/// What rows are grouped by.
enum GroupKey: Sendable {
  case column(Column)
  case few(FewValues)

  var type: ColumnType {
    switch self {
    case .column(let column): column.type
    case .few(let few): few.values.type
    }
  }

  /// The key as a column over the base rows.
  func column(_ context: ExecutionContext) -> Column {
    switch self {
    case .column(let column): column
    case .few(let few): few.column(context)
    }
  }
}
