import Engine

/// Pieces of statements in the language's own spelling.
enum StatementText {
  /// A name, between backticks where it is not an identifier or is a word of the grammar.
  static func name(_ name: String) -> String {
    let isIdentifier =
      name.first.map { $0.isLetter || $0 == "_" } ?? false
      && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    if isIdentifier, !reserved.contains(name.lowercased()) { return name }
    return "`"
      + name.split(separator: "`", omittingEmptySubsequences: false).joined(separator: "``")
      + "`"
  }

  static func string(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  /// `load orders from 'x.csv' with customer = CustomerID, … where … using delimiter = ';'`: what was
  /// recognised or said. Roles whose column has the role's name go without saying.
  static func load(
    table: String, kind: TableKind, files: [FileReport], roles: [RoleReport],
    others: [(name: String, text: String)], filter: String?
  ) -> String {
    let mappings =
      roles.sorted { position($0.role) < position($1.role) }.compactMap { mapping($0, kind) }
      + others.map { "\(name($0.name)) = \($0.text)" }
    var text = "load \(name(table)) from " + files.map { string($0.path) }.joined(separator: ", ")
    if !mappings.isEmpty { text += " with " + mappings.joined(separator: ", ") }
    if let filter { text += " where " + filter }
    let options = options(files)
    if !options.isEmpty { text += " using " + options.joined(separator: ", ") }
    return text
  }

  private static func position(_ role: Role) -> Int { Role.allCases.firstIndex(of: role) ?? 0 }

  private static func mapping(_ report: RoleReport, _ kind: TableKind) -> String? {
    let isID = report.role == .customer && kind == .customers
    let role = isID ? "id" : report.role.rawValue
    let isColumn = report.origin == .name || report.origin == .values
    if isColumn, NameFolding.fold(report.source) == role { return nil }
    return "\(role) = \(isColumn ? name(report.source) : report.source)"
  }

  /// What the reader found out, where it is not what a plain CSV file is.
  private static func options(_ files: [FileReport]) -> [String] {
    guard let file = files.first?.assumptions else { return [] }
    var options: [String] = []
    if file.format == "csv", let delimiter = file.delimiter, delimiter != 0x2C {
      let character = delimiter == 9 ? "\\t" : String(UnicodeScalar(delimiter))
      options.append("delimiter = \(string(character))")
    }
    if !["utf-8", "utf8", "ascii"].contains(file.encoding.lowercased()) {
      options.append("encoding = \(string(file.encoding))")
    }
    if !file.hasHeader { options.append("header = false") }
    return options
  }

  private static let reserved: Set<String> = [
    "and", "or", "not", "in", "is", "between", "like", "within", "case", "when", "then", "else",
    "end", "where", "by", "as", "from", "distinct", "null", "true", "false", "has", "no", "with",
    "using",
  ]
}
