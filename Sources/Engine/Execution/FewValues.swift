/// An expression of few values that rows are grouped by: its different values, and codes of rows made from the
/// columns it looks at, so that no column of it is written.
struct FewValues: Sendable {
  /// Code of a row: the place of its value among `values`; the number of these for null.
  let keys: DirectKeys
  /// Whole numbers, dates or times, ascending, none of them null.
  let values: Column
  /// Whether some rows may have none.
  let hasNull: Bool
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

  /// The value of every row; all null when interrupted.
  func column(_ context: ExecutionContext) -> Column {
    let codes = keys.allCodes(rowCount, context)
    // Rows that nobody came to have anything for a code.
    guard case .integers(let numbers) = values.storage, !context.cancellation.isCancelled else {
      return .constant(.null, type: values.type, count: rowCount)
    }
    // Null's place holds a number, too.
    let all = (0..<numbers.count).map { numbers[$0] } + [0]
    let padded = Column(
      values.type, .integers(all.withUnsafeBufferPointer { .narrowest($0) }), count: all.count)
    let null = UInt32(truncatingIfNeeded: values.count)
    let known = hasNull ? Bitmap(count: rowCount, where: { codes[$0] != null }) : nil
    return Column(
      values.type, padded.gathered(codes, threads: context.threads).storage, validity: known,
      count: rowCount)
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
