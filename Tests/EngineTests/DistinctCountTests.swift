import Syntax
import Testing

@testable import Engine

/// `count(distinct x)` over every way to keep a column gives what a set of values gives.
@Suite struct DistinctCountTests {
  private static let rows = 40_000

  @Test(arguments: [1, 7, 300, 9_000])
  func groupsCountTheirValues(groups: Int) throws {
    var random = SeededNumbers(seed: UInt64(groups))
    let codes = (0..<Self.rows).map { _ in UInt32(random.next() % UInt64(groups)) }
    for (name, column) in Self.columns(&random) {
      let relation = Relation(
        fields: [Field("x")], columns: [column], rows: Self.someRows(&random), identity: .none)
      var notices = Notices()
      let found = try Aggregation(
        relation: relation, groups: .codes(Buffer(codes)), groupCount: groups,
        aggregates: [Self.distinct(column.type)]
      ).run(ExecutionContext(threads: 2), &notices)[0]
      var expected = [Set<String>](repeating: [], count: groups)
      for row in relation.rowList where !column.isNull(Int(row)) {
        expected[Int(codes[Int(row)])].insert(Self.key(column, Int(row)))
      }
      for group in 0..<groups {
        #expect(found.value(group) == .int(Int64(expected[group].count)), "\(name) \(group)")
      }
    }
  }

  @Test func customersCountTheirValues() throws {
    var random = SeededNumbers(seed: 3)
    let activity = Self.activity(&random)
    for (name, column) in Self.columns(&random) {
      var relation = Relation(activity.table, identity: .activity(activity))
      relation.columns.append(column)
      relation.fields.append(Field("x"))
      var notices = Notices()
      let found = try Aggregation(
        relation: relation, groups: .customers(activity), groupCount: activity.offsets.count - 1,
        aggregates: [Self.distinct(column.type, at: 1)]
      ).run(ExecutionContext(threads: 2), &notices)[0]
      for customer in 0..<activity.offsets.count - 1 {
        let own = Int(activity.offsets[customer])..<Int(activity.offsets[customer + 1])
        let values = Set(own.filter { !column.isNull($0) }.map { Self.key(column, $0) })
        #expect(found.value(customer) == .int(Int64(values.count)), "\(name) \(customer)")
      }
    }
  }

  @Test(arguments: [true, false])
  func groupsCountTheirCustomers(isFiltered: Bool) throws {
    var random = SeededNumbers(seed: 9)
    let activity = Self.activity(&random)
    let owners = activity.customerOfRow()
    let codes = (0..<Self.rows).map { _ in UInt32(random.next() % 50) }
    var relation = Relation(activity.table, identity: .activity(activity))
    if isFiltered { relation.rows = Self.someRows(&random) }
    let customers = BoundAggregate(
      kind: .countDistinct, argument: nil, filter: nil, by: nil, perUnit: false, type: .int)
    var notices = Notices()
    let found = try Aggregation(
      relation: relation, groups: .codes(Buffer(codes)), groupCount: 50, aggregates: [customers]
    ).run(ExecutionContext(threads: 2), &notices)[0]
    var expected = [Set<UInt32>](repeating: [], count: 50)
    for row in relation.rowList { expected[Int(codes[Int(row)])].insert(owners[Int(row)]) }
    for group in 0..<50 { #expect(found.value(group) == .int(Int64(expected[group].count))) }
  }

  @Test func customersValuesSpreadOverTheirRows() {
    var random = SeededNumbers(seed: 5)
    let activity = Self.activity(&random)
    let owners = activity.customerOfRow()
    let customers = (0..<UInt32(activity.offsets.count - 1)).map(\.self)
    for (name, column) in Self.columns(&random) {
      let own = column.gathered(Buffer(customers))
      let spread = own.spread(over: activity, threads: 2)
      let gathered = own.gathered(owners)
      #expect(spread.count == gathered.count)
      for row in stride(from: 0, to: Self.rows, by: 7) {
        #expect(Self.key(spread, row) == Self.key(gathered, row), "\(name) \(row)")
      }
    }
  }

  @Test func equalTextsHaveEqualNumbers() throws {
    var random = SeededNumbers(seed: 11)
    let texts = (0..<Self.rows).map { _ in "name \(random.next() % 9_000)" }
    let codes = try TextArena(texts).codes(ExecutionContext(threads: 2))
    #expect(Set(texts).count == codes.rows.count)
    for row in 0..<Self.rows {
      #expect(texts[Int(codes.rows[Int(codes.codes[row])])] == texts[row])
    }
  }

  @Test(arguments: [[], [5], [0, 1, 900], [-7, 7_000_000_000], [Int64.min, .min + 1, .max]])
  func numbersAreLookedUp(numbers: [Int64]) {
    let set = NumberSet(numbers)
    let lanes: [Int64] = [0, 1, 2, 5, -7, 899, 900, 901, 7_000_000_000, .min, .min + 1, .max]
    var found = [UInt8](repeating: 2, count: lanes.count)
    lanes.withUnsafeBufferPointer { lanes in
      found.withUnsafeMutableBufferPointer { out in
        guard let from = lanes.baseAddress, let to = out.baseAddress else { return }
        set.test(from, lanes.count, to: to)
      }
    }
    #expect(found == lanes.map { numbers.contains($0) ? 1 : 0 })
  }

  @Test func textsAreLookedUpByTheirBytes() {
    let composed = "caf\u{e9}"
    let decomposed = "cafe\u{301}"
    let column = Column(
      .string, .text(TextArena([composed, decomposed, "", "x"])), count: 4)
    let evaluator = Evaluator(columns: [column])
    let set = ValueSet([.string(composed), .string("")])
    let lanes = set.test(column.load(.run(0, 4), evaluator.memory), 4, evaluator.memory)
    #expect((0..<4).map { lanes[$0] } == [1, 0, 1, 0])
  }

  /// Equal for equal values: 0 and −0, and all that is not a number.
  private static func key(_ column: Column, _ row: Int) -> String {
    if case .float(let double) = column.value(row), double == 0 { return "0" }
    return "\(column.value(row))"
  }

  private static func distinct(_ type: ColumnType, at index: Int = 0) -> BoundAggregate {
    BoundAggregate(
      kind: .countDistinct, argument: BoundExpression(.column(index), type: type, at: Span(0, 0)),
      filter: nil, by: nil, perUnit: false, type: .int)
  }

  private static func someRows(_ random: inout SeededNumbers) -> Relation.Rows {
    .bits(Bitmap(count: rows, rows: (0..<rows).filter { _ in random.next() % 3 != 0 }))
  }

  /// Customers with 0 to 6 rows each.
  private static func activity(_ random: inout SeededNumbers) -> Activity {
    var offsets: [UInt32] = [0]
    while let last = offsets.last, Int(last) < rows {
      offsets.append(min(UInt32(rows), last + UInt32(random.next() % 7)))
    }
    let table = Table(
      fields: [Field("n")], columns: [.constant(.int(1), type: .int, count: rows)], rowCount: rows)
    return Activity(
      name: "orders", table: table, offsets: Buffer(offsets), units: nil, unitCount: rows)
  }

  private static func columns(_ random: inout SeededNumbers) -> [(String, Column)] {
    let validity = Bitmap(count: rows, rows: (0..<rows).filter { _ in random.next() % 5 != 0 })
    func integers(_ range: ClosedRange<Int64>) -> Integers {
      let values = (0..<rows).map { _ in Int64.random(in: range, using: &random) }
      return values.withUnsafeBufferPointer { .narrowest($0) }
    }
    let doubles = (0..<rows).map { _ in [0, -0.0, 1.5, .nan][Int(random.next() % 4)] }
    let many = (0..<rows).map { _ in Double(random.next() % 5_000) / 8 }
    let texts = (0..<rows).map { _ in "text \(random.next() % 6_000)" }
    let codes = (0..<rows).map { _ in UInt8(random.next() % 3) }
    let letters = StringDictionary(["a", "b", "c"])
    let ids = NumberedText(prefix: "C", width: 7, numbers: integers(0...20_000))
    return [
      ("few", Column(.int, .integers(integers(-3...40)), validity: validity, count: rows)),
      ("span", Column(.int, .integers(integers(-3...9_000)), count: rows)),
      ("wide", Column(.int, .integers(integers(-9_000_000_000...9_000_000_000)), count: rows)),
      ("signs", Column(.float, .doubles(Buffer(doubles)), validity: validity, count: rows)),
      ("doubles", Column(.float, .doubles(Buffer(many)), count: rows)),
      ("text", Column(.string, .text(TextArena(texts)), validity: validity, count: rows)),
      ("codes", Column(.string, .codes(.uint8(Buffer(codes)), letters), count: rows)),
      ("ids", Column(.string, .numbered(ids), validity: validity, count: rows)),
      ("constant", .constant(.string("x"), type: .string, count: rows)),
      ("null", .constant(.null, type: .string, count: rows)),
    ]
  }
}
