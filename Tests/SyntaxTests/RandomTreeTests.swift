import Syntax
import Testing

/// Makes random trees: everything the tree can hold, whether or not it means anything.
private struct TreeMaker {
  var random: Seeded
  private let nowhere = Span(0, 0)

  init(seed: UInt64) { random = Seeded(state: seed) }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &random)]
  }

  mutating func maybe() -> Bool { Bool.random(using: &random) }

  mutating func word() -> String {
    pick([
      "a", "城市", "order_2", "unit price", "a`b", "é", "x1", "month", "rank", "file", "客户", "top",
    ])
  }

  mutating func name() -> Name {
    let text = word()
    let bare = Formatter.name(text) == text
    return Name(
      text, qualifier: maybe() ? nil : word(), quoted: !bare || pick([false, false, true]))
  }

  mutating func literal() -> Literal {
    let day = CivilDate(year: 2024, month: 2, day: 29)
    return pick([
      .null, .bool(true), .bool(false), .number(unscaled: 0, scale: 0),
      .number(unscaled: 120, scale: 2), .number(unscaled: 5, scale: 4),
      .number(unscaled: .max, scale: 0), .float(1e300), .float(0.1), .float(2.5e-300),
      .percent(unscaled: 20, scale: 2), .percent(unscaled: 5, scale: 3), .string(""),
      .string("it's \"”‘\n-- #"), .date(day, .day),
      .date(CivilDate(year: 1, month: 4, day: 1), .quarter),
      .date(CivilDate(year: 9999, month: 12, day: 1), .month), .timestamp(day, seconds: 86_399),
      .dateRange(CivilDate(year: 2024, month: 1, day: 1), .year, day, .day),
      .duration(Duration()), .duration(Duration(months: 18, days: 3, seconds: 61)),
      .duration(Duration(months: 24, seconds: 3_600)), .duration(Duration(days: 7, seconds: 120)),
    ])
  }

  mutating func reference() -> SegmentReference {
    SegmentReference(word(), version: maybe() ? 3 : nil, at: nowhere)
  }

  mutating func window(_ depth: Int) -> Window {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: .last(Duration(days: 90), before: nil)
    case 1: .last(Duration(months: 1), before: expression(depth - 1))
    case 2: .period(previous: maybe(), pick([.day, .month, .quarter, .year]))
    default: .range(period())
    }
  }

  private func period() -> Expression {
    Expression(.literal(.date(CivilDate(year: 2025, month: 3, day: 1), .month)), at: nowhere)
  }

  mutating func activity(_ depth: Int) -> ActivitySource {
    ActivitySource(
      name: word(), span: nowhere, filter: maybe() ? expression(depth - 1) : nil,
      window: maybe() ? window(depth - 1) : nil)
  }

  mutating func call(_ depth: Int) -> Call {
    var call = Call(name: pick(["count", "f", "unit price", "first"]), nameSpan: nowhere)
    if call.name == "count", maybe() {
      call.activity = activity(depth)
      return call
    }
    if maybe(), maybe() {
      call.name = "sequence"
      call.activity = ActivitySource(
        name: word(), span: nowhere, window: maybe() ? .last(Duration(days: 7), before: nil) : nil)
      call.arguments = (0..<Int.random(in: 1...3, using: &random)).map { _ in expression(depth - 1)
      }
      return call
    }
    call.arguments = (0..<Int.random(in: 0...3, using: &random)).map { _ in expression(depth - 1) }
    guard !call.arguments.isEmpty else { return call }
    call.distinct = maybe()
    call.filter = maybe() ? expression(depth - 1) : nil
    call.by = maybe() ? expression(depth - 1) : nil
    return call
  }

  mutating func expression(_ depth: Int) -> Expression {
    Expression(shape(depth), at: nowhere)
  }

  private mutating func shape(_ depth: Int) -> Expression.Shape {
    guard depth > 0 else {
      switch Int.random(in: 0..<3, using: &random) {
      case 0: return .literal(literal())
      case 1: return .parameter(pick(["p", "天数", "order"]))
      default: return .name(name())
      }
    }
    let less = depth - 1
    switch Int.random(in: 0..<16, using: &random) {
    case 0: return .unary(pick([.not, .minus, .plus]), expression(less))
    case 1, 2, 3, 4:
      return .binary(pick(BinaryOperator.allCases), expression(less), expression(less))
    case 5:
      return .between(
        expression(less), low: expression(less), high: expression(less), negated: maybe())
    case 6: return .inList(expression(less), [expression(less), expression(0)], negated: maybe())
    case 7: return .inFile(expression(less), path: "a'b.txt", pathSpan: nowhere, negated: maybe())
    case 8: return .inRange(expression(less), period(), negated: maybe())
    case 9: return .inSegment(reference(), negated: maybe())
    case 10: return .within(expression(less), window(less), negated: maybe())
    case 11: return .isNull(expression(less), negated: maybe())
    case 12: return .like(expression(less), pattern: expression(less), negated: maybe())
    case 13: return .call(call(depth))
    case 14: return .has(activity(depth), negated: maybe())
    default:
      if maybe() { return .isDistinct(expression(less), expression(less), negated: maybe()) }
      let branch = CaseBranch(condition: expression(less), value: expression(less))
      return .caseWhen([branch], otherwise: maybe() ? expression(less) : nil)
    }
  }

  mutating func named(_ depth: Int) -> NamedExpression {
    maybe()
      ? NamedExpression(value: expression(depth))
      : NamedExpression(name: word(), nameSpan: nowhere, value: expression(depth))
  }

  mutating func assigned(_ depth: Int) -> NamedExpression {
    NamedExpression(name: word(), nameSpan: nowhere, value: expression(depth))
  }

  mutating func column() -> ColumnReference { ColumnReference(word(), at: nowhere) }

  mutating func source() -> QuerySource {
    QuerySource(
      pick([.named(word(), version: nil), .named("_", version: 2), .result(3), .last]), at: nowhere)
  }

  mutating func stage() -> Stage {
    let shape: Stage.Shape
    switch Int.random(in: 0..<17, using: &random) {
    case 0: shape = .filter(expression(3))
    case 1: shape = .derive([assigned(2), assigned(1)])
    case 2: shape = .select([.expression(named(2)), .all(nowhere), .expression(named(1))])
    case 3: shape = .drop([column(), column()])
    case 4: shape = .rename([Rename(old: column(), new: column())])
    case 5: shape = .group(keys: [named(2), named(0)], aggregates: maybe() ? [named(2)] : [])
    case 6: shape = .group(keys: [], aggregates: [named(2), named(0)])
    case 7:
      shape = .pivot(
        row: named(2), column: named(1),
        aggregate: pick([nil, .shareOfRow(nowhere), .shareOfColumn(nowhere), .shareOfAll(nowhere)]))
    case 8: shape = .pivot(row: named(1), column: named(1), aggregate: .aggregate(named(2)))
    case 9:
      shape = .sort([
        SortKey(value: expression(2), descending: maybe()), SortKey(value: expression(1)),
      ])
    case 10: shape = .top(count: expression(0), by: expression(2), ascending: maybe())
    case 11:
      shape = .sample(
        pick([.rows(5), .fraction(unscaled: 125, scale: 3)]), seed: maybe() ? 7 : nil)
    case 12: shape = maybe() ? .distinct([]) : .distinct([named(2)])
    case 13: shape = .setOperation(pick([.union, .intersect, .except]), source())
    case 14:
      shape = .profile(keys: [named(2), named(0)], aggregates: maybe() ? [named(2)] : [])
    case 15: shape = .save(name: word(), nameSpan: nowhere, description: maybe() ? "it's" : nil)
    default:
      shape = .export(
        Export(
          path: "a'b.csv", pathSpan: nowhere, columns: maybe() ? [column()] : [],
          overwrite: maybe(), raw: maybe()))
    }
    return Stage(shape, at: nowhere, verb: nowhere)
  }

  mutating func query() -> Query {
    var stages = (0..<Int.random(in: 1...3, using: &random)).map { _ in stage() }
    var source = source()
    if maybe() {
      source = QuerySource(.implied, at: nowhere)
      stages.insert(Stage(.filter(expression(1)), at: nowhere, verb: nowhere), at: 0)
    }
    let asOf = source.kind != .implied && maybe() ? expression(1) : nil
    return Query(span: nowhere, source: source, asOf: asOf, stages: stages)
  }

  mutating func definition() -> Definition {
    switch Int.random(in: 0..<4, using: &random) {
    case 3: return .line(classLine())
    case 0:
      return .parameter(
        ParameterDefinition(
          name: word(), nameSpan: nowhere, type: maybe() ? column() : nil,
          limits: pick([
            nil, .list([.string("a"), .string("b")]),
            .range(
              Expression(.literal(.number(unscaled: 0, scale: 0)), at: nowhere),
              Expression(.literal(.percent(unscaled: 10, scale: 2)), at: nowhere)),
            .range(
              Expression(.parameter("p"), at: nowhere),
              Expression(.literal(.number(unscaled: 5, scale: 0)), at: nowhere)),
          ]),
          value: maybe() ? expression(2) : nil, description: maybe() ? "d" : nil))
    case 1:
      return .metric(
        MetricDefinition(
          name: word(), nameSpan: nowhere, description: maybe() ? "d" : nil, value: expression(3)))
    default:
      var dimension = DimensionDefinition(
        name: word(), nameSpan: nowhere, labels: [Label("标"), Label("L", language: "en")],
        aliases: maybe() ? ["a", "b"] : [], ordered: maybe(), multi: maybe())
      if maybe() {
        dimension.open = expression(2)
        return .dimension(dimension)
      }
      dimension.categories = (0..<3).map { index in
        CategoryDefinition(
          name: pick(["new", "no", "ordered", "values", "流失", "end", "when"]), span: nowhere,
          labels: maybe() ? [Label("x")] : [], aliases: maybe() ? ["y"] : [],
          rank: maybe() ? index : nil, condition: index < 2 ? expression(2) : nil)
      }
      return .dimension(dimension)
    }
  }

  mutating func classLine() -> ClassLine {
    let kind = pick(ClassLine.Kind.allCases)
    let count = kind == .strategy ? Int.random(in: 1...3, using: &random) : 1
    let classes = (0..<count).map { _ in
      let category = pick(["high", "no", "otherwise", "zh", "流失 客户", "5"])
      return ClassReference(column(), maybe() ? ColumnReference(category, at: nowhere) : nil)
    }
    let english = maybe() ? "it's" : nil
    return ClassLine(
      kind, of: classes, english: english, chinese: english == nil || maybe() ? "行" : nil)
  }

  mutating func statement() -> Statement {
    let comment = pick([nil, nil, "one", "one\n\ntwo"])
    switch Int.random(in: 0..<7, using: &random) {
    case 0, 1, 2: return Statement(.query(query()), at: nowhere, comment: comment)
    case 3: return Statement(.define(definition()), at: nowhere, comment: comment)
    case 4:
      return Statement(
        .binding(name: word(), nameSpan: nowhere, query()), at: nowhere, comment: comment)
    case 5:
      let id = Expression(.literal(pick([.string("A-17"), .digits("007")])), at: nowhere)
      let value = Expression(.of(expression(2), id: id), at: nowhere)
      let condition = Expression(
        .binary(pick(BinaryOperator.allCases), value, expression(2)), at: nowhere)
      return Statement(
        .expect(Expectation(condition, reason: maybe() ? "it's" : nil)), at: nowhere,
        comment: comment)
    default:
      let load = Load(
        table: maybe() ? column() : nil, files: [FileReference("a", at: nowhere)],
        mapping: [assigned(2)], filter: maybe() ? expression(2) : nil, options: [assigned(0)])
      return Statement(.command(.load(load)), at: nowhere, comment: comment)
    }
  }
}

/// Where two texts part, with a little of what surrounds it in both; nil when they are the same.
private func firstDifference(_ read: String, _ made: String) -> String? {
  guard read != made else { return nil }
  let same = zip(read, made).prefix { $0 == $1 }.count
  let start = max(0, same - 120)
  return "read …\(read.dropFirst(start).prefix(240))…\nmade …\(made.dropFirst(start).prefix(240))…"
}

@Suite struct RandomTreeTests {
  @Test(arguments: Language.allCases)
  func everyTreeSurvivesItsText(_ language: Language) {
    var maker = TreeMaker(seed: 11)
    for _ in 0..<1_000 {
      let statement = maker.statement()
      let text = Formatter.format(statement, language: language)
      let parsed = Parser.parse(text)
      let difference = firstDifference(treeText(parsed.statements), treeText([statement]))
      #expect(parsed.diagnostics.isEmpty && difference == nil, "\(text)\n\(difference ?? "")")
      if difference != nil { return }
    }
  }
}
