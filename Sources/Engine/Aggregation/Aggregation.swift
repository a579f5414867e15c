import Dispatch
import Syntax

/// Which group each row belongs to.
enum GroupCodes: Sendable {
  case single
  /// Code of every base row.
  case codes(Buffer<UInt32>)
  /// Codes made from keys; of several ways of grouping, a row is in a group of each.
  case direct([DirectKeys])
  /// The row's customer, from the offsets of an activity.
  case customers(Activity)

  /// In how many groups each row is.
  var ways: Int { if case .direct(let ways) = self { ways.count } else { 1 } }
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
    if let counts = rowCounts { return counts }
    let (input, coded, dictionaries) = try codedInput(context, &notices)
    let work = Aggregation(
      relation: input, groups: groups, groupCount: groupCount, aggregates: coded)
    let ways = work.distinctWays(context)
    let shared = SharedWork(coded, ways, columns: input.columns)
    if let bounds = work.percentileBounds(shared, ways, context) {
      var told = Notices()
      let states = try work.states(shared, ways, bounds, context, &told)
      let columns = try shared.finish(states, coded, dictionaries, context)
      if !states.contains(where: \.hasMissed) {
        notices.add(told)
        return withZeros(columns)
      }
    }
    let states = try work.states(shared, ways, [:], context, &notices)
    return withZeros(try shared.finish(states, coded, dictionaries, context))
  }

  /// Where nothing but the number of rows is asked for: no row is looked at.
  private var rowCounts: [Column]? {
    guard case .single = groups, groupCount == 1,
      aggregates.allSatisfy(\.isNumberOfRows)
    else { return nil }
    let count = [Int64(relation.rows.count)].withUnsafeBufferPointer { Integers.narrowest($0) }
    return aggregates.map { Column($0.type, .integers(count), validity: nil, count: 1) }
  }

  /// What the leaders of `shared` come to over all rows.
  ///
  /// - Parameter bounds: by leader, which values its percentiles need; nothing: all.
  func states(
    _ shared: SharedWork, _ ways: [DistinctWay], _ bounds: [Int: PercentileBounds],
    _ context: ExecutionContext, _ notices: inout Notices
  ) throws(Diagnostic) -> [Accumulator] {
    let leaders = shared.leaders.map { aggregates[$0] }
    let threads = threads(leaders, shared.conditions, context)
    try context.memory?.reserve(stateBytes(leaders, threads, rows: relation.rows.extent))
    let pool = EvaluatorPool(columns: relation.columns, threads: threads) { evaluator in
      for expression in expressions(leaders, shared) { relation.warm(evaluator, expression) }
    }
    let parts = parts(relation.rows.extent, threads, leaders)
    let results =
      isSplitByGroup ? results(ways, shared, context) : leaders.map { _ in nil }
    let states = AggregationStates(
      leaders, shared.leaders.map { ways[$0] }, results, shared.leaders.map { bounds[$0] },
      groupCount, parts.map { $0.count * groups.ways },
      small: leaders.map { hasSmallSum($0, context) },
      isSplitByGroup: isSplitByGroup)
    Parallel.forEach(threads, threads: threads) { part in
      let worker = AggregationWorker(
        relation: relation, groups: groups, evaluator: pool[part], conditions: shared.conditions,
        conditionOf: shared.leaders.map { shared.conditionOf[$0] }, accumulators: states[part])
      worker.run(parts[part], cancellation: context.cancellation)
    }
    try pool.finish(context, &notices)
    let result = states.merged()
    if result.contains(where: \.overflowed) { throw .overflow }
    return result
  }

  private func threads(
    _ leaders: [BoundAggregate], _ conditions: [RowCondition], _ context: ExecutionContext
  ) -> Int {
    let extent = relation.rows.extent
    if extent < 1 << 14 { return 1 }
    let arePlain = leaders.allSatisfy { leader in
      [leader.argument, leader.by].allSatisfy { $0?.isColumn ?? true }
    }
    guard arePlain else { return context.threads }
    // A nanosecond or two for a row's group and for each of its values.
    let asking = conditions.reduce(0) { $0 + $1.nanoseconds(rows: extent) }
    let rows = relation.rows.count * groups.ways
    return context.threads(for: asking + rows * (leaders.count + 1) * 3 / 2)
  }

  /// What chunks are evaluated for.
  private func expressions(
    _ aggregates: [BoundAggregate], _ shared: SharedWork
  ) -> [BoundExpression] {
    shared.conditions.filter { !$0.isStored }.map(\.expression)
      + aggregates.flatMap { [$0.argument, $0.by].compactMap(\.self) }
  }

  /// Whether a sum of the argument over all rows fits its number, whatever rows are selected.
  private func hasSmallSum(
    _ aggregate: BoundAggregate, _ context: ExecutionContext
  ) -> Bool {
    guard isSplitByGroup, aggregate.totals != nil,
      case .column(let index)? = aggregate.argument?.node,
      case .integers(let numbers) = relation.columns[index].storage
    else { return false }
    let (low, high) = numbers.extremes(context)
    let (bound, overflow) = max(low.magnitude, high.magnitude).multipliedReportingOverflow(
      by: UInt64(numbers.count))
    return !overflow && bound < 1 << 63
  }

  /// What the states of `leaders` take: two numbers a group, and all values where those are kept.
  private func stateBytes(_ leaders: [BoundAggregate], _ threads: Int, rows: Int) -> Int {
    let totals = groupCount * (isSplitByGroup ? 1 : threads) * 16 * leaders.count
    if isSplitByGroup { return totals }
    return totals + leaders.count { $0.keptValues != nil } * rows * groups.ways * 12
  }

  /// Where statistics that need all values of a customer go, by leader.
  private func results(
    _ ways: [DistinctWay], _ shared: SharedWork, _ context: ExecutionContext
  ) -> [StatisticResults?] {
    shared.leaders.map { leader in
      guard aggregates[leader].keptValues != nil, ways[leader].isKept else { return nil }
      var codes: Int?
      // Lines of one order are added up, to who knows what.
      if CodeCounts.tells(aggregates[leader].kind), !aggregates[leader].perUnit,
        case .column(let index)? = aggregates[leader].argument?.node,
        let (low, size) = relation.columns[index].valueRange(context), low >= 0,
        Int(low) + size <= CodeCounts.most
      {
        codes = Int(low) + size
      }
      return StatisticResults(
        shared.group(of: leader).map { aggregates[$0] }, groups: groupCount, codes: codes,
        threads: context.threads)
    }
  }

  /// No two threads meet rows of one group.
  var isSplitByGroup: Bool {
    if case .customers = groups { true } else { false }
  }

  /// Contiguous parts, one a thread; with customers as groups, and where customers are counted, no
  /// customer is cut in two.
  private func parts(
    _ extent: Int, _ threads: Int, _ aggregates: [BoundAggregate]
  ) -> [Range<Int>] {
    var bounds = (0...threads).map { extent * $0 / threads }
    if case .activity(let activity) = relation.identity,
      isSplitByGroup || aggregates.contains(where: \.countsCustomers)
    {
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
      if aggregate.isSumOfZeros {
        coded.append(aggregate.asCount)
        dictionaries.append(nil)
        continue
      }
      if aggregate.kind == .countDistinct, let argument = aggregate.argument,
        let numbers = FewCombinations.ordinals(of: argument, over: relation, context)
      {
        input.append(numbers)
        let place = BoundExpression(
          .column(input.columns.count - 1), type: .int, at: argument.span)
        coded.append(aggregate.over(place))
        dictionaries.append(nil)
        continue
      }
      guard let argument = aggregate.argument, argument.type.isTextual,
        aggregate.kind.looksAtValues
      else {
        coded.append(aggregate.lanesAsNumbers)
        dictionaries.append(nil)
        continue
      }
      if aggregate.kind == .countDistinct {
        let column = try relation.column(of: argument, context, &notices)
        input.append(try TextCoding.countable(column, context))
        let place = BoundExpression(
          .column(input.columns.count - 1), type: .int, at: argument.span)
        coded.append(aggregate.over(place))
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
        let ordered = try TextCoding.ordered(column, context)
        input.append(ordered.column)
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

  /// - Parameters:
  ///   - results: of statistics over customers who come one after the other.
  ///   - bounds: which values percentiles need.
  ///   - rows: how many rows each thread sees.
  ///   - small: for each aggregate, whether its sums cannot overflow.
  init(
    _ aggregates: [BoundAggregate], _ ways: [DistinctWay], _ results: [StatisticResults?],
    _ bounds: [PercentileBounds?], _ groups: Int, _ rows: [Int], small: [Bool],
    isSplitByGroup: Bool
  ) {
    func own(_ seen: Int, inOrder: Bool) -> [Accumulator] {
      aggregates.indices.map {
        Accumulator(
          aggregates[$0], groups: groups, inOrder: inOrder, rows: seen, distinct: ways[$0],
          results: results[$0], bounds: bounds[$0], cannotOverflow: small[$0],
          threads: rows.count)
      }
    }
    let first = own(rows[0], inOrder: isSplitByGroup)
    states =
      [first]
      + rows.dropFirst().map { rows in
        isSplitByGroup
          ? first.map { Accumulator(sharing: $0) } : own(rows, inOrder: false)
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

extension Relation {
  /// A column that only this work looks at.
  fileprivate mutating func append(_ column: Column) {
    columns.append(column)
    fields.append(Field(""))
  }
}

extension BoundAggregate {
  fileprivate var isNumberOfRows: Bool {
    kind == .count && argument == nil && filter == nil && !perUnit
  }
}
