import Dispatch
import Syntax

/// Which group each row belongs to.
enum GroupCodes: Sendable {
  case single
  /// Code of every base row.
  case codes(Buffer<UInt32>)
  /// Codes made from the keys.
  case direct(DirectKeys)
  /// The row's customer, from the offsets of an activity.
  case customers(Activity)
}

/// Works out several aggregates in one pass over the rows of a relation.
///
/// Each thread takes one contiguous part, so that sums of floating-point numbers do not depend on
/// luck and the lines of an order stay together.
struct Aggregation {
  let relation: Relation
  let groups: GroupCodes
  let groupCount: Int
  let aggregates: [BoundAggregate]

  func run(
    _ context: ExecutionContext, _ notices: inout Notices
  ) throws(Diagnostic) -> [Column] {
    let (input, coded, dictionaries) = try codedInput(context, &notices)
    let threads = input.rows.extent < 1 << 14 ? 1 : context.threads
    let shared = SharedWork(coded, columns: input.columns)
    let leaders = shared.leaders.map { coded[$0] }
    let pool = EvaluatorPool(columns: input.columns, threads: threads) { evaluator in
      for expression in expressions(leaders, shared) { input.warm(evaluator, expression) }
    }
    let parts = parts(input.rows.extent, threads)
    let states = AggregationStates(
      leaders, groupCount, parts.map(\.count), isSplitByGroup: isSplitByGroup)
    Parallel.forEach(threads, threads: threads) { part in
      let worker = AggregationWorker(
        relation: input, groups: groups, evaluator: pool[part], conditions: shared.conditions,
        conditionOf: shared.leaders.map { shared.conditionOf[$0] }, accumulators: states[part])
      worker.run(parts[part], cancellation: context.cancellation)
    }
    try pool.finish(context, &notices)
    let result = states.merged()
    if result.contains(where: \.overflowed) { throw .overflow }
    return shared.finish(result, coded, dictionaries, threads)
  }

  /// What chunks are evaluated for.
  private func expressions(
    _ aggregates: [BoundAggregate], _ shared: SharedWork
  ) -> [BoundExpression] {
    shared.conditions.filter { !$0.isStored }.map(\.expression)
      + aggregates.flatMap { [$0.argument, $0.by].compactMap(\.self) }
  }

  /// No two threads meet rows of one group.
  private var isSplitByGroup: Bool {
    if case .customers = groups { true } else { false }
  }

  /// Contiguous parts, one a thread; with customers as groups no customer is cut in two.
  private func parts(_ extent: Int, _ threads: Int) -> [Range<Int>] {
    var bounds = (0...threads).map { extent * $0 / threads }
    if case .customers(let activity) = groups {
      for index in 1..<threads { bounds[index] = activity.startOfCustomer(at: bounds[index]) }
    }
    return (0..<threads).map { bounds[$0]..<max(bounds[$0], bounds[$0 + 1]) }
  }

  /// Text arguments become codes in the order of their values, so that accumulators see numbers.
  private func codedInput(
    _ context: ExecutionContext, _ notices: inout Notices
  ) throws(Diagnostic) -> (Relation, [BoundAggregate], [StringDictionary?]) {
    var input = relation
    var coded: [BoundAggregate] = []
    var dictionaries: [StringDictionary?] = []
    /// Columns of text that several aggregates look at are coded once.
    var known: [Int: (place: Int, dictionary: StringDictionary)] = [:]
    for aggregate in aggregates {
      guard let argument = aggregate.argument, argument.type.isTextual,
        aggregate.kind.looksAtValues
      else {
        coded.append(aggregate.lanesAsNumbers)
        dictionaries.append(nil)
        continue
      }
      var source: Int?
      if case .column(let index) = argument.node { source = index }
      var place = input.columns.count
      if let source, let known = known[source] {
        place = known.place
        dictionaries.append(known.dictionary)
      } else {
        let column = try relation.column(of: argument, context, &notices)
        let ordered = TextCoding.ordered(column)
        input.columns.append(ordered.column)
        input.fields.append(Field(""))
        dictionaries.append(ordered.dictionary)
        if let source { known[source] = (place, ordered.dictionary) }
      }
      coded.append(aggregate.over(BoundExpression(.column(place), type: .int, at: argument.span)))
    }
    return (input, coded, dictionaries)
  }
}

/// The accumulators of all threads: each touches its own until they are merged.
final class AggregationStates: @unchecked Sendable {
  // Unchecked: a thread has the accumulators with its index; where these share memory, every group
  // belongs to one thread.
  private let states: [[Accumulator]]

  /// - Parameter rows: how many rows each thread sees.
  init(_ aggregates: [BoundAggregate], _ groups: Int, _ rows: [Int], isSplitByGroup: Bool) {
    let first = aggregates.map {
      Accumulator($0, groups: groups, inOrder: isSplitByGroup, rows: rows[0])
    }
    states =
      [first]
      + rows.dropFirst().map { rows in
        first.map {
          isSplitByGroup
            ? Accumulator(sharing: $0, rows: rows)
            : Accumulator($0.aggregate, groups: groups, inOrder: false, rows: rows)
        }
      }
  }

  subscript(part: Int) -> [Accumulator] { states[part] }

  func merged() -> [Accumulator] {
    for other in states.dropFirst() {
      for (mine, theirs) in zip(states[0], other) { mine.merge(theirs) }
    }
    return states[0]
  }
}
