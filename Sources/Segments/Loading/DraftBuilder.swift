import Engine
import Syntax

/// Applies mapping, assumptions and filter to the columns of one table, and notes what it did.
struct DraftBuilder {
  private(set) var columns: [DraftColumn]
  private let recognition: RoleRecognizer.Recognition
  private let mapping: LoadMapping
  private let request: LoadRequest
  private let evaluation: RowEvaluation
  private let files: [FileReport]
  private let rejects: RejectList
  private let places: RowPlaces
  private let rowCount: Int
  /// Roles and mapped names, in the order in which the report lists them.
  private var origins: [RoleReport] = []
  private var assumptions: [Message] = []
  private var notes: [Message] = []
  private var filtered = 0

  init(
    _ union: TableUnion, _ recognition: RoleRecognizer.Recognition, _ mapping: LoadMapping,
    _ request: LoadRequest, _ evaluation: RowEvaluation
  ) {
    self.recognition = recognition
    self.mapping = mapping
    self.request = request
    self.evaluation = evaluation
    files = union.files
    rejects = union.rejects
    places = union.places
    rowCount = union.rowCount
    columns = zip(union.names, union.columns).enumerated().map { index, pair in
      DraftColumn(fileName: pair.0, column: pair.1, role: recognition.roles[index])
    }
    nameRefundAmount()
    noteRecognition()
  }

  private mutating func nameRefundAmount() {
    let (wanted, keys) = RoleNames.refundAmount
    let found = columns.firstIndex { column in
      column.role == nil && column.column.type.isNumeric
        && keys.contains(NameKey.key(column.fileName ?? ""))
    }
    guard recognition.kind.isActivity, let found,
      !columns.contains(where: { NameFolding.fold($0.fileName ?? "") == wanted })
    else { return }
    columns[found].mappedName = wanted
    assumptions.append(Message("{0} = {1}", wanted, columns[found].fileName ?? ""))
  }

  private mutating func noteRecognition() {
    for column in columns {
      guard let role = column.role, let name = column.fileName else { continue }
      let isByName = recognition.evidence[role] == .name
      origins.append(RoleReport(role: role, source: name, origin: isByName ? .name : .values))
      if !isByName { assumptions.append(Message("{0} = {1}, by its values", role.rawValue, name)) }
    }
    if recognition.generatesIDs {
      assumptions.append(Message("no column holds ids: customers are numbered by row, 'row 1' …"))
    }
  }

  // MARK: Mapping

  mutating func applyMapping() throws(Diagnostic) {
    let names = columns.map { $0.fileName ?? "" }
    let table = table(fields: fileFields())
    var moved: Set<Int> = []
    for item in mapping.items {
      if let role = item.role { release(role) }
      guard let value = item.value else { continue }
      if let index = LoadMapping.plainColumn(value, names), moved.insert(index).inserted {
        try item.check(columns[index].column, value: value)
        columns[index].role = item.role
        columns[index].mappedName = item.name
      } else {
        let values = try evaluation.column(value, table)
        try item.check(values.column, value: value)
        columns.append(DraftColumn(column: values.column, role: item.role, mappedName: item.name))
        if values.unreadable > 0 { noteUnreadable(item, value, values, table) }
      }
      guard let role = item.role else { continue }
      origins.append(RoleReport(role: role, source: text(value), origin: .mapping))
    }
  }

  /// Says which values a cast in `with` could not read, with the first row that is null for it.
  private mutating func noteUnreadable(
    _ item: LoadMapping.Item, _ value: Expression, _ values: RowValues, _ table: Table
  ) {
    let sources = value.columns(of: table)
    let first = (0..<rowCount).first { row in
      values.column.isNull(row) && sources.contains { !$0.isNull(row) }
    }
    let count = String(values.unreadable)
    let mapping = "\(Formatter.name(item.role?.rawValue ?? item.name)) = \(text(value))"
    guard let first, let source = sources.first(where: { !$0.isNull(first) }) else {
      notes.append(Message("{0} {0|value|values} could not be converted: {1}", count, mapping))
      return
    }
    let place = places.place(first)
    notes.append(
      Message(
        "{0} {0|value could not be converted and is|values could not be converted and are} null: {1}, such as '{2}' at {3}:{4}",
        count, mapping, CellText.text(source, first), place.file, String(place.line)))
  }

  /// Takes a role from the column that was recognised for it.
  private mutating func release(_ role: Role) {
    for index in columns.indices where columns[index].role == role { columns[index].role = nil }
    origins.removeAll { $0.role == role }
  }

  /// The columns under the names of the file, with their roles as other names.
  private func fileFields() -> [Field] {
    columns.map { column in
      Field(
        column.fileName ?? "", aliases: column.role.map { [$0.rawValue] } ?? [], role: column.role)
    }
  }

  private func table(fields: [Field]) -> Table {
    Table(
      fields: fields, columns: columns.map(\.column), rowCount: rowCount,
      name: files.map(\.name).joined(separator: ", "))
  }

  private func text(_ expression: Expression) -> String {
    let bytes = Array(request.text.utf8)
    let span = expression.span
    guard span.start >= 0, span.start < span.end, span.end <= bytes.count else { return "…" }
    return String(decoding: bytes[span.start..<span.end], as: UTF8.self)
  }

  // MARK: Assumptions

  /// amount = quantity × unit price, where there is no amount and nothing was said of it.
  mutating func computeAmount() throws(Diagnostic) {
    guard recognition.kind.isActivity, !mapping.names(.amount), column(.amount) == nil,
      let quantity = column(.quantity), let price = column(.unitPrice)
    else { return }
    let fields = fileFieldsWithRoles()
    let nowhere = Span(0, 0)
    let product = Expression(
      .binary(
        .multiply, Expression(.name(Name(fields[quantity].name, quoted: true)), at: nowhere),
        Expression(.name(Name(fields[price].name, quoted: true)), at: nowhere)), at: nowhere)
    let amount = try evaluation.column(product, table(fields: fields))
    columns.append(DraftColumn(column: amount.column, role: .amount))
    let source = "\(sourceName(quantity)) * \(sourceName(price))"
    origins.append(RoleReport(role: .amount, source: source, origin: .assumed))
    assumptions.append(Message("amount = {0}", source))
  }

  /// Money is exact: floating point that only comes from how the file was written goes back to
  /// decimals.
  mutating func makeAmountsExact() {
    for role in [Role.amount, .unitPrice, .discount] {
      guard let index = column(role), let exact = ExactAmounts.decimal(columns[index].column) else {
        continue
      }
      columns[index].column = exact.column
      guard exact.adjusted > 0 else { continue }
      assumptions.append(
        Message(
          "{0} kept to {1} {1|decimal|decimals} ({2} {2|value differs|values differ} by less than a millionth)",
          role.rawValue, String(exact.scale), String(exact.adjusted)))
    }
  }

  /// 0 and 1 in a refund's flag are false and true.
  mutating func makeFlags() {
    guard let index = column(.refund), columns[index].column.type == .int,
      RoleRecognizer.satisfies(columns[index].column, .flag),
      case .integers(let numbers) = columns[index].column.storage
    else { return }
    let isSet = Bitmap(count: rowCount, rows: (0..<rowCount).lazy.filter { numbers[$0] != 0 })
    columns[index].column = Column(
      .bool, .bits(isSet), validity: columns[index].column.validity, count: rowCount)
  }

  private func column(_ role: Role) -> Int? { columns.firstIndex { $0.role == role } }

  private func sourceName(_ index: Int) -> String {
    Formatter.name(columns[index].fileName ?? columns[index].role?.rawValue ?? "")
  }

  // MARK: Rows

  /// The ids of the rows' customers; made from row numbers where there are none.
  mutating func identifiers() -> IdentifierColumn {
    guard let index = column(.customer) else {
      return IdentifierColumn(IdentifierColumn.generated(count: rowCount))
    }
    let identifiers = IdentifierColumn(columns[index].column)
    columns[index].column = identifiers.column
    if identifiers.wasFractional, let name = columns[index].fileName {
      assumptions.append(Message("ids in '{0}' lose the '.0' that they are written with", name))
    }
    normalizeOrderIDs()
    return identifiers
  }

  /// Order ids are text as customers' are: one that is a number shows no thousands separators, and
  /// sums over it are no question.
  private mutating func normalizeOrderIDs() {
    guard let index = column(.orderID) else { return }
    columns[index].column = IdentifierColumn(columns[index].column).column
  }

  /// The rows that are loaded: with a customer, and chosen by the filter. nil: all of them.
  mutating func filter(_ identifiers: IdentifierColumn) throws(Diagnostic) -> Bitmap? {
    let present = identifiers.column.validity
    guard let filter = request.filter else { return present }
    let mask = try evaluation.mask(filter, table(fields: fileFieldsWithRoles()))
    let kept = present?.and(mask) ?? mask
    filtered = identifiers.present - kept.population
    return kept
  }

  /// The columns under their loaded names, with the files' own as aliases.
  private func fileFieldsWithRoles() -> [Field] {
    FieldNames.fields(columns, kind: recognition.kind)
  }

  // MARK: Report

  func report(_ identifiers: IdentifierColumn, loaded: Int) -> TableReport {
    TableReport(
      name: recognition.tableName, kind: recognition.kind, files: files,
      rowsIn: rowCount + rejects.count, loaded: loaded,
      withoutCustomer: rowCount - identifiers.present, nameless: nameless(identifiers.column),
      filtered: filtered, rejects: rejects,
      customers: 0, orders: nil, first: nil, last: nil, amount: nil, roles: origins,
      assumptions: assumptions, statement: statement(), notes: notes + missingRoles())
  }

  /// Rows whose id is missing or blank.
  private func nameless(_ ids: Column) -> [Reject] {
    guard ids.validity != nil else { return [] }
    let name = columns.first { $0.role == .customer }?.fileName
    let reason =
      switch (recognition.kind, name) {
      case (.customers, let name?): Message("without an id: no value in '{0}'", name)
      case (.customers, nil): Message("without an id")
      case (_, let name?): Message("without a customer: no value in '{0}'", name)
      case (_, nil): Message("without a customer")
      }
    let rows = (0..<rowCount).lazy.filter { ids.isNull($0) }.prefix(RejectList.kept)
    return places.rejects(Array(rows), column: name, reason: reason) { row in
      CellText.row(columns.map(\.column), row)
    }
  }

  private func missingRoles() -> [Message] {
    guard recognition.kind.isActivity else { return [] }
    var missing: [Message] = []
    if recognition.kind == .orders, column(.amount) == nil {
      let unread = unread(RoleNames.purchase.filter { $0.role == .amount })
      missing.append(
        unread.map {
          Message("'{0}' does not hold numbers: {1} can be counted, not summed", $0, name)
        } ?? Message("no column holds amounts: {0} can be counted, not summed", name))
    }
    guard column(.time) == nil else { return missing }
    missing.append(
      unread(RoleNames.moment).map {
        Message("'{0}' does not hold dates: {1} have no time", $0, name)
      }
        ?? Message("no column holds dates: {0} have no time", name))
    return missing
  }

  /// The column that has the name for a role, but not the values.
  private func unread(_ names: [RoleNames]) -> String? {
    columns.lazy.compactMap(\.fileName).first { file in
      names.contains { $0.rank(of: NameKey.key(file)) != nil }
    }
  }

  private var name: String { recognition.tableName }

  private func statement() -> String {
    StatementText.load(
      table: recognition.tableName, kind: recognition.kind, files: files, roles: origins,
      others: mapping.items.compactMap { item in
        guard item.role == nil, let value = item.value else { return nil }
        return (item.name, text(value))
      }, filter: request.filter.map(text))
  }
}

extension Expression {
  /// The columns that the expression names.
  fileprivate func columns(of table: Table) -> [Column] {
    var found: [Column] = []
    if case .name(let name) = shape, let index = table.index(of: name.text) {
      found.append(table.columns[index])
    }
    return found + children.flatMap { $0.columns(of: table) }
  }
}
