import Engine

/// What a reader is told of the columns of a file before it is read: as what those are needed that
/// have a role, be it by their names or by what `with` says.
struct RoleNeeds: Sendable {
  private let roles: [RoleNames]
  private let mapping: LoadMapping

  /// `kind` where it is known.
  init(kind: TableKind?, mapping: LoadMapping) {
    roles =
      kind.map(RoleNames.roles) ?? [.orders, .customers, .feedback].flatMap(RoleNames.roles)
    self.mapping = mapping
  }

  func needs(_ names: [String]) -> [ColumnNeed?] {
    let mapped = mapping.roles(names)
    var needs = names.map { need($0, otherThan: mapped) }
    for case (let role, .some(let column)) in mapped { needs[column] = role.need }
    return needs
  }

  /// Roles that a mapping gives are not those of the columns called so.
  private func need(_ name: String, otherThan mapped: [Role: Int?]) -> ColumnNeed? {
    let key = NameKey.key(name)
    if let found = roles.first(where: { $0.rank(of: key) != nil }) {
      return mapped[found.role] == nil ? found.role.need : nil
    }
    return Self.isCode(key) ? .text : nil
  }

  /// Digits under such a name are no quantity.
  private static func isCode(_ key: String) -> Bool {
    let endings = [
      "phone", "mobile", "telephone", "phonenumber", "fax", "zip", "zipcode", "postcode",
      "postalcode", "areacode", "barcode", "手机", "手机号", "手机号码", "电话", "电话号码", "传真",
      "邮编", "邮政编码", "区号", "身份证", "身份证号", "身份证号码", "证件号", "证件号码", "条码",
      "条形码", "卡号", "税号", "编码", "代码",
    ]
    return endings.contains { key.hasSuffix($0) }
  }
}

extension Role {
  /// What values of the role's column are; nil where they may be anything.
  var need: ColumnNeed? {
    switch self {
    case .time, .birthDate, .signup: .date
    case .amount, .quantity, .unitPrice, .discount, .employees, .score: .number
    case .phone: .text
    case .customer, .orderID, .refund, .channel, .category, .product, .brand, .status, .name,
      .kind, .gender, .country, .province, .city, .industry, .email, .eventKind, .sentiment,
      .topic, .resolved:
      nil
    }
  }
}
