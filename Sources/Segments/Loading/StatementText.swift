import Engine
import Syntax

/// The statement that loads a table as it was loaded.
enum StatementText {
  /// `load orders from 'x.csv' with customer = CustomerID, … where … using delimiter = ';'`: what was
  /// recognised or said. Roles whose column has the role's name go without saying.
  static func load(
    table: String, kind: TableKind, files: [FileReport], roles: [RoleReport],
    others: [(name: String, text: String)], filter: String?
  ) -> String {
    let mappings =
      roles.sorted { position($0.role) < position($1.role) }.compactMap { mapping($0, kind) }
      + others.map { "\(Formatter.name($0.name)) = \($0.text)" }
    var text =
      "load \(Formatter.name(table)) from "
      + files.map { Formatter.string($0.path) }.joined(separator: ", ")
    if !mappings.isEmpty { text += " with " + mappings.joined(separator: ", ") }
    if let filter { text += " where " + filter }
    let options = options(files)
    if !options.isEmpty { text += " using " + options.joined(separator: ", ") }
    return text
  }

  private static func position(_ role: Role) -> Int { Role.allCases.firstIndex(of: role) ?? 0 }

  private static func mapping(_ report: RoleReport, _ kind: TableKind) -> String? {
    let role = report.role.rawValue
    let isColumn = report.origin == .name || report.origin == .values
    let source = NameFolding.fold(report.source)
    if isColumn, source == role || (kind == .customers && source == "id" && role == "customer") {
      return nil
    }
    return "\(role) = \(isColumn ? Formatter.name(report.source) : report.source)"
  }

  /// What the reader found out, where it is not what a plain CSV file is.
  private static func options(_ files: [FileReport]) -> [String] {
    guard let file = files.first?.assumptions else { return [] }
    var options: [String] = []
    if file.format == "csv", let delimiter = file.delimiter, delimiter != 0x2C {
      let character = delimiter == 9 ? "\\t" : String(UnicodeScalar(delimiter))
      options.append("delimiter = \(Formatter.string(character))")
    }
    if !["utf-8", "utf8", "ascii"].contains(file.encoding.lowercased()) {
      options.append("encoding = \(Formatter.string(file.encoding))")
    }
    if !file.hasHeader { options.append("header = false") }
    return options
  }
}
