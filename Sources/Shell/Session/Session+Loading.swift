import Engine
import Segments
import Syntax

extension Session {
  /// Files named on the command line: one load of all of them.
  public func open(files: [String]) -> Outcome {
    guard !files.isEmpty else { return .done }
    let list = files.map(Formatter.string).joined(separator: ", ")
    return run("load \(list)")
  }

  /// What the project's file says, when there is one.
  ///
  /// - Parameter quietly: without telling what was loaded, for scripts.
  public func openProject(quietly: Bool) -> Outcome {
    cancellation.reset()
    let outer = output
    if quietly { output.note = { _ in } }
    defer { output = outer }
    do {
      guard let source = try project.read() else { return .done }
      base = workspace.root
      isOpeningProject = true
      defer {
        base = nil
        isOpeningProject = false
      }
      let outcome = run(source.text, name: source.name)
      warnOfLimits()
      // What the project says already need not be remembered again.
      worked = []
      return outcome
    } catch {
      report(error, in: SourceText(text: ""))
      return .failed
    }
  }

  /// Statements of a project come in any order: parameters that are limits of others are looked at when all
  /// have been read. The project opens all the same.
  private func warnOfLimits() {
    let limits = LimitCheck(catalog)
    for parameter in definitions.parameters.map(\.definition) {
      do {
        guard let value = try limits.value(of: parameter) else { continue }
        try limits.check(value, for: parameter, at: nil)
      } catch {
        var warning = error
        (warning.code, warning.severity) = ("W704", .warning)
        report(warning, in: SourceText(text: ""))
      }
    }
  }

  func load(
    _ load: Load, _ statement: Statement, in source: SourceText
  ) throws(Diagnostic) {
    let clock = ContinuousClock()
    let start = clock.now
    let load = try withMatches(load)
    for file in load.files { try checkIsData(file) }
    var options = try LoadOptions.read(load.options, threads: settings.threads)
    options.memory = settings.memoryLimit
    let request = LoadRequest(load, options: options, text: source.text)
    let key = snapshotKey(load, at: statement.span, in: source)
    let report: Segments.LoadReport
    if let kept = snapshot(key, of: load) {
      report = kept.report
      adopt(kept.data, report, key: key)
    } else {
      report = try read(load, request, key)
      keepSnapshot(report, key, took: clock.now - start)
    }
    worked.append(Formatter.format(remembered(load, at: statement.span)))
    show(report, took: clock.now - start)
  }

  private func read(
    _ load: Load, _ request: LoadRequest, _ key: SnapshotKey?
  ) throws(Diagnostic) -> Segments.LoadReport {
    var files: [ReadResult] = []
    for (index, file) in load.files.enumerated() {
      files.append(try read(file, request.options(for: file), index, of: load.files.count))
    }
    do {
      return try take([LoadSource(request: request, files: files)], key: key)
    } catch {
      throw error.shortage(at: load.files.first?.span)
    }
  }

  /// The statement as the project keeps it: paths are read from the project's folder, wherever below
  /// it a session starts.
  private func remembered(_ load: Load, at span: Span) -> Statement {
    var load = load
    for index in load.files.indices {
      load.files[index].path = FilePath.inProject(
        FilePath.expanded(load.files[index].path, from: base), root: workspace.root)
    }
    return Statement(.command(.load(load)), at: span)
  }

  private func read(
    _ file: FileReference, _ options: ReadOptions, _ index: Int, of count: Int
  ) throws(Diagnostic) -> ReadResult {
    let progress = output.progress
    let title = words(Message("reading {0}", file.path))
    do {
      return try FileReader.read(
        FilePath.expanded(file.path, from: base), options: options, cancellation: cancellation,
        progress: { progress((Double(index) + $0) / Double(count), title) })
    } catch {
      var located = error
      if located.span == nil, located.source == nil { located.span = file.span }
      if located.code == "E410", located.hint == nil {
        located.hint = FilePath.near(FilePath.expanded(file.path, from: base))
      }
      throw located
    }
  }

  /// The statement with the files that its patterns (`'sales_*.csv'`) stand for, by name.
  private func withMatches(_ load: Load) throws(Diagnostic) -> Load {
    var result = load
    result.files = []
    for file in load.files {
      let matches = FilePath.matches(FilePath.expanded(file.path, from: base)) ?? [file.path]
      guard !matches.isEmpty else {
        throw Diagnostic(
          "E410", Message("no file matches '{0}'", file.path), at: file.span,
          label: Message("no such file"))
      }
      for path in matches {
        var one = file
        one.path = path
        result.files.append(one)
      }
    }
    return result
  }

  /// Adds tables to the dataset; when anything fails, nothing has changed. The demo shares the dataset
  /// with nothing else: dates and classes of both would be worth nothing.
  ///
  /// - Parameter key: what the data are called then.
  private func take(
    _ sources: consuming [LoadSource], isDemo: Bool = false, key: SnapshotKey? = nil
  ) throws(Diagnostic) -> Segments.LoadReport {
    let context = context
    let evaluation = RowEvaluation(
      column: { expression, table throws(Diagnostic) in
        try RowExpressions.column(expression, over: table, context: context)
      },
      mask: { expression, table throws(Diagnostic) in
        try RowExpressions.mask(expression, over: table, context: context)
      })
    let loader = Loader(
      evaluation: evaluation, threads: settings.threads, cancellation: cancellation,
      memory: settings.memoryLimit)
    let before = isDemo || self.isDemo ? .empty : data
    let (loaded, report) = try loader.load(sources, onto: before) { part, title in
      output.progress(part, words(title))
    }
    try checkHasRows(report)
    adopt(loaded, report, isDemo: isDemo, key: key)
    return report
  }

  /// Makes `loaded` the data of the session, and says what it took the place of.
  private func adopt(
    _ loaded: LoadedData, _ report: Segments.LoadReport, isDemo: Bool = false, key: SnapshotKey?
  ) {
    // What is said now is not to stand behind a bar.
    output.progress(nil, "")
    let before = isDemo || self.isDemo ? .empty : data
    if before.tables.isEmpty, !data.tables.isEmpty, isDemo != self.isDemo {
      note(
        isDemo
          ? Message("the files loaded before made room for the demo data")
          : Message("the demo data made room for the files"))
    }
    for table in report.tables {
      guard let old = before.table(named: table.name) else { continue }
      note(
        Message(
          "{0}: the {1} {1|row|rows} loaded before {1|was|were} replaced; one load of all files keeps them together",
          table.name, count(old.report.loaded)))
    }
    self.isDemo = isDemo
    data = loaded
    dataKey = key
    // Results hold rows of the data before.
    results.forgetAll()
    bindings = [:]
  }

  func loadDemo() throws(Diagnostic) {
    let clock = ContinuousClock()
    let start = clock.now
    var sources: [LoadSource] = []
    for file in DemoDataset.files() {
      let options = ReadOptions(threads: settings.threads)
      let result = try FileReader.read(
        bytes: file.bytes, name: file.name, options: options, cancellation: cancellation,
        progress: { _ in })
      let request = LoadRequest(files: [FileReference(file.name, at: Span(0, 0))], options: options)
      sources.append(LoadSource(request: request, files: [result]))
    }
    let report = try take(sources, isDemo: true)
    worked.append("demo")
    showDemo(report, took: clock.now - start)
  }

  func showRejects(_ name: ColumnReference?) throws(Diagnostic) {
    var tables = data.tables
    if let name {
      guard let table = data.table(named: name.name) else {
        throw Diagnostic(
          "E202", Message("no table '{0}' is loaded", name.name), at: name.span,
          label: Message("not loaded"))
      }
      tables = [table]
    }
    let rejects = tables.map(\.report).flatMap { ($0.rejects.rejects + $0.nameless).inFileOrder() }
    let total = tables.reduce(0) { $0 + $1.report.rejected + $1.report.withoutCustomer }
    guard !rejects.isEmpty else { return say(Message("no rows were rejected")) }
    let columns = ["place", "reason", "row"].map {
      Screen.Column(words(Message(template: $0, arguments: [])), .text)
    }
    let rows = rejects.map { reject in
      Screen.Row([
        .text(place(of: reject)), .text(words(reject.reason)),
        .text(reject.text),
      ])
    }
    let limit = surface.isTerminal ? settings.rows : settings.pipedRows
    let screen = Screen(columns: columns, rows: Array(rows.prefix(limit)), totalRows: total)
    say(settings.format.lines(screen, on: surface))
  }

  /// `orders.csv:12:7`, without a column where the row as a whole is at fault.
  private func place(of reject: Reject) -> String {
    let line = "\(reject.file):\(reject.line)"
    return reject.column > 0 ? "\(line):\(reject.column)" : line
  }
}

extension [Reject] {
  fileprivate func inFileOrder() -> [Reject] {
    sorted { ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column) }
  }
}

/// `using delimiter = ';', encoding = 'gbk', header = false, dates = 'dmy'`.
enum LoadOptions {
  static let names = ["delimiter", "quote", "header", "encoding", "dates"]

  static func read(
    _ written: [NamedExpression], threads: Int
  ) throws(Diagnostic) -> ReadOptions {
    var options = ReadOptions(threads: threads)
    for option in written {
      guard let name = option.name.map(NameFolding.fold), names.contains(name) else {
        throw Diagnostic(
          "E455", Message("no option '{0}'", option.name ?? ""),
          at: option.nameSpan ?? option.value.span, label: Message("not an option"),
          hint: Message("one of {0}", names.joined(separator: ", ")))
      }
      try set(name, option.value, in: &options)
    }
    return options
  }

  private static func set(
    _ name: String, _ value: Expression, in options: inout ReadOptions
  ) throws(Diagnostic) {
    switch (name, value.shape) {
    case ("header", .literal(.bool(let bool))): options.hasHeader = bool
    case ("delimiter", .literal(.string("tab"))), ("delimiter", .literal(.string("\\t"))):
      options.delimiter = 9
    case ("delimiter", .literal(.string(let text))) where text.utf8.count == 1:
      options.delimiter = text.utf8.first
    case ("quote", .literal(.string(let text))) where text.utf8.count == 1:
      options.quote = text.utf8.first
    case ("encoding", .literal(.string(let text))): options.encoding = text
    case ("dates", .literal(.string("dmy"))): options.dayFirst = true
    case ("dates", .literal(.string("mdy"))): options.dayFirst = false
    default:
      throw Diagnostic(
        "E456", Message("'{0}' does not take this value", name), at: value.span,
        label: Message("not a value of {0}", name),
        hint: Message("for example {0}", "using \(name) = \(sample(name))"))
    }
  }

  private static func sample(_ name: String) -> String {
    switch name {
    case "header": "false"
    case "encoding": "'gb18030'"
    case "dates": "'dmy'"
    default: "';'"
    }
  }
}
