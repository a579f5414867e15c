import Syntax
import Testing

@testable import Engine

/// What is looked up by combination is what the evaluator works out row by row.
@Suite struct FewCombinationsTests {
  private static let rows = 33_000

  private static let table: Table = {
    var random = SeededNumbers(seed: 21)
    let known = Bitmap(count: rows) { $0 % 11 != 0 }
    let words = StringDictionary(["on", "off", "", "线上"])
    func column(_ type: ColumnType, _ storage: Column.Storage, _ validity: Bitmap? = nil) -> Column
    {
      Column(type, storage, validity: validity, count: rows)
    }
    return Table(
      fields: ["i", "j", "s", "b", "d", "t", "w"].map { Field($0) },
      columns: [
        column(.int, .integers(.int8(Buffer((0..<rows).map { Int8($0 % 9) - 4 }))), known),
        column(.int, .integers(.int16(Buffer((0..<rows).map { Int16($0 % 40) })))),
        column(
          .string,
          .codes(.uint8(Buffer((0..<rows).map { _ in UInt8(random.next() % 4) })), words), known),
        column(.bool, .bits(Bitmap(count: rows) { $0 % 5 < 2 })),
        column(.date, .integers(.int16(Buffer((0..<rows).map { Int16(19_000 + $0 % 900) })))),
        // Both sides of midnight, and years that end.
        column(
          .timestamp,
          .integers(
            .int64(
              Buffer((0..<rows).map { 1_640_000_000_000_000 + Int64($0) * 2_399_999_999 })))),
        column(.int, .integers(.int64(Buffer((0..<rows).map { Int64($0) * 1_000_003 })))),
      ], rowCount: rows)
  }()

  static let found = [
    "i + j", "i * 2.5", "case when i > 2 then 'high' when s = 'on' then 'on' end", "i >= j",
    "upper(s) || text(i)", "s in ('on', '线上') and b", "i is null", "year(t) * 100 + month(t)",
    "start_of(t, 'month')", "weekday(t)", "quarter(d) + month(d)", "last_day(d)",
    "i between 0 and 3",
  ]

  @Test(arguments: found)
  func lookedUpIsWorkedOut(text: String) throws {
    let (expression, relation) = try Self.bound(text)
    let column = try #require(
      FewCombinations.column(of: expression, over: relation, ExecutionContext(threads: 2)))
    for start in stride(from: 0, to: Self.rows, by: 1_000) {
      let count = min(1_000, Self.rows - start)
      var part = relation
      part.columns = relation.columns.map {
        $0.gathered(Buffer((start..<start + count).map(UInt32.init)))
      }
      part.rows = .all(count)
      var notices = Notices()
      let own = try part.column(of: expression, ExecutionContext(), &notices)
      #expect((0..<count).allSatisfy { own.value($0) == column.value(start + $0) }, "\(start)")
    }
  }

  /// Many values, times of day, a null to be told of, and a sum that does not fit.
  @Test(arguments: [
    "w + 1", "quarter(d) + year(t)", "hour(t)", "year(t) + hour(t)", "i / (j - 3)", "int(s)",
    "9223372036854775807 + i",
    "text(year(t))",
  ])
  func othersAreNot(text: String) throws {
    let (expression, relation) = try Self.bound(text)
    #expect(FewCombinations.column(of: expression, over: relation, ExecutionContext()) == nil)
  }

  /// Grouping by the different values is grouping by the column.
  @Test(arguments: [
    "i + j", "year(t) * 100 + month(t)", "start_of(t, 'month')", "j * 3 - i", "weekday(t) * 10",
  ])
  func differentValuesAreThoseOfTheColumn(text: String) throws {
    let (expression, relation) = try Self.bound(text)
    let context = ExecutionContext(threads: 2)
    let few = try #require(FewCombinations.values(of: expression, over: relation, context))
    var notices = Notices()
    let column = try relation.column(of: expression, context, &notices)
    let made = few.column(context)
    #expect((0..<Self.rows).allSatisfy { made.value($0) == column.value($0) })
    let values = (0..<few.values.count).map { few.values.value($0).lane }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func interruptedThereIsNone() throws {
    let (expression, relation) = try Self.bound("year(t)")
    let cancellation = Cancellation()
    cancellation.cancel()
    let context = ExecutionContext(threads: 2, cancellation: cancellation)
    #expect(FewCombinations.column(of: expression, over: relation, context) == nil)
  }

  private static func bound(_ text: String) throws -> (BoundExpression, Relation) {
    let script = Parser.parse("derive x = \(text)")
    guard case .query(let query)? = script.statements.first?.shape,
      case .derive(let columns)? = query.stages.first?.shape, let column = columns.first
    else { throw Diagnostic("E100", Message("not an expression")) }
    let binder = Binder(Catalog(dataset: .empty))
    let bound = try binder.bind(column.value, in: Scope(table, subject: .rows))
    return (bound, Relation(table, identity: .none))
  }
}
