/// Every customer of several columns of ids given a number: first those of the customers file in its
/// order, then those that occur only elsewhere, by id (numerically where ids are prefix and number).
public struct CustomerNumbering: Sendable {
  /// The customer's id by number, type string, distinct, no nulls.
  public let ids: Column
  /// The first so many are those of the customers file.
  public let listedCount: Int
  /// Rows of the customers file that repeat an id which an earlier row has, ascending.
  public let duplicates: [UInt32]
  /// For each other column the customer's number by row; `none` where the row has no id.
  public let customers: [Buffer<UInt32>]

  /// Stands for a row without a customer.
  public static let none = UInt32.max

  /// `listed` and `others` as `IdentifierColumn` makes them. Rows whose validity bit is clear are left
  /// out: they name no customer.
  public init(listed: Column?, others: [Column], threads: Int) {
    let columns = (listed.map { [$0] } ?? []) + others
    let numbered: Numbered
    if let shape = IdentifierShape.common(columns) {
      if let range = Self.range(columns, threads), Self.isDense(range, columns) {
        numbered = DenseNumbering.number(listed, others, shape, range, threads: threads)
      } else {
        numbered = HashedNumbering.number(listed, others, shape, threads: threads)
      }
    } else {
      numbered = TextNumbering.number(listed, others, threads: threads)
    }
    ids = numbered.ids
    listedCount = numbered.listedCount
    duplicates = numbered.duplicates
    customers = numbered.customers
  }

  struct Numbered {
    var ids: Column
    var listedCount: Int
    var duplicates: [UInt32]
    var customers: [Buffer<UInt32>]
  }

  private static func range(_ columns: [Column], _ threads: Int) -> ClosedRange<Int64>? {
    let ranges = columns.compactMap { IdentifierShape.range($0, threads: threads) }
    guard let low = ranges.map(\.low).min(), let high = ranges.map(\.high).max() else { return nil }
    return low...high
  }

  /// A direct-address table costs 4 bytes for each number of the range: worth it up to four times
  /// the rows, and always when it fits in cache.
  private static func isDense(_ range: ClosedRange<Int64>, _ columns: [Column]) -> Bool {
    let span = range.upperBound - range.lowerBound
    let rows = columns.reduce(0) { $0 + $1.count }
    return range.lowerBound >= 0 && span < Int64(max(1 << 20, rows * 4)) && span < 1 << 31
  }
}
