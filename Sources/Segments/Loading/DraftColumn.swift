import Engine

/// A column on its way from file to dataset.
struct DraftColumn {
  /// Its name in the file; nil for a computed one.
  var fileName: String?
  var column: Column
  var role: Role?
  /// The name that a mapping gives it: its own, or a word for its role.
  var mappedName: String?

  /// What the loaded column is called.
  func name(in kind: TableKind) -> String {
    if role == .customer { return kind == .customers ? "id" : Role.customer.rawValue }
    return role?.rawValue ?? mappedName ?? fileName ?? ""
  }
}

/// Gives the columns of a table their names: roles and mappings first, files' own names after.
enum FieldNames {
  static func fields(_ columns: [DraftColumn], kind: TableKind) -> [Field] {
    var taken = Set(
      columns.filter { $0.role != nil || $0.mappedName != nil }
        .flatMap { [$0.name(in: kind)] + ($0.mappedName.map { [$0] } ?? []) }
        .map(NameFolding.fold))
    return columns.map { column in
      let wanted = column.name(in: kind)
      if column.role == nil, column.mappedName == nil {
        let name = free(wanted, taken)
        taken.insert(NameFolding.fold(name))
        return Field(name, display: .plain)
      }
      return Field(
        wanted, display: display(column), aliases: aliases(column, wanted), role: column.role)
    }
  }

  /// `wanted`, or a name near it where a role's column is called so.
  static func free(_ wanted: String, _ taken: Set<String>) -> String {
    if !taken.contains(NameFolding.fold(wanted)) { return wanted }
    let base = wanted + "_in_file"
    if !taken.contains(NameFolding.fold(base)) { return base }
    let number = (2...).first { !taken.contains(NameFolding.fold("\(base)_\($0)")) }
    return "\(base)_\(number ?? 2)"
  }

  private static func aliases(_ column: DraftColumn, _ name: String) -> [String] {
    var aliases: [String] = []
    if column.role == .customer, name != Role.customer.rawValue { aliases = ["customer"] }
    for other in [column.mappedName, column.fileName].compactMap({ $0 })
    where !(aliases + [name]).contains(where: { NameFolding.fold($0) == NameFolding.fold(other) }) {
      aliases.insert(other, at: 0)
    }
    return aliases
  }

  private static func display(_ column: DraftColumn) -> Field.Display {
    switch column.role {
    case .customer, .orderID: .id
    case .amount, .unitPrice: .money
    case .quantity, .employees: .count
    case .time, .discount, .channel, .category, .product, .brand, .status, .refund, .name, .kind,
      .gender, .birthDate, .country, .province, .city, .industry, .signup, .email, .phone, .score,
      .eventKind, .sentiment, .topic, .resolved, nil:
      .plain
    }
  }
}
