/// How a column is shown and what it stands for. Exports ignore `display`; screens use it.
public struct Field: Sendable {
  public enum Display: Sendable, Hashable {
    case plain, money, percent, count, id
  }

  public var name: String
  public var display: Display
  /// Other names that mean this column: the name in the file when the role has its own.
  public var aliases: [String]
  public var role: Role?

  public init(
    _ name: String, display: Display = .plain, aliases: [String] = [], role: Role? = nil
  ) {
    self.name = name
    self.display = display
    self.aliases = aliases
    self.role = role
  }
}

/// What a column of a loaded file is for. The raw value is the canonical column name.
public enum Role: String, Sendable, Hashable, CaseIterable {
  /// The customer's id: `id` in customers, `customer` in activities.
  case customer
  case time
  case orderID = "order_id"
  case amount
  case quantity
  case unitPrice = "unit_price"
  case discount
  case channel
  case category
  case product
  case brand
  case status
  case refund
  case name
  case kind
  case gender
  case birthDate = "birth_date"
  case country
  case province
  case city
  case industry
  case employees
  case signup
  case email
  case phone
  case score
  case eventKind = "event_kind"
  case sentiment
  case topic
  case resolved
}

/// Columns of equal length, immutable.
public struct Table: Sendable {
  public let fields: [Field]
  public let columns: [Column]
  public let rowCount: Int
  /// What messages call it; nil: the result.
  public let name: String?

  public init(fields: [Field], columns: [Column], rowCount: Int, name: String? = nil) {
    precondition(fields.count == columns.count && columns.allSatisfy { $0.count == rowCount })
    self.fields = fields
    self.columns = columns
    self.rowCount = rowCount
    self.name = name
  }

  /// The position of the field called `name`: by name, alias or the Chinese word for its role.
  public func index(of name: String) -> Int? {
    fields.index(named: name) ?? fields.index(roleNamed: name)
  }
}
