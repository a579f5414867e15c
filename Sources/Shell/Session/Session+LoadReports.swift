import Engine
import Segments
import Syntax

extension Session {
  /// What a load did and assumed, in a few lines a table.
  func show(_ report: Segments.LoadReport, took: Swift.Duration) {
    let surface = surface
    for table in report.tables {
      note(
        screen(table, took: table.name == report.tables.last?.name ? took : nil).lines(on: surface))
      note(extent(table))
    }
    for file in report.leftOut {
      note(
        Message("{0} was left out: {1}", FilePath.last(file.file), words(file.reason.message)))
    }
    noteStartingDay()
    if let unlisted = report.unlistedCustomers, unlisted > 0 {
      note(
        Message(
          "{0} {0|customer is|customers are} in no customers file: their attributes are unknown (is_listed = false)",
          count(unlisted)))
    }
  }

  private func screen(_ table: TableReport, took: Swift.Duration?) -> LoadReport {
    return LoadReport(
      file: table.files.map(\.name).joined(separator: ", "),
      table: table.name, rowsIn: table.rowsIn, setAside: setAside(of: table),
      form: table.files.first.map { form($0.assumptions) } ?? [],
      assignments: table.roles.map { LoadReport.Assignment($0.role.rawValue, $0.source) }
        + metricColumns(of: table),
      remarks: table.assumptions + table.notes + table.files.flatMap(\.assumptions.remarks)
        + undatedRows(of: table),
      otherwise: table.statement, took: took)
  }

  /// Why rows are not among those loaded.
  func setAside(of table: TableReport) -> [LoadReport.SetAside] {
    var aside = table.rejects.reasons.map { kind in
      LoadReport.SetAside(
        kind.isVaried ? Message("such as: {0}", words(kind.example)) : kind.example,
        count: kind.count)
    }
    if table.withoutCustomer > 0 {
      let reason =
        table.kind == .customers ? Message("without an id") : Message("without a customer")
      aside.append(LoadReport.SetAside(reason, count: table.withoutCustomer))
    }
    if table.filtered > 0 {
      aside.append(LoadReport.SetAside(Message("left out by where"), count: table.filtered))
    }
    return aside
  }

  /// Rows without a time count as orders, and are in no window.
  private func undatedRows(of report: TableReport) -> [Message] {
    guard report.kind.isActivity, let table = data.dataset.activity(named: report.name)?.table,
      let time = table.fields.firstIndex(where: { $0.role == .time }),
      let known = table.columns[time].validity
    else { return [] }
    let undated = known.count - known.population
    guard undated > 0 else { return [] }
    return [
      Message(
        "{0} {0|row has no time and is|rows have no time and are} in no window", count(undated))
    ]
  }

  /// `predicted_value = ltv`: columns without a role that metrics of the rules read by their names; told
  /// when the standard rules know one of the table.
  private func metricColumns(of report: TableReport) -> [LoadReport.Assignment] {
    let isActivity = report.kind.isActivity
    let table =
      isActivity ? data.dataset.activity(named: report.name)?.table : data.dataset.customers
    guard let table else { return [] }
    // The rules are not parsed for columns that they know nothing of.
    let isKnown = table.fields.contains {
      $0.role == nil && StandardRules.mention(NameFolding.fold($0.name))
    }
    guard isKnown else { return [] }
    let readers = classification.readers(ofColumnsOf: isActivity ? report.name : nil)
    let mapped = Set(report.roles.map { NameFolding.fold($0.source) })
    return table.fields.compactMap { field in
      let file = field.aliases.first ?? field.name
      guard field.role == nil, !mapped.contains(NameFolding.fold(file)),
        let metric = readers[NameFolding.fold(field.name)]
      else { return nil }
      let isOwn = metric.hasPrefix(report.name + ".")
      return LoadReport.Assignment(
        isOwn ? String(metric.dropFirst(report.name.count + 1)) : metric, file)
    }
  }

  private func form(_ assumptions: Assumptions) -> [String] {
    var form = [words(Message(template: assumptions.format, arguments: []))]
    switch assumptions.delimiter {
    case nil, 44: break
    case 9: form.append(words(Message("tab")))
    case 32: form.append(words(Message("columns kept apart by blanks")))
    case let delimiter?: form.append(String(UnicodeScalar(delimiter)))
    }
    if assumptions.encoding != "utf-8" { form.append(assumptions.encoding) }
    if assumptions.compressed { form.append("gz") }
    return form
  }

  /// `4,338 customers · 18,532 orders · 2010-12-01 … 2011-12-09 · amount 8,911,407.904`.
  private func extent(_ table: TableReport) -> [String] {
    var parts = [words(Message("{0} {0|customer|customers}", count(table.customers)))]
    if let orders = table.orders, table.kind.isActivity {
      parts.append(words(Message("{0} {1}", count(orders), title(ofActivity: table.name))))
    }
    if let first = table.first, let last = table.last {
      parts.append("\(day(first)) … \(day(last))")
    }
    if case .decimal(let unscaled, let scale)? = table.amount {
      parts.append(
        words(Message("amount {0}", NumberText.grouped(unscaled, scale: scale, places: scale))))
    } else if case .int(let total)? = table.amount {
      parts.append(words(Message("amount {0}", count(Int(total)))))
    }
    return ["  " + StatusLine.joined(parts, on: surface)]
  }

  /// What an activity is called in the language of the session.
  func title(ofActivity name: String) -> String {
    guard surface.language == .zh else { return name }
    let names = data.dataset.activity(named: name)?.names ?? []
    return names.first { $0.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }
      ?? name
  }

  private func day(_ value: Value) -> String {
    switch value {
    case .date(let days): DayText.text(Int(days))
    case .timestamp(let time):
      DayText.text(Int(time / CivilCalendar.microsecondsPerDay))
    default: ""
    }
  }

  /// The first thing a newcomer sees.
  func showDemo(_ report: Segments.LoadReport, took: Swift.Duration) {
    note(Message("demo data: {0} customers, three years, made up", count(report.customers)))
    for table in report.tables {
      let fields: [Field] =
        table.kind.isActivity
        ? data.dataset.activity(named: table.name)?.table.fields ?? []
        : data.dataset.customers.fields
      let names = fields.map(\.name).filter { !$0.isEmpty }.joined(separator: ", ")
      note(wrapped("  \(table.name) (\(count(table.loaded))): \(names)"))
    }
    note(Message("try: {0}", "group lifecycle_stage"))
    note(
      Message("or: {0}", "where value_tier = high and no orders within 90d | top 10 by spend_total")
    )
  }

  func showTables() {
    let dataset = data.dataset
    guard !data.tables.isEmpty else {
      return say(Message("no data are loaded: load 'file.csv', or demo for an example"))
    }
    var rows: [Screen.Row] = []
    func add(_ name: String, _ table: Table) {
      let names = table.fields.map(\.name).joined(separator: ", ")
      rows.append(Screen.Row([.text(name), .integer(Int64(table.rowCount)), .text(names)]))
    }
    add("customers", dataset.customers)
    for activity in dataset.activities { add(activity.name, activity.table) }
    let columns = [
      Screen.Column(words(Message("table")), .text), Screen.Column(words(Message("rows")), .count),
      Screen.Column(words(Message("columns")), .text),
    ]
    say(settings.format.lines(Screen(columns: columns, rows: rows), on: surface))
  }
}
