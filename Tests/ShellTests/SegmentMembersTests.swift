import Engine
import Foundation
import Segments
import Shell
import Syntax
import Testing

/// Who is in a segment is worked out once; whatever decides it is seen when it changes.
@Suite struct SegmentMembersTests {
  /// Ten customers C01…C10, the n-th with n orders of 10 on days 1 to n of January 2025.
  private func fixture() throws -> (SessionFixture, TemporaryFolder) {
    let folder = try TemporaryFolder()
    var customers = "customer_id,city\n"
    var orders = "order_id,customer_id,order_date,amount\n"
    for customer in 1...10 {
      let id = customer < 10 ? "C0\(customer)" : "C\(customer)"
      customers += "\(id),\(customer % 2 == 0 ? "Even" : "Odd")\n"
      for day in 1...customer {
        orders += "\(id)-\(day),\(id),2025-01-\(day < 10 ? "0" : "")\(day),10\n"
      }
    }
    try write(customers, folder.path + "/customers.csv")
    try write(orders, folder.path + "/orders.csv")
    let fixture = try SessionFixture()
    let loaded = fixture.run(
      "load '\(folder.path)/customers.csv', '\(folder.path)/orders.csv'\nset asof @2025-02-01")
    #expect(loaded.outcome == .done, "\(loaded.lines)")
    return (fixture, folder)
  }

  private func write(_ text: String, _ path: String) throws {
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  private func members(_ fixture: SessionFixture, _ name: String, _ version: Int? = nil) throws
    -> Bitmap
  {
    try fixture.session.catalog.links.members(
      SegmentReference(name, version: version, at: Span(0, 0)))
  }

  /// The memory where the members are: the same as long as they were not worked out again.
  private func place(_ fixture: SessionFixture, _ name: String, _ version: Int? = nil) throws
    -> ObjectIdentifier
  {
    ObjectIdentifier(try members(fixture, name, version).words)
  }

  private func size(_ fixture: SessionFixture, _ name: String) throws -> Int {
    try members(fixture, name).population
  }

  @Test func membersAreWorkedOutOnce() throws {
    let (fixture, folder) = try fixture()
    defer { withExtendedLifetime(folder) {} }
    _ = fixture.run("where count(orders) >= 7 | save buyers")
    let saved = try place(fixture, "buyers")
    #expect(try size(fixture, "buyers") == 4)
    _ = fixture.run("where in buyers | count")
    _ = fixture.run("from BUYERS | intersect buyers | count")
    #expect(try place(fixture, "Buyers") == saved)
    let frozen = try place(fixture, "buyers", 1)
    #expect(try place(fixture, "buyers", 1) == frozen)
    #expect(try members(fixture, "buyers", 1).rows == members(fixture, "buyers").rows)
  }

  @Test func rulesAndParametersAreThoseOfTheSaveTheDayIsTodays() throws {
    let (fixture, folder) = try fixture()
    defer { withExtendedLifetime(folder) {} }
    _ = fixture.run(
      """
      param least = 7
      metric recent_orders = count(orders where time within 30d)
      where recent_orders >= :least | save buyers
      """)
    // The 30 days before 1 February begin on 2 January.
    #expect(try size(fixture, "buyers") == 3)
    _ = fixture.run("metric recent_orders = count(orders)")
    #expect(try size(fixture, "buyers") == 3)
    _ = fixture.run("param least = 9")
    #expect(try size(fixture, "buyers") == 3)
    _ = fixture.run("set least = 1")
    #expect(try size(fixture, "buyers") == 3)
    // From 4 January on: customer n has n - 3 orders.
    _ = fixture.run("set asof @2025-02-03")
    #expect(try size(fixture, "buyers") == 1)
    _ = fixture.run("rules reset recent_orders\nrules reset least")
    #expect(try size(fixture, "buyers") == 1)
    // Saved again it follows what is in force now.
    _ = fixture.run(
      "metric recent_orders = count(orders)\nwhere recent_orders >= 9 | save buyers")
    #expect(try size(fixture, "buyers") == 2)
  }

  @Test func aStandardRuleChangedSinceIsTheStandardOne() throws {
    let (fixture, folder) = try fixture()
    defer { withExtendedLifetime(folder) {} }
    _ = fixture.run("where n_orders >= 8 | save many")
    _ = fixture.run("metric n_orders = 0\nparam churn_days = 1")
    #expect(try size(fixture, "many") == 3)
  }

  @Test func anotherSessionsVersionIsSeen() throws {
    let (fixture, folder) = try fixture()
    defer { withExtendedLifetime(folder) {} }
    _ = fixture.run(
      "where city = 'Even' | save chosen\nwhere in chosen and count(orders) > 4 | save many")
    #expect(try size(fixture, "chosen") == 5)
    #expect(try size(fixture, "many") == 3)
    let many = try place(fixture, "many")
    #expect(try place(fixture, "many") == many)
    let other = SegmentStore(fixture.session.workspace)
    _ = try other.save(
      SegmentDraft(
        name: "chosen", query: "where city = 'Odd'", asOf: 0, fingerprint: "",
        members: MemberList(["C01"]), savedAt: 0))
    #expect(try members(fixture, "chosen").rows == [0, 2, 4, 6, 8])
    #expect(try members(fixture, "many").rows == [4, 6, 8])
    #expect(try members(fixture, "chosen", 1).rows == [1, 3, 5, 7, 9])
    #expect(try members(fixture, "chosen", 2).rows == [0])
    // Dropped and saved again, the same number means others.
    try other.drop("chosen")
    _ = try other.save(
      SegmentDraft(
        name: "chosen", query: "where city = 'Odd'", asOf: 0, fingerprint: "",
        members: MemberList(["C03", "C11", "x", "C3"]), savedAt: 0))
    #expect(try members(fixture, "chosen", 1).rows == [2])
  }

  @Test func segmentsOfFilesAreWorkedOutAgain() throws {
    let (fixture, folder) = try fixture()
    defer { withExtendedLifetime(folder) {} }
    try write("C01\nC02\n", folder.path + "/ids.txt")
    _ = fixture.run("where id in file '\(folder.path)/ids.txt' | save listed")
    #expect(try size(fixture, "listed") == 2)
    try write("C01\nC02\nC03\n", folder.path + "/ids.txt")
    #expect(try size(fixture, "listed") == 3)
    _ = fixture.run("where city = 'Even' | save half\nwhere id = 'C01' | union half | save more")
    #expect(try size(fixture, "more") == 6)
    // What a session calls its results changes no saved segment.
    _ = fixture.run("let half = where id in ('C03', 'C05')")
    #expect(try size(fixture, "more") == 6)
  }

  @Test func aCycleIsToldAlthoughTheMembersAreKnown() throws {
    let (fixture, folder) = try fixture()
    defer { withExtendedLifetime(folder) {} }
    _ = fixture.run("where city = 'Even' | save a\nwhere in a | save b")
    #expect(try size(fixture, "b") == 5)
    _ = fixture.run("where in b | save a")
    #expect(throws: Diagnostic.self) { try members(fixture, "a") }
    #expect(throws: Diagnostic.self) { try members(fixture, "b") }
  }
}
