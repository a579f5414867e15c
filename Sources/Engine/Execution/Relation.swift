/// Rows between two stages: columns, which of their rows are meant and in what order, and whose they
/// are.
public struct Relation: Sendable {
  public enum Rows: Sendable {
    case all(Int)
    case bits(Bitmap)
    case list(Buffer<UInt32>)

    public var count: Int {
      switch self {
      case .all(let count): count
      case .bits(let bits): bits.population
      case .list(let rows): rows.count
      }
    }
  }

  /// How a row leads to a customer.
  public enum Identity: Sendable {
    /// Row i of the columns is customer i.
    case customers
    /// Row i of the columns is row i of the activity.
    case activity(Activity)
    /// Row i of the columns is customer `rows[i]`.
    case listed(Buffer<UInt32>)
    /// Groups: no customers any more.
    case none
  }

  public var fields: [Field]
  public var columns: [Column]
  public var rows: Rows
  public var identity: Identity
  /// The last row holds totals (a crosstab).
  public var hasTotals = false

  public init(fields: [Field], columns: [Column], rows: Rows, identity: Identity) {
    self.fields = fields
    self.columns = columns
    self.rows = rows
    self.identity = identity
  }

  public init(_ table: Table, identity: Identity) {
    self.init(
      fields: table.fields, columns: table.columns, rows: .all(table.rowCount), identity: identity)
  }

  /// Rows of the columns, selected or not.
  public var baseCount: Int {
    if let first = columns.first { return first.count }
    switch rows {
    case .all(let count): return count
    case .bits(let bits): return bits.count
    case .list(let rows): return rows.count
    }
  }

  public var rowCount: Int { rows.count }

  /// Leaves the row of totals out.
  mutating func dropTotals() {
    guard hasTotals else { return }
    rows = rows.prefix(rowCount - 1)
    hasTotals = false
  }

  /// The base row of each row, in order.
  public var rowList: [UInt32] {
    switch rows {
    case .all(let count): (0..<UInt32(count)).map { $0 }
    case .bits(let bits): bits.rows
    case .list(let rows): Array(rows.values)
    }
  }
}
