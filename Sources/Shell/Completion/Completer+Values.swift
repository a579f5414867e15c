import Engine
import Syntax

extension Completer {
  /// Beyond so many customers a dimension is not worked out just to count its classes.
  private static let customersCounted = 200_000
  private static let activityRowsCounted = 2_000_000
  /// Beyond so many rows the values of a column are offered without their counts.
  private static let rowsCounted = 20_000_000
  private static let valuesOffered = 50

  private static let idsOffered = 20

  /// The ids of the first customers that begin with what was typed.
  var customerIDs: [Choice] {
    let customers = catalog.dataset.customers
    guard let index = customers.fields.firstIndex(where: { $0.role == .customer }) else {
      return []
    }
    let column = customers.columns[index]
    var found: [Choice] = []
    for row in 0..<customers.rowCount {
      let id: String
      switch column.value(row) {
      case .string(let text): id = text
      case .int(let number): id = String(number)
      case .null, .bool, .decimal, .float, .date, .timestamp: continue
      }
      guard id.utf8.starts(with: context.partial.utf8) else { continue }
      let isWord = context.quote == nil && (column.type == .int || Formatter.name(id) == id)
      found.append(Choice([id], isWord ? .word : .text))
      if found.count == Self.idsOffered { break }
    }
    return found
  }

  /// What `name` can be compared with: the classes of a dimension, the texts of a column.
  func values(of name: Name) -> [Choice] {
    if let column = column(name) { return values(in: column) }
    guard name.qualifier == nil else { return [] }
    let dimensions = catalog.definitions.dimensions(called: name.text)
    guard dimensions.count == 1, let key = dimensions.first?.definition.name else { return [] }
    do {
      let bound = try binder.definition(key: key)
      let column = counted(key)
      guard let domain = bound.domain else { return column.map { values(in: $0) } ?? [] }
      return classes(of: domain, column)
    } catch {
      return []
    }
  }

  /// The loaded column of that name, as the rows have it before the cursor.
  private func column(_ name: Name) -> Column? {
    if let qualifier = name.qualifier {
      guard let activity = catalog.dataset.activity(named: qualifier) else {
        return column(name.text, of: catalog.dataset.customers)
      }
      return column(name.text, of: activity.table)
    }
    if let activity = context.activity.flatMap({ catalog.dataset.activity(named: $0) }) {
      return column(name.text, of: activity.table)
    }
    switch (plan?.source, scope.subject) {
    case (.relation(let relation), _):
      return relation.scope.index(of: name.text).map { relation.columns[$0] }
    case (_, .activity(let activity)):
      return column(name.text, of: activity.table)
        ?? column(name.text, of: catalog.dataset.customers)
    case (_, .customers): return column(name.text, of: catalog.dataset.customers)
    case (_, .rows): return nil
    }
  }

  private func column(_ name: String, of table: Table) -> Column? {
    table.index(of: name).map { table.columns[$0] }
  }

  /// The dimension for every customer, when it is at hand or quickly worked out.
  private func counted(_ key: String) -> Column? {
    let executor = Executor(
      session.catalog, context: ExecutionContext(threads: session.settings.threads),
      cache: session.cache)
    if let kept = executor.keptDefinitionColumn(key) { return kept }
    let dataset = catalog.dataset
    let rows = dataset.activities.reduce(0) { $0 + $1.table.rowCount }
    guard dataset.customers.rowCount <= Self.customersCounted, rows <= Self.activityRowsCounted
    else { return nil }
    do {
      return try executor.definitionColumn(key)
    } catch {
      return nil
    }
  }

  /// The classes of the dimension with that name, whether or not the data suffice for it; after a
  /// table its columns.
  func classes(ofDimension name: String) -> [Choice] {
    let dimensions = catalog.definitions.dimensions(called: name)
    guard let dimension = dimensions.first?.definition, dimensions.count == 1 else {
      return dimensions.isEmpty ? members(of: name) : []
    }
    return dimension.open == nil
      ? classes(of: CategoryDomain(dimension), nil) : values(of: Name(dimension.name))
  }

  private func classes(of domain: CategoryDomain, _ column: Column?) -> [Choice] {
    let counts = column.flatMap { Self.counts($0, domain) }
    return domain.categories.enumerated().map { index, category in
      let labels = [category.chinese] + category.aliases
      let count = counts.map { NumberText.grouped($0[index]) }
      let note = [isChinese ? category.chinese : nil, count].compactMap(\.self)
      let inQuotes = context.quote != nil && context.quote != "`"
      let names = inQuotes ? labels : labels.filter { Formatter.name($0) == $0 }
      let spellings = writesChinese ? names + [category.key] : [category.key] + names
      return Choice(
        spellings, inQuotes ? .text : .name, note: note.joined(separator: " "))
    }
  }

  /// The most frequent texts of a column that has few enough to be kept as codes.
  private func values(in column: Column) -> [Choice] {
    if column.type == .bool { return ["true", "false"].map { Choice([$0], .word) } }
    guard case .codes(_, let dictionary) = column.storage else { return [] }
    if case .category(let domain) = column.type { return classes(of: domain, column) }
    let typed = NameFolding.fold(context.partial)
    let counts =
      column.count <= Self.rowsCounted ? Self.counts(column, size: dictionary.count) : nil
    var fitting = (0..<dictionary.count).filter { code in
      if let counts, counts[code] == 0 { return false }
      return typed.isEmpty || NameFolding.fold(dictionary.string(code)).contains(typed)
    }
    if let counts { fitting.sort { (counts[$1], $0) < (counts[$0], $1) } }
    return fitting.prefix(Self.valuesOffered).map { code in
      Choice(
        [dictionary.string(code)], .text,
        note: counts.map { NumberText.grouped($0[code]) } ?? "")
    }
  }

  /// How many rows have each code; nil when the column is not kept as codes.
  /// Customers by class; one in several classes counts in each.
  private static func counts(_ column: Column, _ domain: CategoryDomain) -> [Int]? {
    guard let codes = counts(column, size: domain.dictionary.count) else { return nil }
    var classes = [Int](repeating: 0, count: domain.categories.count)
    for (code, count) in codes.enumerated() {
      for index in domain.classes(of: code) { classes[index] += count }
    }
    return classes
  }

  private static func counts(_ column: Column, size: Int) -> [Int]? {
    guard case .codes(let codes, _) = column.storage else { return nil }
    var counts = [Int](repeating: 0, count: size)
    for row in 0..<column.count where !column.isNull(row) {
      let code = codes[row]
      if code < size { counts[code] += 1 }
    }
    return counts
  }
}
