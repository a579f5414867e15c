import Engine
import Segments
import Syntax
import Testing

@Suite("Quintiles with ties")
struct ClassificationQuantileTests {
  /// Rows a customer in the CDNOW master file (69,659 rows): how many customers have 1, 2, 3 … rows.
  static let customers: [(rows: Int64, count: Int)] = [
    (1, 11908), (2, 4079), (3, 2217), (4, 1441), (5, 995), (6, 635), (7, 475), (8, 392), (9, 274),
    (10, 204), (11, 142), (12, 147), (13, 109), (14, 75), (15, 72), (16, 53), (17, 55), (18, 34),
    (19, 26), (20, 24), (21, 32), (22, 20), (23, 10), (24, 22), (25, 18), (26, 15), (27, 9),
    (28, 6), (29, 7), (30, 5), (31, 3), (32, 7), (33, 4), (34, 5), (35, 5), (36, 3), (37, 1),
    (38, 2), (39, 2), (40, 2), (41, 2), (42, 5), (44, 1), (46, 1), (47, 2), (48, 1), (49, 3),
    (50, 1), (52, 2), (55, 1), (56, 1), (58, 1), (60, 1), (61, 1), (62, 1), (65, 1), (67, 1),
    (80, 1), (102, 1), (109, 1), (110, 1), (117, 1), (143, 1), (149, 1), (201, 1), (217, 1),
  ]

  @Test func `Half of all customers bought once, so the second class stays empty`() throws {
    let rows = Self.customers.flatMap { Array(repeating: $0.rows, count: $0.count) }
    #expect(rows.count == 23_570 && rows.reduce(0, +) == 69_659)
    let ids = (0..<rows.count).map { "C\($0)" }
    let table = Table(
      fields: [Field("id", role: .customer), Field("n_rows")],
      columns: [TestFile.column(.texts(ids)), TestFile.column(.ints(rows))],
      rowCount: rows.count)
    let dataset = Dataset(
      customers: table, activities: [], fingerprint: "cdnow", lastActivityDay: nil)
    let rules = try RuleFile.parse(
      """
      metric f = quantile_class(n_rows, 5)
      dimension quintile
        c1 when f = 1
        c2 when f = 2
        c3 when f = 3
        c4 when f = 4
        otherwise c5
      end
      """, name: nil)
    let catalog = Catalog(dataset: dataset, definitions: Definitions().adding(rules))
    let summary = try #require(try Classification(catalog).summaries().first)
    #expect(summary.classes.map(\.count) == [11_908, 0, 4_079, 3_658, 3_925])
  }
}
