public import Syntax

/// What a column holds: how many rows have no value, how many values differ, the extremes, and the
/// values that most rows have.
public struct ColumnProfile: Sendable {
  public let rows: Int
  public let nulls: Int
  /// Distinct values, null not counted.
  public let distinct: Int
  public let minimum: Value?
  public let maximum: Value?
  /// Most rows first, ties by value; null not among them.
  public let common: [(value: Value, rows: Int)]

  /// No two rows share a value.
  public var isKey: Bool { distinct == rows - nulls }

  /// - Parameter most: how many of the common values are wanted.
  public init(
    _ column: Column, most: Int, context: ExecutionContext = ExecutionContext()
  ) throws(Diagnostic) {
    let base = Relation(
      fields: [Field("")], columns: [column], rows: .all(column.count), identity: .none)
    let grouping = try Grouping([column], rows: base.rows, context)
    var notices = Notices()
    let counts = try Aggregation(
      relation: base, groups: grouping.codes, groupCount: grouping.count,
      aggregates: [Binder.countAggregate]
    ).run(context, &notices)[0]
    let keys = grouping.keyColumns([column])[0]
    // Groups come in the order of their keys, null last.
    let hasNull = grouping.count > 0 && keys.isNull(grouping.count - 1)
    let known = hasNull ? grouping.count - 1 : grouping.count
    rows = column.count
    nulls = hasNull ? Self.number(counts, grouping.count - 1) : 0
    distinct = known
    minimum = known > 0 ? keys.value(0) : nil
    maximum = known > 0 ? keys.value(known - 1) : nil
    let order = (0..<known).sorted { a, b in
      let (x, y) = (Self.number(counts, a), Self.number(counts, b))
      return x == y ? a < b : x > y
    }
    common = order.prefix(most).map { (keys.value($0), Self.number(counts, $0)) }
  }

  private static func number(_ column: Column, _ row: Int) -> Int { Int(column.value(row).lane) }
}
