import Engine
import Syntax

/// Turns rows of the engine into a screen: exact values, and what each column means.
struct ScreenBuilder {
  private let relation: Relation
  private let language: Language
  private let headings: Language
  private let visible: [Int]

  /// `headings`: canonical names where machines read them.
  init(
    _ relation: Relation, catalog: Catalog, language: Language, headings: Language? = nil
  ) {
    self.relation = relation
    self.language = language
    self.headings = headings ?? language
    // Columns without a name are working columns.
    visible = relation.fields.indices.filter { !relation.fields[$0].name.isEmpty }
  }

  func screen(limit: Int) -> Screen {
    let total = relation.rowCount
    let body = relation.hasTotals ? total - 1 : total
    let columns = visible.map { Screen.Column(title(relation.fields[$0]), kind($0)) }
    var lines = lines(firstRows(min(limit, body)))
    if relation.hasTotals { lines.append(totals(of: total - 1)) }
    return Screen(columns: columns, rows: lines, totalRows: body)
  }

  /// Column by column: to copy one costs more than a cell of it.
  private func lines(_ rows: [UInt32]) -> [Screen.Row] {
    var cells = rows.map { _ in
      var cells: [Screen.Cell] = []
      cells.reserveCapacity(visible.count)
      return cells
    }
    for index in visible {
      let column = relation.columns[index]
      for (line, row) in rows.enumerated() { cells[line].append(cell(of: column, Int(row))) }
    }
    return cells.map { Screen.Row($0) }
  }

  /// The row of totals: it has a name instead of a key.
  private func totals(of row: Int) -> Screen.Row {
    let name = Catalogue.translate(Message("total"), language)
    var cells: [Screen.Cell] = visible.map { cell(of: relation.columns[$0], row) }
    if !cells.isEmpty { cells[0] = .text(name) }
    return Screen.Row(cells, role: .total)
  }

  private func firstRows(_ limit: Int) -> [UInt32] {
    switch relation.rows {
    case .all(let count): (0..<UInt32(min(limit, count))).map(\.self)
    case .bits(let bits): Array(bits.rows.prefix(limit))
    case .list(let rows): Array(rows.values.prefix(limit))
    }
  }

  private func kind(_ index: Int) -> Screen.Kind {
    let field = relation.fields[index]
    switch (relation.columns[index].type, field.display) {
    case (.decimal(let scale), .money): return .money(scale: scale)
    case (.decimal(let scale), _): return .decimal(scale: scale)
    case (.float, .percent): return .share
    case (.float, .money): return .money(scale: 2)
    case (.float, _): return .float
    case (.int, .id), (.string, .id): return .identifier
    case (.int, .count): return .count
    case (.int, .money): return .money(scale: 0)
    case (.int, _): return .integer
    case (.bool, _): return .bool
    case (.date, _): return .day
    case (.timestamp, _): return .timestamp
    case (.category, _): return .category
    case (.string, _), (.null, _): return .text
    }
  }

  private func cell(of column: Column, _ row: Int) -> Screen.Cell {
    switch column.value(row) {
    case .null: return .null
    case .bool(let bool): return .bool(bool)
    case .int(let int): return .integer(int)
    case .decimal(let unscaled, let scale): return .decimal(unscaled, scale: scale)
    case .float(let double): return .double(double)
    case .date(let days): return .day(days)
    case .timestamp(let time): return .timestamp(time)
    case .string(let text): return .text(label(text, column.type))
    }
  }

  /// A column's heading: in Chinese the Chinese one of its names, any of which can be typed.
  private func title(_ field: Field) -> String {
    guard headings == .zh, !Self.isChinese(field.name) else { return field.name }
    if let alias = field.aliases.first(where: Self.isChinese) { return alias }
    // A name of the file's own says more than what its column is for.
    let isCanonical =
      field.name == field.role?.rawValue || (field.role == .customer && field.name == "id")
    return isCanonical ? field.role?.chineseNames.first ?? field.name : field.name
  }

  private static func isChinese(_ name: String) -> Bool {
    name.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }

  /// Classes are shown by their label where the language is not that of the keys.
  private func label(_ key: String, _ type: ColumnType) -> String {
    guard language == .zh, case .category(let domain) = type else { return key }
    if domain.isMulti {
      return key.split(separator: CategoryDomain.separator)
        .map { domain.label(String($0)) }.joined(separator: "、")
    }
    return domain.label(key)
  }
}

extension CategoryDomain {
  fileprivate func label(_ key: String) -> String {
    index(of: key).map { categories[$0].chinese } ?? key
  }
}
