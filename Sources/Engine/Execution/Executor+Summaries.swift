public import Syntax

/// What a metric's values look like over all customers.
public struct ValueSummary: Sendable, Hashable {
  /// Customers with a value, and without.
  public let count: Int
  public let nulls: Int
  /// nil for values that have no order, or where no customer has a value.
  public let minimum: Value?
  public let maximum: Value?
  /// Interpolated; nil for what is not a number.
  public let median: Value?
}

/// A value and how many rows have it.
public struct ValueCount: Sendable, Hashable {
  public let value: Value
  public let count: Int
}

extension Column {
  /// How often each value of a column of codes occurs (of sets of classes, each class), those that do
  /// not occur left out, null last; nil for other columns.
  fileprivate func codeCounts(_ context: ExecutionContext) -> [ValueCount]? {
    guard case .codes(let codes, let dictionary) = storage, dictionary.count <= 1 << 16 else {
      return nil
    }
    let byCode = codes.histogram(size: dictionary.count, where: validity, context)
    var nulls = count - byCode.reduce(0, +)
    var counts = byCode
    var names = dictionary
    if case .category(let domain) = type, domain.isMulti {
      names = domain.single?.dictionary ?? dictionary
      counts = [Int](repeating: 0, count: names.count)
      for (code, count) in byCode.enumerated() where count > 0 {
        let classes = domain.classes(of: code)
        if classes.isEmpty { nulls += count }
        for place in classes { counts[place] += count }
      }
    }
    var result = counts.indices.filter { counts[$0] > 0 }.map {
      ValueCount(value: .string(names.string($0)), count: counts[$0])
    }
    if nulls > 0 { result.append(ValueCount(value: .null, count: nulls)) }
    return result
  }
}

extension Executor {
  /// The values of a dimension (or metric) with the number of customers that have each, in no
  /// particular order; null among them, when there is any. Of sets of classes, the classes.
  public func sizes(of key: String) throws(Diagnostic) -> [ValueCount] {
    let name = "sizes of \(NameFolding.fold(key))"
    if let kept = kept([ValueCount].self, name, of: key) { return kept }
    let sizes = try counts(of: try definitionColumn(key))
    keep(sizes, name, of: key)
    return sizes
  }

  private func counts(of column: Column) throws(Diagnostic) -> [ValueCount] {
    guard column.count > 0 else { return [] }
    let codeCounts = column.codeCounts(context)
    // What was counted until then is not to be kept.
    if context.cancellation.isCancelled { throw .cancelled }
    if let codeCounts { return codeCounts }
    let relation = Relation(
      fields: [Field("")], columns: [column], rows: .all(column.count), identity: .none)
    let keys = [column]
    let grouping = try Grouping(keys, rows: relation.rows, context)
    let counts = try Aggregation(
      relation: relation, groups: grouping.codes, groupCount: grouping.count,
      aggregates: [aggregate(.count, nil, .int)]
    ).run(context, &notices)[0]
    let values = grouping.keyColumns(keys)[0]
    return (0..<grouping.count).map { group in
      guard case .int(let count) = counts.value(group) else {
        return ValueCount(value: values.value(group), count: 0)
      }
      return ValueCount(value: values.value(group), count: Int(count))
    }
  }

  /// The spread of a metric's values.
  public func summary(of key: String) throws(Diagnostic) -> ValueSummary {
    let column = try definitionColumn(key)
    let relation = Relation(
      fields: [Field("")], columns: [column], rows: .all(column.count), identity: .none)
    let argument = BoundExpression(.column(0), type: column.type, at: Span(0, 0))
    var wanted = [aggregate(.count, argument, .int)]
    let isOrdered = column.type != .bool && column.type != .null
    if isOrdered {
      wanted.append(aggregate(.minimum, argument, column.type))
      wanted.append(aggregate(.maximum, argument, column.type))
    }
    if column.type.isNumeric { wanted.append(aggregate(.percentile(0.5), argument, .float)) }
    let results = try Aggregation(
      relation: relation, groups: .single, groupCount: 1, aggregates: wanted
    ).run(context, &notices).map { $0.value(0) }
    guard case .int(let count) = results[0] else {
      return ValueSummary(count: 0, nulls: column.count, minimum: nil, maximum: nil, median: nil)
    }
    func known(_ place: Int) -> Value? {
      results.indices.contains(place) && results[place] != .null ? results[place] : nil
    }
    return ValueSummary(
      count: Int(count), nulls: column.count - Int(count), minimum: known(1), maximum: known(2),
      median: known(3))
  }

  private func aggregate(
    _ kind: AggregateKind, _ argument: BoundExpression?, _ type: ColumnType
  ) -> BoundAggregate {
    BoundAggregate(
      kind: kind, argument: argument, filter: nil, by: nil, perUnit: false, type: type)
  }

  /// How many customers a metric is ranked among, when it looks at a population: those that its
  /// condition lets in and that have a value. nil for a metric that looks at each customer alone.
  public func populationSize(of key: String) throws(Diagnostic) -> Int? {
    let kept = "population of \(NameFolding.fold(key))"
    if let size = self.kept(Int.self, kept, of: key) { return size }
    let bound = try binder.definition(key: key)
    var found: PopulationCall?
    bound.expression.visit { part in
      if case .computed(.population(let call)) = part.node, found == nil { found = call }
    }
    guard let found else { return nil }
    var filter = found.filter
    var argument = found.argument
    if case .aggregate(let aggregate) = found.kind {
      (filter, argument) = (aggregate.filter, aggregate.argument)
    }
    let span = bound.expression.span
    let known = argument.map { argument in
      let isNull = BoundExpression(.isNull(argument), type: .bool, at: span)
      return BoundExpression(.not(isNull), type: .bool, at: span)
    }
    let conditions = [filter, known].compactMap(\.self)
    let size =
      conditions.isEmpty
      ? customers.rowCount
      : try bits(BoundExpression(.and(conditions), type: .bool, at: span), over: customers)
        .population
    keep(size, kept, of: key)
    return size
  }
}

extension Binder {
  /// How a value of `expression`, bound over customers, is shown: as money, a count, a share.
  public func display(of expression: BoundExpression) -> Field.Display {
    display(of: expression, in: customerScope)
  }
}
