import Engine
import Syntax

/// Joins tables to a dataset: customers numbered, activities sorted by customer.
struct Assembler {
  private enum Source {
    case draft(Int)
    /// A table loaded before, and its rows in the order of the dataset it stands in.
    case loaded(LoadedTable, Activity)
  }

  private var drafts: [TableDraft]
  private let previous: LoadedData
  private let threads: Int
  private let memory: MemoryLimit?
  private var sources: [Source] = []
  private var customers = CustomerAssembly()

  init(
    _ drafts: consuming [TableDraft], onto previous: LoadedData, threads: Int, memory: MemoryLimit?
  ) {
    self.memory = memory
    self.drafts = drafts
    self.previous = previous
    self.threads = threads
    sources = Self.sources(self.drafts, previous)
  }

  /// Tables loaded before keep their places; those loaded again are replaced there.
  private static func sources(_ drafts: [TableDraft], _ previous: LoadedData) -> [Source] {
    var pending = drafts.indices.filter { drafts[$0].kind.isActivity }
    var sources: [Source] = []
    for table in previous.tables {
      guard case .activity(let activity) = table.content else { continue }
      let name = NameFolding.fold(table.report.name)
      if let index = pending.first(where: { NameFolding.fold(drafts[$0].name) == name }) {
        pending.removeAll { $0 == index }
        sources.append(.draft(index))
      } else {
        sources.append(.loaded(table, activity))
      }
    }
    return sources + pending.map(Source.draft)
  }

  /// Throws E454, E710, and `.cancelled`.
  mutating func assemble(
    cancellation: Cancellation?, progress: (Double, Message) -> Void
  ) throws(Diagnostic) -> (data: LoadedData, report: LoadReport) {
    let customersDraft = drafts.firstIndex { $0.kind == .customers }
    let loadedCustomers = customersDraft == nil ? Self.customersFile(previous) : nil
    let listed = customersDraft.map { drafts[$0].ids } ?? loadedCustomers.map(\.ids)
    progress(0, Message("finding customers"))
    let numbering = CustomerNumbering(
      listed: listed, others: sources.map(ids(of:)), threads: threads)
    try Loader.check(cancellation)
    customers.number(numbering, hasFile: listed != nil)
    if let customersDraft {
      customers.adopt(&drafts[customersDraft], numbering)
    } else if let loadedCustomers {
      customers.adopt(loadedCustomers.table)
    }
    var activities: [LoadedTable] = []
    for (index, source) in sources.enumerated() {
      try Loader.check(cancellation)
      let title = Message("sorting {0}", name(of: source))
      let share = Double(sources.count)
      let memory = memory
      func check(_ part: Double) throws(Diagnostic) {
        progress((Double(index) + part) / share, title)
        try Loader.check(cancellation)
        try memory?.check()
      }
      try check(0)
      activities.append(try loaded(source, numbering, index, check))
    }
    let assembled = try finish(activities)
    try Loader.check(cancellation)
    return assembled
  }

  private static func customersFile(_ data: LoadedData) -> (table: LoadedTable, ids: Column)? {
    for loaded in data.tables {
      guard case .customers(let table) = loaded.content else { continue }
      guard let index = table.fields.firstIndex(where: { $0.role == .customer }) else { continue }
      return (loaded, table.columns[index])
    }
    return nil
  }

  /// One id a row of a draft; of a loaded activity one a customer of its dataset.
  private func ids(of source: Source) -> Column {
    switch source {
    case .draft(let index): return drafts[index].ids
    case .loaded(_, let activity):
      let customers = previous.dataset.customers
      guard let index = customers.fields.firstIndex(where: { $0.role == .customer }) else {
        return .constant(.null, type: .string, count: customers.rowCount)
      }
      let ids = customers.columns[index]
      return Column(
        ids.type, ids.storage, validity: ActivityRenumbering.active(activity.offsets),
        count: ids.count)
    }
  }

  private func name(of source: Source) -> String {
    switch source {
    case .draft(let index): drafts[index].name
    case .loaded(let table, _): table.report.name
    }
  }

  private mutating func loaded(
    _ source: Source, _ numbering: CustomerNumbering, _ position: Int,
    _ check: (Double) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> LoadedTable {
    let customerOf = numbering.customers[position]
    switch source {
    case .draft(let index):
      return try ActivityAssembly.assemble(
        &drafts[index], customerOf: customerOf, customers: numbering.ids.count, threads: threads,
        check)
    case .loaded(var table, let activity):
      table.content = .activity(
        ActivityRenumbering.renumber(
          activity, numbers: customerOf, customers: numbering.ids.count, threads: threads))
      return table
    }
  }

  private mutating func finish(
    _ loadedActivities: [LoadedTable]
  ) throws(Diagnostic) -> (data: LoadedData, report: LoadReport) {
    var tables = loadedActivities
    try Loader.check(AssemblyStop.cancellation)
    let activities = tables.compactMap { table -> Activity? in
      if case .activity(let activity) = table.content { activity } else { nil }
    }
    let table = try customers.table(activities, threads: threads)
    // The columns of work that was stopped are not to be read.
    try Loader.check(AssemblyStop.cancellation)
    for index in tables.indices { customers.annotate(&tables[index]) }
    if let file = customers.file { tables.insert(file, at: 0) }
    let dataset = Dataset(
      customers: table, activities: activities, fingerprint: fingerprint(table, activities),
      lastActivityDay: activities.compactMap(Self.lastDay).max())
    let loadedNow = Set(drafts.map { NameFolding.fold($0.name) })
    let reports = tables.map(\.report).filter { loadedNow.contains(NameFolding.fold($0.name)) }
    let report = LoadReport(
      tables: reports, customers: table.rowCount, unlistedCustomers: customers.unlistedCount)
    return (LoadedData(dataset: dataset, tables: tables), report)
  }

  private static func lastDay(_ activity: Activity) -> Int32? {
    activity.column(.time).flatMap { ColumnSummary.lastDay(activity.table.columns[$0]) }
  }

  private func fingerprint(_ customers: Table, _ activities: [Activity]) -> String {
    TableFingerprint.hash(
      [("customers", customers)] + activities.map { ($0.name, $0.table) },
      offsets: activities.map(\.offsets))
  }
}
