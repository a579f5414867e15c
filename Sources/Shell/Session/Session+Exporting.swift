import Engine
import Syntax

extension Session {
  /// Writes rows to a file: whole or not at all, exact values, then one line that says so.
  func export(_ export: Export, _ rows: Relation) throws(Diagnostic) {
    let table = exported(rows, columns: export.columns.map(\.name))
    var list: [UInt32]?
    if case .all = rows.rows {} else { list = rows.rowList }
    let path = FilePath.expanded(export.path)
    let layout = try ExportFormat(path: path, at: export.pathSpan).layout
    if export.bom, layout != .csv, layout != .tsv {
      throw Diagnostic(
        "E445", Message("only '.csv' and '.tsv' files begin with a byte order mark"),
        at: export.pathSpan, label: Message("without 'bom'"))
    }
    let file = try ExportFile(path, overwrite: export.overwrite, at: export.pathSpan)
    let outcome = try TableExport(table, rows: list, context: context)
      .write(to: file, raw: export.raw, bom: export.bom)
    note(Message("wrote {0} {0|row|rows} to {1}", count(outcome.rowCount), export.path))
    if outcome.guardedCount > 0 {
      note(
        Message(
          "{0} {0|text cell begins like a spreadsheet formula and was|text cells begin like a spreadsheet formula and were} written with a leading ' (raw turns it off)",
          count(outcome.guardedCount)))
    }
  }

  /// The named columns with all their rows, the wanted and others; without names, the columns that are
  /// shown.
  private func exported(_ rows: Relation, columns names: [String]) -> Table {
    let chosen =
      names.isEmpty
      ? rows.fields.indices.filter { !rows.fields[$0].name.isEmpty }
      : names.compactMap { rows.scope.index(of: $0) }
    return Table(
      fields: chosen.map { rows.fields[$0] }, columns: chosen.map { rows.columns[$0] },
      rowCount: rows.baseCount)
  }
}

extension FilePath {
  /// A small file written whole, refusing to overwrite unless told.
  static func write(
    _ bytes: [UInt8], to path: String, overwrite: Bool, at span: Span
  ) throws(Diagnostic) {
    let target = expanded(path)
    if !overwrite, FileSystem.target(target) != .missing {
      throw Diagnostic(
        "E441", Message("'{0}' exists", path), at: span, label: Message("not overwritten"),
        hint: Message("add overwrite"))
    }
    do throws(FileFault) {
      var file = try AtomicFile(target, mode: 0o644)
      try file.write(bytes)
      try file.commit(replacing: overwrite)
    } catch {
      throw error.diagnostic("E443", at: span)
    }
  }
}
