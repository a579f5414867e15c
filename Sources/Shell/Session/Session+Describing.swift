import Engine
import Segments
import Syntax

extension Session {
  /// `describe NAME`: a dimension, metric, segment, table or column, whichever it is.
  func describe(_ reference: SegmentReference) throws(Diagnostic) {
    let name = reference.name
    if reference.version == nil {
      if definitions.metric(name) != nil || !definitions.dimensions(called: name).isEmpty {
        return try describeRule(name, at: reference.span)
      }
      if let table = table(named: name) { return describe(table) }
    }
    do {
      try describeSegment(reference)
    } catch {
      var better = error
      if better.hint == nil { better.hint = suggestion(name, among: describable) }
      throw better
    }
  }

  private var describable: [String] {
    definitions.metrics.map(\.definition.name) + definitions.dimensions.map(\.definition.name)
      + data.dataset.activities.map(\.name) + ["customers"]
  }

  private func table(named name: String) -> Table? {
    let folded = NameFolding.fold(name)
    if folded == "customers" || folded == "客户" { return data.dataset.customers }
    return data.dataset.activity(named: name)?.table
  }

  private func describe(_ table: Table) {
    let columns = ["column", "type", "in the file"].map {
      Screen.Column(words(Message(template: $0, arguments: [])), .text)
    }
    let rows = zip(table.fields, table.columns).map { field, column in
      Screen.Row([
        .text(field.name), .text(words(Message(template: column.type.word, arguments: []))),
        field.aliases.isEmpty ? .null : .text(field.aliases.joined(separator: ", ")),
      ])
    }
    say(settings.format.lines(Screen(columns: columns, rows: rows), on: surface))
  }

  func showMetrics() throws(Diagnostic) {
    let columns = [
      Screen.Column(words(Message("metric")), .text),
      Screen.Column(words(Message("meaning")), .text),
      Screen.Column(words(Message("available")), .text),
    ]
    let binder = Binder(catalog)
    var rows: [Screen.Row] = []
    for entry in definitions.metrics where !entry.definition.name.contains(".") {
      rows.append(
        Screen.Row([
          .text(entry.definition.name), entry.definition.description.map { .text($0) } ?? .null,
          .text(availability(entry.definition.name, binder)),
        ]))
    }
    say(settings.format.lines(Screen(columns: columns, rows: rows), on: surface))
  }

  /// `yes`, or what is missing.
  private func availability(_ key: String, _ binder: Binder) -> String {
    do {
      _ = try binder.definition(key: key)
      return words(Message("yes"))
    } catch {
      return words(error.message)
    }
  }
}
