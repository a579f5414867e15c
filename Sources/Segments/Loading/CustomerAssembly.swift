import Engine
import Syntax

/// The customers' table: rows of the customers file, then customers known by their activities alone.
struct CustomerAssembly {
  /// The customers file, when there is one.
  private(set) var file: LoadedTable?
  private var ids: Column = .constant(.null, type: .string, count: 0)
  private var listedCount = 0
  private var hasFile = false
  private var derivedNotes: [(table: String, note: Message)] = []

  /// Customers that the customers file does not list; nil without a file.
  var unlistedCount: Int? { hasFile ? ids.count - listedCount : nil }

  mutating func number(_ numbering: CustomerNumbering, hasFile: Bool) {
    ids = numbering.ids
    listedCount = numbering.listedCount
    self.hasFile = hasFile
  }

  mutating func adopt(_ loaded: LoadedTable) { file = loaded }

  /// Takes over a customers file: the first row of each id, later ones set aside.
  mutating func adopt(_ draft: inout TableDraft, _ numbering: CustomerNumbering) {
    var report = draft.report
    let reason = Message("an earlier row has this id")
    let id = draft.columns.first { $0.role == .customer }?.fileName
    let shown = numbering.duplicates.prefix(RejectList.kept).map { Int($0) }
    let repeated = draft.places.rejects(shown, column: id, reason: reason) {
      Self.text(draft, $0)
    }
    for reject in repeated { report.rejects.append(reject) }
    report.rejects.count(numbering.duplicates.count - shown.count, moreOf: reason)
    report.loaded -= numbering.duplicates.count
    report.customers = numbering.listedCount
    let rows = Self.keptRows(draft, numbering)
    if !draft.columns.contains(where: { $0.role == .customer }) {
      draft.columns.insert(DraftColumn(column: draft.ids, role: .customer), at: 0)
    }
    var columns: [Column] = []
    for column in draft.columns {
      let source = column.role == .customer ? draft.ids : column.column
      let kept = rows.map { RowGather.gather(source, $0, threads: 1) } ?? source
      columns.append(column.role == .customer ? Self.complete(kept) : kept)
    }
    let table = Table(
      fields: FieldNames.fields(draft.columns, kind: .customers), columns: columns,
      rowCount: rows?.count ?? draft.rowCount)
    draft.columns = []
    file = LoadedTable(report: report, content: .customers(table))
  }

  /// nil: all rows, as they are.
  private static func keptRows(
    _ draft: TableDraft, _ numbering: CustomerNumbering
  ) -> Buffer<UInt32>? {
    if draft.ids.validity == nil, numbering.duplicates.isEmpty { return nil }
    var kept = draft.ids.validity ?? Bitmap(count: draft.rowCount, all: true)
    kept = kept.subtracting(
      Bitmap(count: draft.rowCount, rows: numbering.duplicates.lazy.map { Int($0) }))
    return Buffer(kept.rows)
  }

  private static func complete(_ ids: Column) -> Column {
    Column(ids.type, ids.storage, count: ids.count)
  }

  private static func text(_ draft: TableDraft, _ row: Int) -> String {
    CellText.row(draft.columns.map(\.column), row)
  }

  // MARK: The table

  /// Throws E454, which columns of one file cannot cause.
  mutating func table(_ activities: [Activity], threads: Int) throws(Diagnostic) -> Table {
    guard let file, case .customers(let listed) = file.content else {
      return derived(activities, threads)
    }
    let appended = ids.count - listedCount
    var fields = listed.fields
    var columns: [Column] = []
    for (field, column) in zip(fields, listed.columns) {
      if field.role == .customer {
        columns.append(ids)
      } else {
        columns.append(
          try ColumnConcatenation.concatenate(
            [.init(column, count: listedCount)]
              + (appended > 0 ? [.init(nil, count: appended)] : []), name: field.name))
      }
    }
    let first = listedCount
    fields.append(
      Field(FieldNames.free("is_listed", Set(fields.map { NameFolding.fold($0.name) }))))
    columns.append(
      appended == 0
        ? .constant(.bool(true), type: .bool, count: ids.count)
        : Column(.bool, .bits(Bitmap(count: ids.count, rows: 0..<first)), count: ids.count))
    return Table(fields: fields, columns: columns, rowCount: ids.count)
  }

  /// Attributes that activities carry for their customers, where no file does.
  private static let attributes: [Role] = [
    .name, .kind, .gender, .birthDate, .country, .province, .city, .industry, .employees, .signup,
    .email, .phone,
  ]

  private mutating func derived(_ activities: [Activity], _ threads: Int) -> Table {
    guard !activities.isEmpty else { return Table(fields: [], columns: [], rowCount: 0) }
    var fields = [Field("id", display: .id, aliases: ["customer"], role: .customer)]
    var columns = [ids]
    for role in Self.attributes {
      if AssemblyStop.isStopped { break }
      guard let activity = activities.first(where: { $0.column(role) != nil }),
        let index = activity.column(role)
      else { continue }
      let latest = LatestValues(
        activity.table.columns[index], offsets: activity.offsets, threads: threads)
      // What changes with most orders is the order's (where it went), not the customer's.
      guard latest.variedCount * 5 <= max(latest.repeatedCount, 1) else { continue }
      let field = activity.table.fields[index]
      fields.append(Field(field.name, display: field.display, aliases: field.aliases, role: role))
      columns.append(latest.column)
      note(role, latest, activity)
    }
    return Table(fields: fields, columns: columns, rowCount: ids.count)
  }

  private mutating func note(_ role: Role, _ latest: LatestValues, _ activity: Activity) {
    let note =
      latest.variedCount == 0
      ? Message("{0} of customers: as in their {1}", role.rawValue, activity.name)
      : Message(
        "{0} of customers: the latest of their {1} ({2} {2|has|have} more than one)", role.rawValue,
        activity.name, String(latest.variedCount))
    derivedNotes.append((activity.name, note))
  }

  // MARK: Notes

  /// Adds to an activity's report what only shows once it is joined.
  func annotate(_ loaded: inout LoadedTable) {
    guard case .activity(let activity) = loaded.content else { return }
    let own = derivedNotes.filter { $0.table == activity.name }.map(\.note)
    loaded.report.assumptions += own.filter { !loaded.report.assumptions.contains($0) }
    guard hasFile, let unlistedCount, unlistedCount > 0 else { return }
    let active = ActivityRenumbering.active(activity.offsets)
    let unlisted = active.population - listedWithRows(active)
    guard unlisted > 0 else { return }
    let missing = active.rows.lazy.map { Int($0) }.filter { $0 >= listedCount }
    if let padding = ZeroPadding(ids, listedCount: listedCount, missing: missing) {
      let note = note(padding, activity.name, loaded.report)
      loaded.report.notes.removeAll { $0.template == note.template }
      return loaded.report.notes.append(note)
    }
    let note =
      unlisted == active.population
      ? Message(
        "no customer of {0} is in the customers file: are ids written as '{1}' there, '{2}' here",
        activity.name, CellText.text(ids, 0), CellText.text(ids, ids.count - 1))
      : Message(
        "{0} {0|customer|customers} of {1} {0|is|are} not in the customers file", String(unlisted),
        activity.name)
    loaded.report.notes.removeAll { $0.template == note.template }
    loaded.report.notes.append(note)
  }

  private func note(_ padding: ZeroPadding, _ activity: String, _ report: TableReport) -> Message {
    let short = padding.isActivityShort ? report : file?.report ?? report
    let column = short.roles.first { $0.role == .customer }?.source ?? "id"
    return padding.isActivityShort
      ? Message(
        "ids of {0} lack zeros in front, '{1}' is '{2}' in the customers file: load {0} … with {3}",
        activity, padding.unlisted, padding.listed,
        "customer = lpad(\(column), \(padding.width), '0')")
      : Message(
        "ids of the customers file lack zeros in front, '{1}' is '{2}' in {0}: load customers … with {3}",
        activity, padding.listed, padding.unlisted,
        "customer = lpad(\(column), \(padding.width), '0')")
  }

  private func listedWithRows(_ active: Bitmap) -> Int {
    active.and(Bitmap(count: active.count, rows: 0..<listedCount)).population
  }
}
