/// A result ready to be drawn or written: exact values, and what each column means.
///
/// The bridge from tables of the engine to every output format. Screens know nothing of width,
/// colour or language; renderers do.
public struct Screen: Sendable, Hashable {
  public struct Column: Sendable, Hashable {
    public var title: String
    public var kind: Kind
    /// Texts that are longer than there is room take several lines of a table rather than being cut.
    public var wraps: Bool

    public init(_ title: String, _ kind: Kind, wraps: Bool = false) {
      self.title = title
      self.kind = kind
      self.wraps = wraps
    }
  }

  /// What a column's values mean; alignment and format follow from it.
  public enum Kind: Sendable, Hashable {
    case text, category
    /// A key: never grouped into thousands, never cut.
    case identifier
    case count, integer
    case decimal(scale: Int)
    case money(scale: Int)
    case float
    /// A part of a whole, 0…1.
    case share
    case day, timestamp, bool

    /// Numbers and dates line up on the right, so that digits of one rank stand in one column.
    var isNumeric: Bool {
      switch self {
      case .count, .integer, .decimal, .money, .float, .share: true
      case .text, .category, .identifier, .day, .timestamp, .bool: false
      }
    }

    /// Columns whose cells may be cut to make room; the values of others stay whole.
    var isShrinkable: Bool { self == .text || self == .category }
  }

  public enum Cell: Sendable, Hashable {
    case null
    case text(String)
    case integer(Int64)
    /// `value` / 10^`scale`.
    case decimal(Int64, scale: Int)
    case double(Double)
    case bool(Bool)
    /// Days since 1970-01-01.
    case day(Int32)
    /// Local microseconds since 1970-01-01.
    case timestamp(Int64)
  }

  public struct Row: Sendable, Hashable {
    public enum Role: Sendable, Hashable { case body, subtotal, total }

    public var cells: [Cell]
    public var role: Role

    public init(_ cells: [Cell], role: Role = .body) {
      self.cells = cells
      self.role = role
    }
  }

  public var columns: [Column]
  /// The rows at hand, each with one cell per column; totals, if any, come last.
  public var rows: [Row]
  /// Rows of the whole result without its totals; more than are in `rows` when it was cut.
  public var totalRows: Int

  /// `totalRows` is the number of rows that are no totals unless said otherwise.
  public init(columns: [Column], rows: [Row], totalRows: Int? = nil) {
    self.columns = columns
    self.rows = rows
    self.totalRows = totalRows ?? rows.count { $0.role != .total }
  }

  /// Rows of the result that are not in `rows`.
  public var rowsNotShown: Int { max(0, totalRows - rows.count { $0.role != .total }) }

  /// The same result with no more than `limit` rows at hand; totals stay.
  public func cut(to limit: Int) -> Screen {
    var kept = 0
    let rows = rows.filter { row in
      if row.role == .total { return true }
      kept += 1
      return kept <= limit
    }
    return Screen(columns: columns, rows: rows, totalRows: totalRows)
  }
}
