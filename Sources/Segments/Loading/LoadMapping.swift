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

  /// `kind` is what the table is, as far as its name or its file's tells: a word such as `类型` is
  /// another role in customers than in events. Throws E450 for an expression without a name.
  init(_ mapping: [NamedExpression], kind: TableKind?) throws(Diagnostic) {
    var items: [Item] = []
    // A role under its own name goes before one under another word for it, which then is a column.
    var given = Set(mapping.compactMap { Role(rawValue: NameFolding.fold($0.name ?? "")) })
    for entry in mapping {
      guard let name = entry.name else {
        throw Diagnostic(
          "E450", Message("a mapping needs the name of a role or a new column"),
          at: entry.value.span, label: Message("name = … expected"))
      }
      var role = Role(rawValue: NameFolding.fold(name))
      if role == nil, let meant = RoleNames.role(called: name, in: kind),
        given.insert(meant).inserted
      {
        role = meant
      }
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

  /// Whether something was said of `role`.
  func names(_ role: Role) -> Bool { items.contains { $0.role == role } }

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
    if role == .refund {
      return column.type == .bool || column.type.isNumeric ? nil : "true and false, or amounts"
    }
    switch role.need {
    case .date: return RoleRecognizer.satisfies(column, .date) ? nil : "dates"
    case .number: return RoleRecognizer.satisfies(column, .number) ? nil : "numbers"
    case .text, nil: return nil
    }
  }
}
