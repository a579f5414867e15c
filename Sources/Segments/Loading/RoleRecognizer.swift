import Engine
import Syntax

/// What a file is and what its columns are for, from their names and values.
struct RoleRecognizer {
  /// The table as read, and what is known beside its content.
  struct Subject {
    /// Names as in the file.
    var names: [String]
    var columns: [Column]
    var rowCount: Int
    var hasHeader: Bool
    /// The file's name without folders and ending.
    var stem: String
    /// The name of the table, where one was typed.
    var tableName: String?
    /// Roles that a mapping gives, with the column where it is a plain one: not looked for.
    var mapped: [Role: Int?]

    var shownName: String { tableName ?? stem }
  }

  enum Evidence: Sendable, Hashable {
    /// The name of the column.
    case name
    /// Its values: the only dates, ids that repeat.
    case values
  }

  struct Recognition {
    var kind: TableKind
    var tableName: String
    var roles: [Int: Role] = [:]
    var evidence: [Role: Evidence] = [:]
    /// No column holds an id: the row's number serves.
    var generatesIDs = false
  }

  let subject: Subject
  private let keys: [String]

  init(_ subject: Subject) {
    self.subject = subject
    keys = subject.names.map(NameKey.key)
  }

  /// Throws E452 when the rows of an activity cannot be given to customers.
  func recognize() throws(Diagnostic) -> Recognition {
    let named = (subject.tableName ?? "").isEmpty ? nil : subject.tableName
    let kind = try tableKind(named)
    var recognition = Recognition(kind: kind, tableName: named ?? tableName(kind))
    var names = RoleNames.roles(of: kind)
    names.removeAll { $0.role == .customer }
    try findCustomer(&recognition)
    for candidate in names where subject.mapped[candidate.role] == nil {
      if let column = best(candidate, taken: recognition.roles) {
        recognition.roles[column] = candidate.role
        recognition.evidence[candidate.role] = .name
      }
    }
    if kind.isActivity { findTime(&recognition) }
    return recognition
  }

  private func tableName(_ kind: TableKind) -> String {
    kind == .other ? TableWords.tableName(stem: subject.stem) : kind.rawValue
  }

  // MARK: What the table is

  private func tableKind(_ named: String?) throws(Diagnostic) -> TableKind {
    if let named { return TableWords.kind(of: named) ?? .other }
    let stemKind = TableWords.kind(of: subject.stem)
    if let stemKind, stemKind.isActivity { return stemKind }
    let hasDates = subject.columns.contains { $0.type == .date || $0.type == .timestamp }
    guard let customer = customerByName() ?? customerByPosition(hasDates: hasDates) else {
      if subject.mapped[.customer] != nil { return looksLikeOrders ? .orders : .other }
      try refuseWithoutCustomer(hasDates: hasDates, isCustomers: stemKind == .customers)
      return .customers
    }
    let share = ColumnSummary.distinctShare(subject.columns[customer])
    if looksLikeOrders, share < 1 || hasOrderID { return .orders }
    if share == 1 || (stemKind == .customers && !hasDates) { return .customers }
    if !hasDates, share >= 0.9 || stemKind == .customers { return .customers }
    if share >= 0.99, stemKind == .customers { return .customers }
    return looksLikeOrders ? .orders : activityKindByColumns()
  }

  private var hasOrderID: Bool {
    subject.mapped[.orderID] != nil || best(RoleNames.orderID, taken: [:]) != nil
  }

  /// An order's id, or money beside a moment.
  private var looksLikeOrders: Bool {
    if hasOrderID { return true }
    let amount = RoleNames.purchase.filter { $0.role == .amount || $0.role == .unitPrice }
    let hasAmount =
      subject.mapped[.amount] != nil || amount.contains { best($0, taken: [:]) != nil }
    let hasTime =
      subject.mapped[.time] != nil
      || RoleNames.moment.contains { best($0, taken: [:]) != nil }
    return hasAmount && hasTime
  }

  private func activityKindByColumns() -> TableKind {
    let telling: [(TableKind, Role)] = [
      (.feedback, .score), (.feedback, .sentiment), (.tickets, .resolved), (.events, .eventKind),
    ]
    return telling.first { kind, role in
      RoleNames.roles(of: kind).contains { $0.role == role && best($0, taken: [:]) != nil }
    }?.0 ?? .other
  }

  // MARK: Customers

  private func findCustomer(_ recognition: inout Recognition) throws(Diagnostic) {
    if subject.mapped[.customer] != nil { return }
    let hasDates = subject.columns.contains { $0.type == .date || $0.type == .timestamp }
    if let column = customerByName() {
      recognition.roles[column] = .customer
      recognition.evidence[.customer] = .name
    } else if recognition.kind == .customers, let column = uniqueIdentifier() {
      recognition.roles[column] = .customer
      recognition.evidence[.customer] = .values
    } else if recognition.kind == .customers {
      recognition.generatesIDs = true
    } else if let column = customerByPosition(hasDates: hasDates) {
      recognition.roles[column] = .customer
      recognition.evidence[.customer] = .values
    } else {
      throw noCustomer()
    }
  }

  private func customerByName() -> Int? {
    if case .some(.some(let column)) = subject.mapped[.customer] { return column }
    if let column = best(RoleNames.customer, taken: [:]) { return column }
    let word = best(RoleNames.customerWord, taken: [:])
    if let id = best(RoleNames.plainID, taken: [:]), isCustomersID(id, beside: word) { return id }
    return word ?? best(RoleNames.customerByName, taken: [:])
  }

  /// `id` alone is the row's own id: the customer's in a list of customers, and in an activity only
  /// where it repeats.
  private func isCustomersID(_ id: Int, beside word: Int?) -> Bool {
    let kind =
      subject.tableName.map { TableWords.kind(of: $0) ?? .other }
      ?? TableWords.kind(of: subject.stem)
    if kind == .customers { return true }
    if ColumnSummary.distinctShare(subject.columns[id]) < 1 { return true }
    return kind == nil && !(word != nil && looksLikeOrders)
  }

  /// Without names to go by: in a table without a header the first column whose values repeat beside
  /// dates, or the first whose values do not.
  private func customerByPosition(hasDates: Bool) -> Int? {
    let candidates = subject.columns.indices.filter { isIdentifier(subject.columns[$0]) }
    if subject.hasHeader {
      guard hasDates else { return nil }
      return candidates.first { column in
        endsLikeIdentifier(keys[column]) && best(RoleNames.orderID, taken: [:]) != column
          && !isProduct(column) && ColumnSummary.distinctShare(subject.columns[column]) < 0.9
      }
    }
    guard let first = candidates.first else { return nil }
    let share = ColumnSummary.distinctShare(subject.columns[first])
    return share == 1 || hasDates ? first : nil
  }

  /// The first column without repeats that is named like an id (or that is first, without a header).
  private func uniqueIdentifier() -> Int? {
    identifierColumns.first { ColumnSummary.distinctShare(subject.columns[$0]) == 1 }
  }

  private var identifierColumns: [Int] {
    subject.columns.indices.filter { column in
      isIdentifier(subject.columns[column])
        && (endsLikeIdentifier(keys[column]) || (!subject.hasHeader && column == 0))
    }
  }

  private func isIdentifier(_ column: Column) -> Bool {
    switch column.type {
    case .int, .string: true
    case .bool, .decimal, .float, .date, .timestamp, .category, .null: false
    }
  }

  private func isProduct(_ column: Int) -> Bool {
    RoleNames.purchase.contains { $0.role == .product && $0.rank(of: keys[column]) != nil }
  }

  private func endsLikeIdentifier(_ key: String) -> Bool {
    ["id", "no", "key", "code", "number", "编号", "号", "编码", "代码", "号码"].contains {
      key.hasSuffix($0)
    }
  }

  /// Rows of a file without any id can still be customers, numbered by row; but not those of a list of
  /// something else (products, campaigns), and not rows with dates.
  private func refuseWithoutCustomer(hasDates: Bool, isCustomers: Bool) throws(Diagnostic) {
    if isCustomers || (!hasDates && identifierColumns.isEmpty) { return }
    throw noCustomer()
  }

  private func noCustomer() -> Diagnostic {
    let table = subject.tableName ?? TableWords.kind(of: subject.stem)?.rawValue ?? "orders"
    let example = subject.names.first.map(Formatter.name) ?? "COLUMN"
    return Diagnostic(
      "E452", Message("no column of '{0}' says which customer a row belongs to", subject.shownName),
      hint: Message(
        "name it: load {0} from … with customer = {1}", Formatter.name(table), example))
  }

  // MARK: Other roles

  /// The free column with the best name for the role, and values to match.
  private func best(_ names: RoleNames, taken: [Int: Role]) -> Int? {
    let mappedColumns = Set(subject.mapped.values.compactMap { $0 })
    var found: (column: Int, rank: Int)?
    for (column, key) in keys.enumerated() where taken[column] == nil {
      guard let rank = names.rank(of: key), rank < found?.rank ?? Int.max,
        Self.satisfies(subject.columns[column], names.need), !mappedColumns.contains(column)
      else { continue }
      found = (column, rank)
    }
    return found?.column
  }

  static func satisfies(_ column: Column, _ need: ValueNeed) -> Bool {
    switch need {
    case .any: true
    case .date: column.type == .date || column.type == .timestamp
    case .number: column.type.isNumeric
    case .flag: column.type == .bool || isZeroOrOne(column)
    }
  }

  private static func isZeroOrOne(_ column: Column) -> Bool {
    guard column.type == .int, case (.int(let low), .int(let high))? = ColumnSummary.range(column)
    else { return false }
    return low >= 0 && high <= 1
  }

  /// Without a name that tells: the first column of dates that has no other role.
  private func findTime(_ recognition: inout Recognition) {
    guard subject.mapped[.time] == nil, recognition.evidence[.time] == nil else { return }
    let dates = subject.columns.indices.first { column in
      recognition.roles[column] == nil && Self.satisfies(subject.columns[column], .date)
    }
    guard let dates else { return }
    recognition.roles[dates] = .time
    recognition.evidence[.time] = .values
  }
}
