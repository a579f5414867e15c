public import Engine
public import Syntax

/// What a load did, as data: Shell renders it.
public struct LoadReport: Sendable {
  /// The tables loaded by this statement, customers first.
  public var tables: [TableReport]
  /// Customers of the whole dataset now.
  public var customers: Int
  /// Customers of the dataset that no customers file lists; nil without a customers file.
  public var unlistedCustomers: Int?
  /// Files of several that are no table of customers or of what they did, and why.
  public var leftOut: [(file: String, reason: Diagnostic)] = []
}

/// One table as loaded. `rowsIn = loaded + withoutCustomer + filtered + rejected`, always.
public struct TableReport: Sendable {
  public var name: String
  public var kind: TableKind
  public var files: [FileReport]
  public var rowsIn: Int
  public var loaded: Int
  /// Rows without a customer's id, set aside.
  public var withoutCustomer: Int
  /// The first of them, as `RejectList` keeps them.
  public var nameless: [Reject]
  /// Rows (with a customer) that the filter leaves out.
  public var filtered: Int
  /// Rows that could not be read, or whose customer an earlier row of the customers file has.
  public var rejected: Int { rejects.count }
  public var rejects: RejectList
  /// Distinct customers of the rows.
  public var customers: Int
  /// Distinct orders: `loaded` where every row is one. nil for customers.
  public var orders: Int?
  /// Earliest and latest date or timestamp of an activity.
  public var first: Value?
  public var last: Value?
  /// The exact sum of the amounts; nil without amounts.
  public var amount: Value?
  public var roles: [RoleReport]
  /// What was taken for granted, in reading order: `amount = Quantity * UnitPrice`.
  public var assumptions: [Message]
  /// A statement that loads the same and says all that was assumed: the one to change.
  public var statement: String
  /// Remarks on the data: ids that match nothing, columns that could not be used.
  public var notes: [Message]
}

public struct FileReport: Sendable {
  public var path: String
  public var rowsIn: Int
  public var assumptions: Assumptions

  /// The last part of the path.
  public var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}

/// A role and where its values come from.
public struct RoleReport: Sendable {
  public enum Origin: Sendable, Hashable {
    /// Recognised by the column's name.
    case name
    /// Recognised by the column's values.
    case values
    /// Said by `with`.
    case mapping
    /// Computed or made up by the loader, which is an assumption.
    case assumed
  }

  public var role: Role
  /// The column's name in the file, or the expression.
  public var source: String
  public var origin: Origin
}

/// Rows set aside: all counted by reason, the first 10,000 kept.
public struct RejectList: Sendable {
  public static let kept = 10_000

  public private(set) var count = 0
  /// One entry a kind of reason, in order of first appearance.
  public private(set) var reasons: [Reason] = []
  public private(set) var rejects: [Reject] = []

  public struct Reason: Sendable {
    /// The first of its kind.
    public let example: Message
    public fileprivate(set) var count = 1
    /// Others of its kind say something else in detail: `2 fields`, `4 fields`.
    public fileprivate(set) var isVaried = false
  }

  public init() {}

  mutating func append(_ reject: Reject) {
    count += 1
    if rejects.count < Self.kept { rejects.append(reject) }
    let reason = reject.reason
    let kind = reasons.firstIndex { $0.example.template == reason.template }
    if let kind {
      reasons[kind].count += 1
      if reasons[kind].example != reason { reasons[kind].isVaried = true }
    } else {
      reasons.append(Reason(example: reason))
    }
  }
  /// Others for a reason that is known, where as many as are kept are there.
  mutating func count(_ others: Int, moreOf reason: Message) {
    count += others
    guard let kind = reasons.firstIndex(where: { $0.example == reason }) else { return }
    reasons[kind].count += others
  }

  // MARK: Snapshots

  func write(to writer: inout SnapshotWriter) throws(SnapshotFault) {
    writer.add(count)
    try writer.add(reasons) { writer, reason throws(SnapshotFault) in
      try reason.example.write(to: &writer)
      writer.add(reason.count)
      writer.add(reason.isVaried)
    }
    try writer.add(rejects) { writer, reject throws(SnapshotFault) in
      try reject.write(to: &writer)
    }
  }

  init(from reader: inout SnapshotReader) throws(SnapshotFault) {
    count = try reader.int()
    reasons = try reader.array { reader throws(SnapshotFault) in
      Reason(
        example: try Message(from: &reader), count: try reader.int(),
        isVaried: try reader.bool())
    }
    rejects = try reader.array { reader throws(SnapshotFault) in try Reject(from: &reader) }
  }
}
