import Engine
import Syntax

/// A draft of an activity put in the order of the dataset's customers.
enum ActivityAssembly {
  /// `check` is told how far this is, and throws when it is to end.
  ///
  /// Takes the draft's columns away one by one, so that each is freed once its copy is in order.
  static func assemble(
    _ draft: inout TableDraft, customerOf: Buffer<UInt32>, customers: Int, threads: Int,
    _ check: (Double) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> LoadedTable {
    let order = ActivityOrder(
      customers: customers, customerOf: customerOf, time: column(draft, .time),
      order: column(draft, .orderID), threads: threads)
    try check(0.5)
    draft.columns.removeAll { $0.role == .customer }
    draft.ids = .constant(.null, type: .string, count: 0)
    let fields = FieldNames.fields(draft.columns, kind: draft.kind)
    var columns: [Column] = []
    for index in draft.columns.indices {
      guard let rows = order.rows else {
        columns.append(draft.columns[index].column)
        continue
      }
      columns.append(RowGather.gather(draft.columns[index].column, rows, threads: threads))
      draft.columns[index].column = .constant(.null, type: .null, count: 0)
      try check(0.5 + 0.5 * Double(index + 1) / Double(draft.columns.count))
    }
    draft.columns = []
    let activity = Activity(
      name: draft.name,
      table: Table(
        fields: fields, columns: columns, rowCount: order.rows?.count ?? customerOf.count),
      offsets: order.offsets, units: order.units, unitCount: order.unitCount)
    return LoadedTable(report: report(draft.report, activity), content: .activity(activity))
  }

  private static func column(_ draft: TableDraft, _ role: Role) -> Column? {
    draft.columns.first { $0.role == role }?.column
  }

  private static func report(_ base: TableReport, _ activity: Activity) -> TableReport {
    var report = base
    let columns = activity.table.columns
    let repeated = RepeatedLines.count(activity)
    if repeated > 0 {
      report.notes.append(
        Message(
          "{0} {0|row equals|rows equal} another of {0|its|their} order in every column: all of them are kept",
          String(repeated)))
    }
    report.customers = ActivityRenumbering.active(activity.offsets).population
    report.orders = activity.unitCount
    if let time = activity.column(.time), let range = ColumnSummary.range(columns[time]) {
      report.first = range.low
      report.last = range.high
    }
    report.amount = activity.column(.amount).flatMap { ColumnSummary.sum(columns[$0]) }
    return report
  }
}
