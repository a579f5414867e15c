import Syntax

/// The names that an expression may use at one point of a query.
public struct Scope: Sendable {
  public enum Subject: Sendable {
    /// Rows are customers: metrics, dimensions and activity conditions are there too.
    case customers
    /// Rows of an activity; names that it lacks are looked for among its customers.
    case activity(Activity)
    /// Groups and other results without customers.
    case rows
  }

  public var fields: [Field]
  public var types: [ColumnType]
  public var subject: Subject
  /// What messages call rows that are neither customers nor an activity.
  public var name: String?

  public init(fields: [Field], types: [ColumnType], subject: Subject, name: String? = nil) {
    self.fields = fields
    self.types = types
    self.subject = subject
    self.name = name
  }

  public init(_ table: Table, subject: Subject) {
    self.init(
      fields: table.fields, types: table.columns.map(\.type), subject: subject, name: table.name)
  }

  /// What messages call the place where names are looked up.
  public var title: String {
    switch subject {
    case .customers: "customers"
    case .activity(let activity): activity.name
    case .rows: name ?? "the result"
    }
  }

  /// By name, alias or the Chinese word for a role.
  public func index(of name: String) -> Int? {
    fields.index(named: name) ?? fields.index(roleNamed: name)
  }
}
