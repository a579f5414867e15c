import Syntax

/// What was loaded: one row a customer, and any number of activities. Built by Segments, read by the
/// binder and the executor; immutable.
public final class Dataset: Sendable {
  /// One row a customer; the column with role `.customer` holds unique ids.
  public let customers: Table
  public let activities: [Activity]
  /// Changes whenever the loaded data do.
  public let fingerprint: String
  /// The day of the last activity (days since 1970-01-01); nil without dated activities.
  public let lastActivityDay: Int32?

  public init(
    customers: Table, activities: [Activity], fingerprint: String, lastActivityDay: Int32?
  ) {
    self.customers = customers
    self.activities = activities
    self.fingerprint = fingerprint
    self.lastActivityDay = lastActivityDay
  }

  public static let empty = Dataset(
    customers: Table(fields: [], columns: [], rowCount: 0), activities: [], fingerprint: "",
    lastActivityDay: nil)

  /// By name, or by a Chinese word for a usual one (`订单` for `orders`).
  public func activity(named name: String) -> Activity? {
    let wanted = NameFolding.fold(name)
    if let own = activities.first(where: { NameFolding.fold($0.name) == wanted }) { return own }
    guard let first = wanted.unicodeScalars.first, !first.isASCII else { return nil }
    let word = HanziFolding.fold(wanted)
    return activities.first { $0.names.contains(word) }
  }
}

/// An activity table, sorted by customer, then time, lines of one order together; customer `i` owns
/// rows `offsets[i] ..< offsets[i + 1]` (CSR). The customer column itself is not kept: a row's
/// customer follows from the offsets.
public final class Activity: Sendable {
  public let name: String
  public let table: Table
  /// customers + 1 offsets into the rows.
  public let offsets: Buffer<UInt32>
  /// Where several rows are lines of one order: a number for each row, equal exactly for rows of one
  /// order, whose rows are adjacent. nil when every row is an order (or event) of its own.
  public let units: Buffer<UInt32>?
  /// The number of distinct orders: the row count where `units` is nil.
  public let unitCount: Int

  public init(
    name: String, table: Table, offsets: Buffer<UInt32>, units: Buffer<UInt32>?, unitCount: Int
  ) {
    self.name = name
    self.table = table
    self.offsets = offsets
    self.units = units
    self.unitCount = unitCount
  }

  /// The customer of every row, spelled out from the offsets: 4 bytes a row, made on demand.
  public func customerOfRow() -> Buffer<UInt32> {
    Buffer(count: table.rowCount) { out in
      for customer in 0..<offsets.count - 1 {
        let rows = Int(offsets[customer])..<Int(offsets[customer + 1])
        for row in rows { out[row] = UInt32(truncatingIfNeeded: customer) }
      }
    }
  }

  public func column(_ role: Role) -> Int? { table.fields.firstIndex { $0.role == role } }
}
