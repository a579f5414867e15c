import Engine
import Segments
import Syntax

extension Session {
  /// Runs a query, does what its `save` and `export` ask, and shows the result.
  func answer(_ query: Query, comment: String?, in source: SourceText) throws(Diagnostic) {
    let clock = ContinuousClock()
    let start = clock.now
    let (relation, executor, plan) = try run(query)
    let took = clock.now - start
    var didSomething = false
    for tap in executor.taps {
      didSomething = true
      try carryOut(tap.tap, tap.rows, query, comment, executor)
    }
    if case .last = query.source.kind, query.stages.isEmpty { return }
    let number = results.add(relation, expanded(query))
    if !didSomething || plan.display != nil {
      show(relation, plan, executor, number: number, took: took)
    }
    try tellAbsences(plan, executor, in: source)
  }

  /// Words that are no class of a dimension whose classes the data make.
  private func tellAbsences(
    _ plan: Plan, _ executor: Executor, in source: SourceText
  ) throws(Diagnostic) {
    for use in plan.valueWords {
      if let absence = try executor.absence(of: use) { report(absence, in: source) }
    }
  }

  /// The query's rows.
  ///
  /// - Parameter recorder: told what each operator does.
  func run(
    _ query: Query, _ recorder: PlanRecorder? = nil
  ) throws(Diagnostic) -> (Relation, Executor, Plan) {
    try requireData(query)
    var catalog = try catalog(asOf: query.asOf)
    catalog.links = catalog.links.noting(LinkUses())
    let plan = Rewrites.apply(try Binder(catalog, cache: cache).plan(query))
    let executor = Executor(catalog, context: context, cache: cache)
    executor.recorder = recorder
    do {
      let rows = try executor.run(plan)
      try tellSavedRules(catalog)
      return (rows, executor, plan)
    } catch {
      throw error.shortage(at: query.span)
    }
  }

  /// The query with the one that its source came from in front: what stays true tomorrow.
  func expanded(_ query: Query) -> Query {
    let before: ResultHistory.Entry?
    switch query.source.kind {
    case .last: before = results[results.last]
    case .result(let number): before = results[number]
    case .named(let name, nil): before = bindings[NameFolding.fold(name)]
    case .named, .implied: before = nil
    }
    var query = query
    query.stages.removeAll { stage in
      switch stage.shape {
      case .save, .export, .show: true
      default: false
      }
    }
    guard let before else { return query }
    var whole = before.query
    whole.stages += query.stages
    if let date = query.asOf { whole.asOf = date }
    return whole
  }

  private func requireData(_ query: Query) throws(Diagnostic) {
    guard data.tables.isEmpty else { return }
    switch query.source.kind {
    case .implied, .named:
      throw Diagnostic(
        "E215", Message("no data are loaded"), at: query.span,
        hint: misspeltVerb(query) ?? Message("load 'file.csv', or demo for an example"))
    case .result, .last: return
    }
  }

  /// A word alone that is no source may have been meant as a command.
  private func misspeltVerb(_ query: Query) -> Message? {
    guard case .named(let name, nil) = query.source.kind, query.stages.isEmpty,
      NameFolding.fold(name) != "customers"
    else { return nil }
    return suggestion(name, among: Verb.statementWords)
  }

  private func catalog(asOf date: Expression?) throws(Diagnostic) -> Catalog {
    let catalog = catalog
    guard let date else { return catalog }
    var past = catalog.asOf(Int32(try Binder(catalog, cache: cache).day(date)))
    past.links = links(for: past)
    return past
  }

  func bind(
    _ name: String, _ span: Span, _ query: Query, in source: SourceText
  ) throws(Diagnostic) {
    let (relation, executor, plan) = try run(query)
    bindings[NameFolding.fold(name)] = ResultHistory.Entry(
      relation: relation, query: expanded(query))
    say(Message("{0}: {1} {1|row|rows}", name, count(relation.rowCount)))
    try tellAbsences(plan, executor, in: source)
  }

  /// Told once a session for each of the two meanings.
  private func words(of namesake: Namesake) -> Message {
    let name = namesake.name
    if namesake.isDimension {
      return Message("{0} is the dimension here, the column is customers.{0}", name)
    }
    guard let category = namesake.category else {
      return Message("{0} is the column here, as a key of group it is the dimension", name)
    }
    return Message(
      "{0} is the column here; as a key of group, and beside a class ({1}), it is the dimension",
      name, "\(name) = \(category)")
  }

  private func show(
    _ relation: Relation, _ plan: Plan, _ executor: Executor, number: Int, took: Swift.Duration
  ) {
    let surface = surface
    let limit =
      !settings.format.isForPeople
      ? Int.max : surface.isTerminal ? settings.rows : settings.pipedRows
    let screen = ScreenBuilder(
      relation, catalog: executor.catalog, language: surface.language,
      headings: settings.format.isForPeople ? nil : .en
    ).screen(limit: limit)
    if settings.format.isForPeople {
      let line = StatusLine.survivors(
        executor.survivors, undecided: executor.undecidedRows, on: surface)
      if !line.isEmpty { output.line(line) }
    }
    if plan.display == .bar, let chart = BarChart(screen) {
      say(BarChartRenderer(surface).lines(chart))
    } else {
      say(settings.format.lines(screen, on: surface))
    }
    guard settings.format.isForPeople else { return }
    notice(executor.notices)
    for dimension in executor.spreadDimensions {
      say(Self.remark(onOverlap: executor.overlap, of: dimension))
    }
    for reading in plan.readings { say(reading, executor.catalog) }
    for namesake in plan.namesakes where toldNamesakes.insert(namesake).inserted {
      say(words(of: namesake))
    }
    if executor.splitTies > 0 {
      say(
        Message(
          "ntile splits equal values: {0} {0|row shares its|rows share theirs} with a row of another class; quantile_class keeps them together",
          count(executor.splitTies)))
    }
    if let missed = executor.missed { say(variant(missed)) }
    if surface.isTerminal {
      let status = StatusLine.rows(screen.totalRows, took: took, on: surface)
      output.line(StatusLine.joined(["out[\(number)]", status], on: surface))
    }
  }

  private static func remark(onOverlap overlap: Executor.Overlap?, of dimension: String) -> Message
  {
    switch overlap {
    case nil: Message("a customer counts in each of its classes of {0}", dimension)
    case .customers:
      Message(
        "a customer counts in each of its classes of {0}: shares of customers, 100 % and more in all",
        dimension)
    case .total:
      Message(
        "a customer counts in each of its classes of {0}: shares of the total, 100 % and more in all",
        dimension)
    case .margins:
      Message(
        "a customer counts in each of its classes of {0}, and once in the totals", dimension)
    }
  }

  /// A text that no row has, beside what rows have.
  private func variant(_ missed: MissedText) -> Message {
    if let variant = missed.variant {
      return Message(
        "no row has {0} = '{1}', {2} have '{3}'", missed.column, missed.wanted,
        count(variant.count), variant.text)
    }
    return Message(
      "no row has {0} = '{1}': there are {2} …", missed.column, missed.wanted,
      missed.common.map { "'\($0)'" }.joined(separator: ", "))
  }

  func notice(_ notices: Notices) {
    for (notice, rows) in notices.counts.sorted(by: { $0.value > $1.value }) {
      let number = count(rows)
      switch notice {
      case .divisionByZero:
        say(
          Message(
            "{0} {0|row divides by zero: its|rows divide by zero: their} result is null", number))
      case .outOfDomain:
        say(
          Message(
            "{0} {0|row has|rows have} no result, such as the root of a negative number", number))
      case .unreadableCast:
        say(
          Message(
            "{0} {0|row could not be converted and is|rows could not be converted and are} null",
            number))
      }
    }
  }

  func count(_ number: Int) -> String { NumberText.grouped(number) }
}

extension Diagnostic {
  /// A refusal for want of memory, or of rows, has the place of what asked for it.
  func shortage(at span: Span?) -> Diagnostic {
    guard ["E710", "E460"].contains(code), self.span == nil else { return self }
    var located = self
    located.span = span
    return located
  }
}
