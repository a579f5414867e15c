import Syntax
import Testing

@testable import Engine

/// Conditions decided on stored values give what the same conditions give lane by lane.
@Suite struct RowConditionTests {
  @Test(arguments: 0..<12)
  func storedIsComputed(seed: Int) throws {
    var random = SeededNumbers(seed: UInt64(seed))
    let table = Self.table(rows: 2_500 + seed, &random)
    let binder = Binder(Catalog(dataset: .empty))
    for text in Self.conditions {
      let condition = try binder.condition(
        Self.expression(text), in: Scope(table, subject: .rows))
      let relation = Relation(table, identity: .none)
      let stored = RowCondition(condition, columns: table.columns)
      #expect(stored.isStored, "\(text)")
      var selected = relation
      selected.rows = .bits(Bitmap(count: table.rowCount, rows: Self.some(table, &random)))
      for rows in [relation, selected] {
        var notices = Notices()
        let (fast, undecided) = try rows.filtered(by: condition, ExecutionContext(), &notices)
        let (holds, unknown) = Self.lanes(condition, rows)
        #expect(rowList(fast) == holds, "\(text)")
        #expect(undecided == unknown, "\(text)")
      }
    }
  }

  static let conditions = [
    "i = 3", "i != 3", "i < 3", "i >= -2", "i between -3 and 100", "3 < i", "not (i > 5)",
    "n > 70000", "n <= -5000000000", "d < 1.5", "d = 2", "t within @2024-01-01..@2024-06-30",
    "t >= @2024-03", "u within @2024-01-01..@2024-06-30", "u >= @2024-03", "not (u < @2024-03-05)",
    "u = @2024-03-05", "u != @2024-03-05", "u in (@2024-03-05, @2024-05-01)", "s = 'b'", "s != 'b'",
    "s in ('a', 'c')", "i in (-2, 5, 9)",
    "not (n in (5, 70001))", "d in (1.5, 2)", "s like '%a%'", "b", "not b",
    "i > 2.5e0", "i >= 2e0", "i != 2e0", "2.5e0 < i", "i = 2.5e0", "i <> 2.5e0", "i < 1e300",
    "i >= -1e300", "i > 1e300", "i <= 2e0", "n < -5.5e3", "n >= 9223372036854775807e0",
    "d <= 1.005e0", "d = 2.5e-1", "d != 2.5e-1", "d > 0.07e0", "d < 0.07e0", "d = 1e-9",
    "w like '%ab%'", "not (w like '%ab%')", "contains(w, 'b')", "w like '%集团%'",
    "contains(w, 'aba')", "w like '%ab%' or i = 3", "contains(w, '团')",
    "i is null", "i is not null", "i = 3 or s = 'b' and not b", "not (s = 'a' or i < 0)",
  ]

  static func expression(_ text: String) throws -> Syntax.Expression {
    let script = Parser.parse("where \(text)")
    guard case .query(let query)? = script.statements.first?.shape,
      case .filter(let expression)? = query.stages.first?.shape
    else { throw Diagnostic("E100", Message("not a condition")) }
    return expression
  }

  static func some(_ table: Table, _ random: inout SeededNumbers) -> [Int] {
    (0..<table.rowCount).filter { _ in random.next() % 3 == 0 }
  }

  /// Row by row through the evaluator's lanes: the rows that pass, and how many are undecided.
  static func lanes(_ condition: BoundExpression, _ relation: Relation) -> ([UInt32], Int) {
    let evaluator = Evaluator(columns: relation.columns)
    var passed: [UInt32] = []
    var unknown = 0
    for row in relation.rowList {
      evaluator.memory.reset()
      let vector = evaluator.evaluate(condition, .run(Int(row), 1))
      guard case .bools(let lanes) = vector.lanes else { continue }
      if vector.valid?[0] == 0 {
        unknown += 1
      } else if lanes[0] == 1 {
        passed.append(row)
      }
    }
    return (passed, unknown)
  }

  private func rowList(_ rows: Relation.Rows) -> [UInt32] {
    Relation(fields: [], columns: [], rows: rows, identity: .none).rowList
  }

  /// A narrow and a wide number, a decimal, a time, a text and a truth, each with nulls.
  static func table(rows: Int, _ random: inout SeededNumbers) -> Table {
    func validity() -> Bitmap {
      let known = (0..<rows).filter { _ in random.next() % 5 != 0 }
      return Bitmap(count: rows, rows: known)
    }
    func numbers(_ type: ColumnType, _ range: ClosedRange<Int64>) -> Column {
      let values = (0..<rows).map { _ in Int64.random(in: range, using: &random) }
      let kept = values.withUnsafeBufferPointer { Integers.narrowest($0) }
      return Column(type, .integers(kept), validity: validity(), count: rows)
    }
    let day = CivilCalendar.microsecondsPerDay
    let codes = (0..<rows).map { _ in UInt8(random.next() % 4) }
    let columns = [
      numbers(.int, -10...10), numbers(.int, -9_000_000_000...9_000_000_000),
      numbers(.decimal(scale: 2), -500...500), numbers(.timestamp, 19_600 * day...19_999 * day),
      Column(
        .string, .codes(.uint8(Buffer(codes)), StringDictionary(["a", "b", "c", "banana"])),
        validity: validity(), count: rows),
      Column(
        .bool, .bits(Bitmap(count: rows, rows: (0..<rows).filter { _ in random.next() % 2 == 0 })),
        validity: validity(), count: rows),
    ]
    let words = ["a", "b", "ab", "xabyab", "", "集团", "实业集", "团ab集团", "aaaa", "bab"]
    let texts = TextArena((0..<rows).map { _ in words[Int(random.next() % 10)] })
    let text = Column(.string, .text(texts), validity: validity(), count: rows)
    let days = (0..<rows).map { _ in Int32(19_600 + random.next() % 400) * 86_400 }
    let seconds = Column(
      .timestamp, .integers(.seconds(Buffer(days))), validity: validity(), count: rows)
    return Table(
      fields: ["i", "n", "d", "t", "s", "b", "w", "u"].map { Field($0) },
      columns: columns + [text, seconds], rowCount: rows)
  }
}

/// SplitMix64: the same numbers for the same seed everywhere.
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
