import Engine
import Syntax

/// What `with` says, before anything is computed: which role or name each expression gives.
struct LoadMapping {
  struct Item {
    var role: Role?
    var name: String
    var nameSpan: Span?
    /// nil: `role = null`, the role stays empty.
    var value: Expression?
  }

  let items: [Item]

  /// Throws E450 for an expression without a name.
  init(_ mapping: [NamedExpression], table: ColumnReference?) throws(Diagnostic) {
    let isActivity = table.map { TableWords.kind(of: $0.name) != .customers } ?? false
    var items: [Item] = []
    for entry in mapping {
      guard let name = entry.name else {
        throw Diagnostic(
          "E450", Message("a mapping needs the name of a role or a new column"),
          at: entry.value.span, label: Message("name = … expected"))
      }
      let folded = NameFolding.fold(name)
      let role = folded == "id" && !isActivity ? Role.customer : Role(rawValue: folded)
      let isEmpty = entry.value.shape == .literal(.null) && role != nil
      items.append(
        Item(role: role, name: name, nameSpan: entry.nameSpan, value: isEmpty ? nil : entry.value))
    }
    self.items = items
  }

  /// The roles given, with the position of the column where it is just one of `names`.
  func roles(_ names: [String]) -> [Role: Int?] {
    var roles: [Role: Int?] = [:]
    for item in items {
      guard let role = item.role else { continue }
      roles[role] = .some(item.value.flatMap { Self.plainColumn($0, names) })
    }
    return roles
  }

  /// The column that `expression` is, when it is nothing but a name.
  static func plainColumn(_ expression: Expression, _ names: [String]) -> Int? {
    guard case .name(let name) = expression.shape, name.qualifier == nil else { return nil }
    let wanted = NameFolding.fold(name.text)
    return names.firstIndex { NameFolding.fold($0) == wanted }
  }
}

extension LoadMapping.Item {
  /// Throws E451 when the values cannot serve the role.
  func check(_ column: Column, value: Expression) throws(Diagnostic) {
    guard let role, let expected = Self.expected(role, column) else { return }
    throw Diagnostic(
      "E451", Message("{0} needs {1}, this is {2}", role.rawValue, expected, column.type.word),
      at: value.span, label: Message(template: column.type.word, arguments: []))
  }

  /// What the role needs, when `column` is not it.
  private static func expected(_ role: Role, _ column: Column) -> String? {
    switch role {
    case .time, .birthDate, .signup:
      RoleRecognizer.satisfies(column, .date) ? nil : "dates"
    case .amount, .quantity, .unitPrice, .discount, .employees, .score:
      RoleRecognizer.satisfies(column, .number) ? nil : "numbers"
    case .refund:
      RoleRecognizer.satisfies(column, .flag) ? nil : "true and false, or amounts"
    case .customer, .orderID, .channel, .category, .product, .brand, .status, .name, .kind, .gender,
      .country, .province, .city, .industry, .email, .phone, .eventKind, .sentiment, .topic,
      .resolved:
      nil
    }
  }
}
