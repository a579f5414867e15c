import Engine
import Syntax

/// What `explain QUERY` shows: a line for each operator of the plan that was carried out, and below it
/// what was worked out for it and what was kept from before.
struct PlanScreen {
  private let query: Query
  private let source: SourceText
  private let lines: [PlanRecorder.Line]
  private let took: Swift.Duration
  private let threads: Int
  private let asOf: Int32
  private let language: Language
  private let isIndented: Bool

  /// - Parameters:
  ///   - took: binding and rewriting included.
  ///   - isIndented: lines below an operator begin further to the right.
  init(
    _ query: Query, source: SourceText, lines: [PlanRecorder.Line], took: Swift.Duration,
    threads: Int, asOf: Int32, language: Language, isIndented: Bool
  ) {
    self.query = query
    self.source = source
    self.lines = lines
    self.took = took
    self.threads = threads
    self.asOf = asOf
    self.language = language
    self.isIndented = isIndented
  }

  func screen() -> Screen {
    let columns = [
      Screen.Column(words(Message("step")), .text), Screen.Column(words(Message("what")), .text),
      Screen.Column(words(Message("rows in")), .count),
      Screen.Column(words(Message("rows out")), .count),
      Screen.Column(words(Message("bytes")), .count),
      Screen.Column(words(Message("ms")), .decimal(scale: 3)),
    ]
    let operators = lines.filter { $0.depth == 0 }
    let running = operators.reduce(Swift.Duration.zero) { $0 + $1.time }
    var rows = [
      row(words(Message("plan")), words(Message("bound and rewritten")), time: took - running)
    ]
    var written = WrittenStages(query)
    rows += lines.map { row($0, &written) }
    rows.append(
      row(
        words(Message("total")),
        words(Message("{0} {0|thread|threads}", String(threads))),
        bytes: operators.reduce(0) { $0 + $1.bytes }, time: took, role: .total))
    return Screen(columns: columns, rows: rows)
  }

  private func row(_ line: PlanRecorder.Line, _ written: inout WrittenStages) -> Screen.Row {
    let indent = isIndented ? String(repeating: "  ", count: line.depth) : ""
    if case .reused(let keys) = line.step {
      return row(indent + words(Message("kept")), keys.joined(separator: ", "))
    }
    let (step, what) = text(line, &written)
    return row(
      indent + step, what, rowsIn: line.rowsIn, rowsOut: line.rowsOut, bytes: line.bytes,
      time: line.time)
  }

  private func row(
    _ step: String, _ what: String, rowsIn: Int? = nil, rowsOut: Int? = nil, bytes: Int? = nil,
    time: Swift.Duration? = nil, role: Screen.Row.Role = .body
  ) -> Screen.Row {
    func count(_ number: Int?) -> Screen.Cell { number.map { .integer(Int64($0)) } ?? .null }
    let microseconds = time.map { time in
      let (seconds, attoseconds) = time.components
      return Screen.Cell.decimal(
        seconds * 1_000_000 + attoseconds / 1_000_000_000_000, scale: 3)
    }
    return Screen.Row(
      [
        .text(step), .text(what), count(rowsIn), count(rowsOut), count(bytes),
        microseconds ?? .null,
      ], role: role)
  }

  // MARK: Words

  private func text(
    _ line: PlanRecorder.Line, _ written: inout WrittenStages
  ) -> (step: String, what: String) {
    switch line.step {
    case .source(let source):
      return (verb("from"), line.depth == 0 ? writtenSource(source) : text(source))
    case .stage(let stage):
      return (verb(stage.verb), text(stage, line.depth == 0 ? written.next(for: stage) : nil))
    case .pass(let activity, let aggregates):
      return (
        words(Message("one pass")),
        words(
          Message(
            "{0}: {1} {1|aggregate|aggregates}", activity,
            String(aggregates)))
      )
    case .definition(let key): return (words(Message("worked out")), key)
    case .reused(let keys): return (words(Message("kept")), keys.joined(separator: ", "))
    }
  }

  private func words(_ message: Message) -> String { Catalogue.translate(message, language) }

  private func verb(_ name: String) -> String {
    Verb.named(name)?.spelling(in: language == .zh ? .chinese : .english) ?? name
  }

  private func writtenSource(_ source: Plan.Source) -> String {
    switch query.source.kind {
    case .implied: text(source)
    case .last: "_"
    case .named, .result: written(query.source.span)
    }
  }

  private func text(_ source: Plan.Source) -> String {
    switch source {
    case .customers: "customers"
    case .activity(let activity): activity.name
    case .members: words(Message("members of a segment"))
    case .relation: words(Message("an earlier result"))
    }
  }

  /// What was typed there, on one line.
  private func written(_ span: Span) -> String {
    source.text(of: span).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// - Parameter typed: what follows the verb in the query, for stages that keep no text.
  private func text(_ stage: PlanStage, _ typed: Span?) -> String {
    switch stage {
    case .filter(let condition):
      return condition.span.isEmpty
        ? words(Message("time before {0}", DayText.text(Int(asOf)))) : written(condition.span)
    case .derive(let columns): return columns.map(text).joined(separator: ", ")
    case .project(let columns): return list(columns.map(\.field.name))
    case .group(let group): return text(group.keys, group.results)
    case .profile(let groups):
      // After the dimension comes its class.
      return text(groups.flatMap(\.keys), groups.first?.results.dropFirst() ?? [])
    case .pivot(let pivot):
      return pivot.row.field.name + " × " + pivot.column.field.name + ": " + text(pivot.cell)
    case .sort(let keys, let limit):
      let order = keys.map(text).joined(separator: ", ")
      return limit.map { "\($0) by \(order)" } ?? order
    case .take(let count): return String(count)
    case .distinct(let values): return list(values.map { written($0.span) })
    case .sample, .combine: return typed.map(written) ?? ""
    case .tap(let tap):
      return words(Message("{0}: not carried out under explain", tap.target))
    }
  }

  private func text(_ column: PlannedColumn) -> String {
    let value = written(column.value.span)
    if case .constant(.null) = column.value.node, value != "null" {
      return words(Message("{0}: used by nothing, left out", column.field.name))
    }
    return value.isEmpty ? column.field.name : "\(column.field.name) = \(value)"
  }

  private func text(_ keys: [PlannedColumn], _ results: ArraySlice<PlannedColumn>) -> String {
    [keys[...], results].filter { !$0.isEmpty }.map { list($0.map(named)) }.joined(separator: ": ")
  }

  /// `avg(amount) as mean`; what was not written has its name alone.
  private func named(_ column: PlannedColumn) -> String {
    let name = column.field.name
    let span = column.value.span
    guard !span.isEmpty, !query.stages.contains(where: { $0.span == span }) else { return name }
    let value = written(span)
    return value.filter({ $0 != " " }) == name.filter({ $0 != " " }) ? name : "\(value) as \(name)"
  }

  private func text(_ key: PlannedKey) -> String {
    written(key.value.span) + (key.descending ? " desc" : "")
  }

  private func text(_ cell: PlannedPivot.Cell) -> String {
    switch cell {
    case .aggregate(_, let field): field.name
    case .shareOfRow: "share of row"
    case .shareOfColumn: "share of column"
    case .shareOfAll: "share of all"
    }
  }

  private static let longest = 8

  /// Names that are shown; of many only the first.
  private func list(_ names: [String]) -> String {
    let shown = names.filter { !$0.isEmpty }
    let first = shown.prefix(Self.longest).joined(separator: ", ")
    guard shown.count > Self.longest else { return first }
    return words(Message("{0} and {1} more", first, String(shown.count - Self.longest)))
  }
}

/// What was typed after the verbs of a query's samples and set operations, which plans keep no text of.
private struct WrittenStages {
  private var samples: [Span] = []
  private var sets: [Span] = []

  init(_ query: Query) {
    for stage in query.stages {
      let rest = Span(stage.verbSpan.end, stage.span.end)
      switch stage.shape {
      case .sample: samples.append(rest)
      case .setOperation: sets.append(rest)
      default: continue
      }
    }
  }

  mutating func next(for stage: PlanStage) -> Span? {
    switch stage {
    case .sample: samples.isEmpty ? nil : samples.removeFirst()
    case .combine: sets.isEmpty ? nil : sets.removeFirst()
    default: nil
    }
  }
}

extension PlanStage {
  /// The word that asks for such a stage.
  fileprivate var verb: String {
    switch self {
    case .filter: "where"
    case .derive: "derive"
    case .project: "select"
    case .group: "group"
    case .profile: "profile"
    case .pivot: "pivot"
    case .sort(_, let limit): limit == nil ? "sort" : "top"
    case .take: "take"
    case .sample: "sample"
    case .distinct: "distinct"
    case .combine(.union, _): "union"
    case .combine(.intersect, _): "intersect"
    case .combine(.except, _): "except"
    case .tap(.save): "save"
    case .tap(.export): "export"
    }
  }
}

extension PlannedGroup {
  fileprivate var results: ArraySlice<PlannedColumn> { outputs.dropFirst(keys.count) }
}

extension Tap {
  fileprivate var target: String {
    switch self {
    case .save(let name, _, _): name
    case .export(let export): "'\(export.path)'"
    }
  }
}
