import Engine
import Segments
import Syntax

/// Loads that would do nothing but harm.
extension Session {
  /// Throws E459 for a file of rules, or of other statements, in the place of data.
  func checkIsData(_ file: FileReference) throws(Diagnostic) {
    guard file.path.lowercased().hasSuffix(".strata") else { return }
    let text = try FilePath.text(FilePath.expanded(file.path, from: base), at: file.span)
    let (rules, faults) = RuleFile.read(text, name: file.path)
    let isScript = faults.contains { $0.code == "E602" } || rules.definitions.isEmpty
    throw Diagnostic(
      "E459", Message("'{0}' holds statements, not data", file.path), at: file.span,
      label: Message("not a table"),
      hint: Message(
        "write {0}", (isScript ? "run " : "rules load ") + Formatter.string(file.path)))
  }

  /// Throws E460 for a table without rows that would take the place of one with rows, or of the demo
  /// data.
  func checkHasRows(_ report: Segments.LoadReport) throws(Diagnostic) {
    guard
      let empty = report.tables.first(where: { table in
        let old = data.table(named: table.name)?.report.loaded ?? 0
        return table.loaded == 0 && (old > 0 || isDemo && report.tables.count == 1)
      })
    else { return }
    let file = empty.files.map(\.name).joined(separator: ", ")
    let reasons = setAside(of: empty).map { "\(count($0.count)) \(words($0.reason))" }
    let separator = surface.language == .zh ? "；" : "; "
    throw Diagnostic(
      "E460",
      reasons.isEmpty
        ? Message("{0} has no rows", file)
        : Message("no row of {0} is left: {1}", file, reasons.joined(separator: separator)),
      label: Message("nothing to load; what was loaded before stays"))
  }
}
