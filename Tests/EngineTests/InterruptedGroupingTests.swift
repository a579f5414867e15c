import Syntax
import Testing

@testable import Engine

/// What is interrupted says so: half of a result is none.
@Suite struct InterruptedGroupingTests {
  private static let rows = 200_000

  private static var interrupted: ExecutionContext {
    let cancellation = Cancellation()
    cancellation.cancel()
    return ExecutionContext(threads: 2, cancellation: cancellation)
  }

  private static let columns: [Column] = [
    Column(
      .float, .doubles(Buffer((0..<rows).map { Double($0 % 70 - 35) })), count: rows),
    Column(
      .int, .integers(.int16(Buffer((0..<rows).map { Int16($0 % 300) }))), count: rows),
    Column(
      .string,
      .codes(.uint8(Buffer((0..<rows).map { UInt8($0 % 3) })), StringDictionary(["a", "b", "c"])),
      count: rows),
  ]

  @Test(arguments: columns.indices)
  func groupsAreNotFound(column: Int) {
    #expect(throws: Diagnostic.self) {
      try Grouping([Self.columns[column]], rows: .all(Self.rows), Self.interrupted)
    }
  }

  @Test(arguments: columns.indices)
  func rowsHaveNoGroups(column: Int) throws {
    let grouping = try Grouping(
      [Self.columns[column]], rows: .all(Self.rows), ExecutionContext(threads: 2))
    #expect(throws: Diagnostic.self) { try grouping.rowCodes(Self.rows, Self.interrupted) }
  }

  @Test func wholeNumbersAreGroupedByValue() throws {
    let context = ExecutionContext(threads: 2)
    let grouping = try Grouping([Self.columns[0]], rows: .all(Self.rows), context)
    let codes = try grouping.rowCodes(Self.rows, context)
    #expect(grouping.count == 70)
    // Values rise with their groups, and the least is −35.
    #expect((0..<1000).allSatisfy { Int(codes[$0]) == $0 % 70 })
  }
}
