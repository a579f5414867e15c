import Engine
import Segments
import Syntax

extension Session {
  /// `describe NAME`: a dimension, metric, table, column, segment, parameter or class, whichever it is.
  func describe(_ reference: SegmentReference) throws(Diagnostic) {
    let name = reference.name
    if reference.version == nil {
      if definitions.metric(called: name) != nil || !definitions.dimensions(called: name).isEmpty {
        if try describeNamesake(reference) { return }
        return try describeRule(name, at: reference.span)
      }
      if let table = table(named: name) { return try describe(table) }
      if let (table, index) = column(named: name) { return try describe(table, index) }
      let rowMetrics = definitions.rowMetrics(called: name)
      for metric in rowMetrics { try describeRule(metric.definition.name, at: reference.span) }
      if !rowMetrics.isEmpty { return }
    }
    do {
      try describeSegment(reference)
    } catch {
      if reference.version == nil, error.code == "E501",
        let parameter = definitions.parameter(name)?.definition
      {
        return explain(parameter)
      }
      if reference.version == nil, error.code == "E501", try listClasses(called: name) { return }
      if reference.version == nil, error.code == "E501",
        let detail = try classification.classDetail(called: name, at: reference.span)
      {
        return describe(detail)
      }
      var better = error
      if better.hint == nil { better.hint = suggestion(name, among: describable) }
      throw better
    }
  }

  /// The classes that a word names in several dimensions, a line each; false where it names no more than
  /// one.
  func listClasses(called word: String) throws(Diagnostic) -> Bool {
    let classes = definitions.classes(called: word)
    guard classes.count > 1 else { return false }
    let names = definitions.candidates(classes)
    let columns = [
      Screen.Column(words(Message("class")), .text), Screen.Column(words(Message("label")), .text),
      Screen.Column(words(Message("dimension")), .text),
      Screen.Column(words(Message("count")), .count),
      Screen.Column(words(Message("share")), .share), Screen.Column(words(Message("trait")), .text),
    ]
    var rows: [Screen.Row] = []
    for (dimension, category) in classes {
      let place = Span(0, 0)
      let detail = try classification.classDetail(
        ClassReference(
          ColumnReference(dimension.name, at: place), ColumnReference(category.name, at: place)))
      rows.append(
        Screen.Row([
          .text("\(dimension.name).\(category.name)"),
          label(detail.title).map { .text($0) } ?? .null,
          label(detail.dimension).map { .text($0) } ?? .null,
          detail.size.map { .integer(Int64($0.count)) } ?? .null,
          detail.size.map { .double($0.share) } ?? .null,
          detail.trait.map { .text($0) } ?? .null,
        ]))
    }
    try besideTable {
      say(
        Message(
          "'{0}' names {1} classes: 'describe {2}' says more of one", word, count(classes.count),
          names[0].key, names[0].chinese))
    }
    say(settings.format.lines(Screen(columns: columns, rows: rows), on: surface))
    return true
  }

  /// A name that is a dimension and a column of the customers: what `group` would take it for, and how the
  /// other is reached. False for other names.
  private func describeNamesake(_ reference: SegmentReference) throws(Diagnostic) -> Bool {
    let customers = data.dataset.customers
    guard let dimension = definitions.dimension(reference.name)?.definition.name,
      definitions.metric(reference.name) == nil,
      let column = customers.fields.index(named: reference.name)
    else { return false }
    switch classification.availability(of: dimension) {
    case .available:
      try describeDimension(dimension, at: reference.span)
      try besideTable {
        say(Message("{0} is the dimension here, the column is customers.{0}", dimension))
      }
    case .missing, .faulty:
      try describe(customers, column)
      try besideTable {
        say(
          Message(
            "{0} is the column: the data do not allow the dimension of that name, see 'dimensions {0}'",
            dimension))
      }
    }
    return true
  }

  /// `describe value_tier.high`, `describe orders.channel` or `describe orders.is_discounted`.
  func describe(_ reference: ClassReference) throws(Diagnostic) {
    if let word = reference.category?.name,
      let metric = definitions.metric(called: word, of: reference.dimension.name)
    {
      return try describeRule(metric.definition.name, at: reference.span)
    }
    if definitions.dimensions(called: reference.dimension.name).isEmpty,
      let table = table(named: reference.dimension.name), let name = reference.category
    {
      guard let index = table.index(of: name.name) else {
        throw Diagnostic(
          "E201", Message("no column '{0}' in {1}", name.name, reference.dimension.name),
          at: name.span, label: Message("not a column"),
          hint: suggestion(name.name, among: table.fields.map(\.name)))
      }
      return try describe(table, index)
    }
    describe(try classification.classDetail(reference))
  }

  var describable: [String] {
    definitions.metrics.flatMap { [$0.definition.name] + $0.definition.aliases }
      + definitions.dimensions.flatMap { entry in
        [entry.definition.name] + entry.definition.labels.map(\.text) + entry.definition.aliases
      } + data.dataset.activities.map(\.name) + ["customers"]
  }

  private func table(named name: String) -> Table? {
    let folded = NameFolding.fold(name)
    if folded == "customers" || folded == "客户" { return data.dataset.customers }
    return data.dataset.activity(named: name)?.table
  }

  /// A column of the customers, or of the first activity that has it.
  private func column(named name: String) -> (Table, Int)? {
    let tables = [data.dataset.customers] + data.dataset.activities.map(\.table)
    for table in tables {
      if let index = table.index(of: name) { return (table, index) }
    }
    return nil
  }

  /// A line a column: what it holds at a glance.
  private func describe(_ table: Table) throws(Diagnostic) {
    var rows: [Screen.Row] = []
    for (field, column) in zip(table.fields, table.columns) {
      let profile = try ColumnProfile(column, most: 3, context: context)
      let extremes = [profile.minimum, profile.maximum].map { value in
        value.map { Screen.Cell.text(plain($0, field.display)) } ?? .null
      }
      rows.append(
        Screen.Row([
          .text(field.name), .text(words(Message(template: column.type.word, arguments: []))),
          .integer(Int64(profile.nulls)), .integer(Int64(profile.distinct)), extremes[0],
          extremes[1], profile.isKey ? .null : .text(common(profile, field)),
          field.aliases.isEmpty ? .null : .text(field.aliases.joined(separator: ", ")),
        ]))
    }
    let kinds: [(String, Screen.Kind)] = [
      ("column", .text), ("type", .text), ("nulls", .count), ("distinct", .count),
      ("least", .text), ("greatest", .text), ("most common", .text), ("in the file", .text),
    ]
    let columns = kinds.map {
      Screen.Column(words(Message(template: $0.0, arguments: [])), $0.1)
    }
    say(settings.format.lines(Screen(columns: columns, rows: rows), on: surface))
  }

  /// `CN 3,100, US 420, GB 118`
  private func common(_ profile: ColumnProfile, _ field: Field) -> String {
    profile.common.map { "\(plain($0.value, field.display)) \(count($0.rows))" }
      .joined(separator: ", ")
  }

  /// A value without the quotes and signs of a literal.
  func plain(_ value: Value, _ display: Field.Display) -> String {
    switch value {
    case .string(let string): string
    case .date(let days): DateText.day(days)
    case .timestamp(let time): DateText.timestamp(time, .second)
    default: text(value, display)
    }
  }

  /// One column: its type and extremes, then its values with the rows that have each.
  private func describe(_ table: Table, _ index: Int) throws(Diagnostic) {
    let (field, column) = (table.fields[index], table.columns[index])
    let profile = try ColumnProfile(column, most: settings.rows, context: context)
    let type = words(Message(template: column.type.word, arguments: []))
    try besideTable {
      say(text: "\(field.name)  \(type)")
      say(
        Message(
          "  {0} {0|row|rows}, {1} without a value, {2} different {2|value|values}",
          count(profile.rows),
          count(profile.nulls), count(profile.distinct)))
      if let minimum = profile.minimum, let maximum = profile.maximum {
        say(
          Message(
            "  from {0} to {1}", plain(minimum, field.display), plain(maximum, field.display)))
      }
    }
    let lines = profile.common.map { item in
      Screen.Row([
        .text(plain(item.value, field.display)), .integer(Int64(item.rows)),
        .double(Double(item.rows) / Double(max(profile.rows, 1))),
      ])
    }
    let columns = [
      Screen.Column(field.name, .text), Screen.Column(words(Message("rows")), .count),
      Screen.Column(words(Message("share")), .share),
    ]
    say(
      settings.format.lines(
        Screen(columns: columns, rows: lines, totalRows: profile.distinct), on: surface))
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
          .text(entry.definition.name), meaning(of: entry.definition).map { .text($0) } ?? .null,
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
