import Syntax

extension Executor {
  /// Rows by columns with totals. The column of each class is named by it, the last is `total`; the
  /// last row holds the totals (`Relation.hasTotals`). A customer of several classes of a set counts in
  /// each of them and once in the totals across them.
  func pivot(_ relation: Relation, _ pivot: PlannedPivot) throws(Diagnostic) -> Relation {
    var source = relation
    if case .list = relation.rows { source = relation.compacted(threads: context.threads) }
    var keys = [
      try column(pivot.row.value, over: source), try column(pivot.column.value, over: source),
    ]
    let once = (rows: source, keys: keys)
    spread(&source, &keys)
    let overlaps = zip(keys, once.keys).map { $0.type != $1.type }
    if overlaps.contains(true) { overlap = .margins }
    let aggregate: BoundAggregate
    if case .aggregate(let chosen, _) = pivot.cell {
      aggregate = chosen
    } else {
      aggregate = Binder.countAggregate
    }
    func cells(
      _ keys: [Column], of source: Relation
    ) throws(Diagnostic) -> (grouping: Grouping, cells: Column) {
      let (rows, prepared) = try prepare([aggregate], over: source)
      let grouping = try Grouping(keys, rows: source.rows, context)
      let column = try Aggregation(
        relation: rows, groups: grouping.codes, groupCount: grouping.count, aggregates: prepared
      ).run(context, &notices)[0]
      return (grouping, column)
    }
    func margin(_ place: Int) throws(Diagnostic) -> (grouping: Grouping, cells: Column) {
      let groups = try cells([keys[place]], of: source)
      guard overlaps[1 - place] else { return groups }
      var (rows, own) = (once.rows, [once.keys[place]])
      spread(&rows, &own)
      let totals = try cells(own, of: rows)
      return (
        groups.grouping, arranged((own[0], totals), in: (keys[place], groups), aggregate.type)
      )
    }
    let table = CrossTable(
      row: keys[0], column: keys[1], rowField: pivot.row.field,
      body: try cells(keys, of: source), rows: try margin(0), columns: try margin(1),
      all: try cells([], of: once.rows).cells)
    return table.relation(pivot.cell)
  }

  private typealias KeyedCells = (key: Column, groups: (grouping: Grouping, cells: Column))

  /// The cells of `totals` for the groups of `order`: those of the same value of the key.
  private func arranged(
    _ totals: KeyedCells, in order: KeyedCells, _ type: ColumnType
  ) -> Column {
    let keys = totals.groups.grouping.keyColumns([totals.key])[0]
    let places = Dictionary(
      (0..<keys.count).map { (keys.value($0), $0) }, uniquingKeysWith: { first, _ in first })
    let wanted = order.groups.grouping.keyColumns([order.key])[0]
    let values = (0..<wanted.count).map { index in
      places[wanted.value(index)].map(totals.groups.cells.value) ?? order.groups.cells.value(index)
    }
    return CrossTable.column(values, type: type)
  }
}

/// The cells of a crosstab and its margins, each aggregated from the rows themselves.
struct CrossTable {
  let row: Column
  let column: Column
  let rowField: Field
  let body: (grouping: Grouping, cells: Column)
  let rows: (grouping: Grouping, cells: Column)
  let columns: (grouping: Grouping, cells: Column)
  let all: Column

  func relation(_ cell: PlannedPivot.Cell) -> Relation {
    let names = columnNames
    let count = rows.grouping.count + 1
    let places = places
    var fields = [rowField]
    var result = [rowKeys]
    for index in 0...names.count {
      let isTotal = index == names.count
      let name = isTotal ? "total" : names[index]
      let values = (0..<count).map { value(cell, $0, isTotal ? nil : index, places) }
      let aliases = isTotal ? ["合计"] : aliases(ofClass: name)
      fields.append(Field(name, display: display(cell), aliases: aliases))
      result.append(Self.column(values, type: type(cell)))
    }
    var relation = Relation(fields: fields, columns: result, rows: .all(count), identity: .none)
    relation.hasTotals = true
    return relation
  }

  /// A class's column goes by its labels too.
  private func aliases(ofClass key: String) -> [String] {
    guard case .category(let domain) = column.type, let index = domain.index(of: key) else {
      return []
    }
    return [domain.categories[index].chinese, domain.categories[index].english]
  }

  private func type(_ cell: PlannedPivot.Cell) -> ColumnType {
    if case .aggregate(let aggregate, _) = cell { aggregate.type } else { .float }
  }

  private func display(_ cell: PlannedPivot.Cell) -> Field.Display {
    if case .aggregate(_, let field) = cell { field.display } else { .percent }
  }

  /// The key of each row, and null for the row of totals.
  private var rowKeys: Column {
    let representatives = rows.grouping.representatives
    let count = representatives.count + 1
    // Any row stands for the totals: its key is not looked at.
    let keys = Buffer(representatives.values + [0])
    guard row.count > 0 else { return .constant(.null, type: row.type, count: count) }
    let column = row.gathered(keys)
    let known = (0..<count - 1).filter { !column.isNull($0) }
    return Column(
      row.type, column.storage, validity: Bitmap(count: count, rows: known), count: count)
  }

  private var columnNames: [String] {
    let across = columns.grouping.keyColumns([column])[0]
    return (0..<across.count).map { Self.text(across.value($0)) }
  }

  static func text(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .bool(let bool): String(bool)
    case .int(let int): String(int)
    case .decimal(let unscaled, let scale): DecimalText.text(unscaled, scale: scale)
    case .float(let double): "\(double)"
    case .date(let days): DayText.text(Int(days))
    case .timestamp(let time):
      DayText.text(Int(floorDivide(time, CivilCalendar.microsecondsPerDay)))
    case .string(let string): string
    }
  }

  /// One cell; `column` nil is the total of the row, the row after the last the total of the column.
  private func value(
    _ cell: PlannedPivot.Cell, _ row: Int, _ column: Int?, _ places: [Int: Int]
  ) -> Value {
    let isTotal = row == rows.grouping.count
    let raw =
      isTotal
      ? margin(column)
      : column.map { places[row << 32 | $0].map(body.cells.value) ?? empty }
        ?? rows.cells.value(row)
    let whole: Value
    switch cell {
    case .aggregate: return raw
    case .shareOfRow: whole = isTotal ? all.value(0) : rows.cells.value(row)
    case .shareOfColumn: whole = column.map { columns.cells.value($0) } ?? all.value(0)
    case .shareOfAll: whole = all.value(0)
    }
    guard let part = raw.double, let total = whole.double, total != 0 else { return .float(0) }
    return .float(part / total)
  }

  private func margin(_ column: Int?) -> Value {
    column.map { columns.cells.value($0) } ?? all.value(0)
  }

  private var empty: Value { body.cells.type == .int ? .int(0) : .null }

  /// Where the cell of a row group (upper half) and a column group is: found by a row that both have.
  private var places: [Int: Int] {
    var places: [Int: Int] = [:]
    for (index, first) in body.grouping.representatives.values.enumerated() {
      places[rows.grouping.code(Int(first)) << 32 | columns.grouping.code(Int(first))] = index
    }
    return places
  }

  static func column(_ values: [Value], type: ColumnType) -> Column {
    let known = Bitmap(
      count: values.count, rows: values.indices.filter { values[$0] != .null })
    let validity = known.population == values.count ? nil : known
    if case .float = type {
      let doubles = Buffer(values.map { $0.double ?? 0 })
      return Column(type, .doubles(doubles), validity: validity, count: values.count)
    }
    if type.isTextual {
      let texts = TextArena(values.map { if case .string(let text) = $0 { text } else { "" } })
      return Column(.string, .text(texts), validity: validity, count: values.count)
    }
    let numbers = Buffer(values.map(\.lane))
    let narrow = withExtendedLifetime(numbers) { Integers.narrowest(numbers.values) }
    return Column(type, .integers(narrow), validity: validity, count: values.count)
  }
}

extension Grouping {
  /// The group of a base row.
  func code(_ row: Int) -> Int {
    switch codes {
    case .codes(let codes): Int(codes[row])
    case .direct(let ways): ways[0].code(ofRow: row)
    case .single, .customers: 0
    }
  }
}

extension Value {
  /// The `Int64` lane of a whole number, amount, date or timestamp.
  var lane: Int64 {
    switch self {
    case .int(let int): int
    case .decimal(let unscaled, _): unscaled
    case .date(let days): Int64(days)
    case .timestamp(let time): time
    case .bool(let bool): bool ? 1 : 0
    case .null, .float, .string: 0
    }
  }
}
