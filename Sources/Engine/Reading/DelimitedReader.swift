import Dispatch
import Syntax

/// Reads delimited text, UTF-8: sniffs its dialect, guesses kinds from a sample, reads the whole file
/// typed, and reads again where the whole file says otherwise.
struct DelimitedReader {
  let source: ByteSource
  let options: ReadOptions
  let cancellation: Cancellation
  let progress: (Double) -> Void
  /// Bytes that a worker reads at a time.
  var rangeSize = 1 << 20

  /// A pass widens kinds (whole number → decimal → number → text); more than these are not needed.
  private static let maxPasses = 4

  func read(_ assumptions: Assumptions) throws(Diagnostic) -> ReadResult {
    let sniffed = try FileSniffer(source, options).sniff()
    var assumptions = assumptions
    if sniffed.names.count == 1, options.delimiter == nil || options.delimiter == .blank,
      let spread = try BlankRuns.asTabs(source, cancellation)
    {
      assumptions.remarks.append(Message("runs of blanks are read as delimiters"))
      var result = try DelimitedReader(
        source: spread, options: options.without(\.delimiter), cancellation: cancellation,
        progress: progress
      ).read(assumptions)
      // The tabs are the reader's own.
      result.assumptions.format = "text"
      result.assumptions.delimiter = .blank
      result.cells = nil
      return result
    }
    assumptions.delimiter = sniffed.dialect.delimiter
    assumptions.hasHeader = sniffed.hasHeader
    assumptions.remarks += sniffed.remarks
    if assumptions.format == "csv", sniffed.dialect.delimiter == .tab { assumptions.format = "tsv" }
    var evidence = try sniffed.evidence(source)
    var plan = PassPlan(
      source: source, dialect: sniffed.dialect, columns: [], names: sniffed.names,
      header: sniffed.header, bodyStart: sniffed.bodyStart, bodyLine: sniffed.bodyLine)
    plan.rangeSize = rangeSize
    plan.memory = options.memory
    let needs = options.needs(plan.names)
    plan.columns = evidence.indices.map {
      columnPlan(evidence[$0], plan.names[$0], need: $0 < needs.count ? needs[$0] : nil)
    }
    for attempt in 1...Self.maxPasses {
      let pass = try ReadPass(
        plan, threads: options.threads, cancellation: cancellation, progress: progress)
      if revise(&plan, &evidence, after: pass, isLast: attempt == Self.maxPasses - 1) { continue }
      return try result(pass, plan, evidence, assumptions)
    }
    throw .changed(source.name)
  }

  private func columnPlan(
    _ evidence: ColumnEvidence, _ name: String, need: ColumnNeed?
  ) -> ColumnPlan {
    let wanted = options.types.first { NameFolding.fold($0.key) == NameFolding.fold(name) }?.value
    if let wanted { return evidence.plan(as: wanted, name: name, dayFirst: options.dayFirst) }
    return evidence.plan(name: name, dayFirst: options.dayFirst, need: need)
  }

  /// Weighs the values that did not fit; true when a column has to be read as another kind.
  private func revise(
    _ plan: inout PassPlan, _ evidence: inout [ColumnEvidence], after pass: ReadPass, isLast: Bool
  ) -> Bool {
    let rows = pass.results.reduce(0) { $0 + $1.rows }
    var touched: Set<Int> = []
    for misfit in pass.results.lazy.flatMap(\.rejects).compactMap(\.misfit) {
      guard !plan.columns[misfit.column].isForced else { continue }
      touched.insert(misfit.column)
      misfit.value.withUnsafeBufferPointer { evidence[misfit.column].add($0) }
    }
    var isRevised = false
    for column in touched {
      var whole = evidence[column]
      let seen = whole.values
      whole.add(max(0, rows - seen), reading: plan.columns[column].kind)
      let current = plan.columns[column]
      let misfits = pass.misfits[column]
      let isTolerated =
        current.isTolerant && misfits <= ColumnNeed.tolerated(of: rows + misfits)
      var revised = whole.plan(
        name: plan.names[column], dayFirst: options.dayFirst,
        need: isTolerated ? current.need : nil, isProved: isTolerated)
      // The pass was given up because of this column: whatever its counts say, it is text.
      let isHopeless = plan.isHopeless(column, misfits: misfits, rows: rows)
      if (isLast && !isTolerated) || (isHopeless && revised.kind == current.kind) {
        revised = ColumnPlan(kind: .coded)
      }
      if revised.kind != plan.columns[column].kind {
        plan.columns[column] = revised
        isRevised = true
      }
    }
    return isRevised
  }

  private func result(
    _ pass: ReadPass, _ plan: PassPlan, _ evidence: [ColumnEvidence], _ assumptions: Assumptions
  ) throws(Diagnostic) -> ReadResult {
    let rejects = self.rejects(pass)
    let assembly = ColumnAssembly(pass, cancellation)
    let rowsIn = assembly.rowCount + rejects.count
    if let first = rejects.first, rejects.count * 2 > rowsIn || pass.isGivenUp {
      throw .rowsDoNotFit(source.name, rejected: rejects.count, of: rowsIn, first: first)
    }
    let columns = try self.columns(pass, plan, assembly)
    var assumptions = assumptions
    assumptions.remarks += Remarks.remarks(plan, evidence)
    var fields: [Field] = []
    var kept: [Column] = []
    for (index, column) in columns.enumerated() {
      // A delimiter at the end of every line makes a column without name and values.
      if plan.names[index] == "column\(index + 1)", index == columns.count - 1, index > 0,
        assumptions.hasHeader, case .constant(.null) = column.storage
      {
        assumptions.remarks.append(Message("an empty column at the end of the lines is left out"))
        continue
      }
      fields.append(Field(plan.names[index], display: plan.columns[index].kind.display))
      kept.append(column)
    }
    return ReadResult(
      path: source.name,
      table: Table(fields: fields, columns: kept, rowCount: assembly.rowCount), rowsIn: rowsIn,
      rejects: rejects, assumptions: assumptions, lines: lines(pass),
      cells: CellPlaces(source, plan.dialect))
  }

  private func rejects(_ pass: ReadPass) -> [Reject] {
    var rejects: [Reject] = []
    for result in pass.results {
      let sorted = result.rejects.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
      for reject in sorted {
        rejects.append(
          Reject(
            file: source.name, line: result.firstLine + reject.line, column: reject.column,
            reason: reject.reason, text: reject.text))
      }
    }
    return rejects
  }

  private func lines(_ pass: ReadPass) -> LineIndex {
    var index = LineIndex()
    var row = 0
    for result in pass.results {
      for run in result.runs {
        let line = result.firstLine + run.line
        let start = row + run.row
        if let last = index.rows.last, let lastLine = index.lines.last,
          line - lastLine == start - last
        {
          continue
        }
        index.rows.append(start)
        index.lines.append(line)
      }
      row += result.rows
    }
    return index
  }

  /// Joins the columns, two at a time, giving back what the workers held of each.
  private func columns(
    _ pass: ReadPass, _ plan: PassPlan, _ assembly: ColumnAssembly
  ) throws(Diagnostic) -> [Column] {
    var outcomes = [Result<Column, Diagnostic>?](repeating: nil, count: plan.columns.count)
    let file = source.name
    outcomes.withUnsafeMutableBufferPointer { out in
      // Each iteration touches one column of the workers and one outcome.
      nonisolated(unsafe) let out = out
      nonisolated(unsafe) let workers = pass.workers
      let names = plan.names
      let cancellation = cancellation
      DispatchQueue.concurrentPerform(iterations: names.count) { index in
        if cancellation.isCancelled { return }
        let readers = workers.map { $0.readers[index] }
        do throws(Diagnostic) {
          out[index] = .success(try assembly.column(readers, name: names[index], file: file))
        } catch { out[index] = .failure(error) }
        for reader in readers { reader.release() }
      }
    }
    if cancellation.isCancelled { throw .interrupted }
    try options.memory?.check()
    var columns: [Column] = []
    for outcome in outcomes {
      if let outcome { columns.append(try outcome.get()) }
    }
    return columns
  }
}

extension ReadOptions {
  /// These options with one left to be found out.
  func without<Value>(_ option: WritableKeyPath<ReadOptions, Value?>) -> ReadOptions {
    var rest = self
    rest[keyPath: option] = nil
    return rest
  }
}

extension FieldKind {
  var display: Field.Display {
    guard case .formatted(_, let style) = self else { return .plain }
    if style.isPercent { return .percent }
    return style.currency == nil ? .plain : .money
  }
}
