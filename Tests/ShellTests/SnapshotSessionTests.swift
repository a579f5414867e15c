import Engine
import Glibc
import Segments
import Shell
import Syntax
import Testing

/// Data from a snapshot are the data from the files, and nothing that is said of them differs.
@Suite struct SnapshotSessionTests {
  private static let files =
    String(
      #filePath.dropLast("Tests/ShellTests/SnapshotSessionTests.swift".count))
    + "Tests/Golden/files/"

  /// Every file that the golden tests read, with its rejects, notes and guesses, in both languages.
  @Test func everyFileSaysTheSame() throws {
    let names = SnapshotFixture.names(in: Self.files).filter { $0.hasSuffix(".csv") }
    try #require(names.count > 15)
    for name in names {
      let fixture = try SnapshotFixture()
      try fixture.write(try text(of: Self.files + name), to: name)
      let script = "load 'HERE/\(name)'\nrejects\ntables\nfrom customers | take 5"
      let plain = try fixture.plainAnswer(script)
      let first = try fixture.answer(script)
      let second = try fixture.answer(script)
      #expect(first.content == plain.content, "\(name)")
      #expect(second.content == plain.content, "\(name)")
      #expect(first.hasRead == plain.hasRead, "\(name)")
      // A file that is refused is refused again.
      #expect(second.hasRead == (plain.hasRead && plain.fingerprint.isEmpty), "\(name)")
      let chinese = try fixture.plainAnswer(script, language: .zh)
      #expect(try fixture.answer(script, language: .zh).content == chinese.content, "\(name)")
    }
  }

  private func text(of path: String) throws -> String {
    String(decoding: try #require(try FileSystem.read(path)), as: UTF8.self)
  }

  private static let customers = "id,name,city\nC1,张三,上海\nC2,,北京\nC2,again,\nC3,李四,\n"
  private static let orders = """
    order_id,customer,time,amount
    O1,C1,2025-01-01,10.50
    O2,C9,2025-02-01,20
    O3,,2025-03-01,5
    O4,C3,2025-13-01,7
    O5,C3,2025-03-01,-2.25

    """
  private static let both = "load 'HERE/customers.csv'\nload 'HERE/orders.csv'"

  private func fixture() throws -> SnapshotFixture {
    let fixture = try SnapshotFixture()
    try fixture.write(Self.customers, to: "customers.csv")
    try fixture.write(Self.orders, to: "orders.csv")
    return fixture
  }

  @Test func oneLoadAfterAnotherHasItsOwnSnapshot() throws {
    let fixture = try fixture()
    let plain = try fixture.plainAnswer(Self.both)
    _ = try fixture.answer(Self.both)
    #expect(fixture.names.count == 2)
    let again = try fixture.answer(Self.both)
    #expect(!again.hasRead)
    #expect(again.content == plain.content)
    let other = "load 'HERE/orders.csv'\nload 'HERE/customers.csv'"
    let reversed = try fixture.answer(other)
    #expect(reversed.hasRead)
    #expect(reversed.content == (try fixture.plainAnswer(other)).content)
    #expect(fixture.names.count == 4)
  }

  /// What is loaded on top of data in a mapping.
  @Test func aFileIsAddedToDataFromASnapshot() throws {
    let fixture = try fixture()
    _ = try fixture.answer("load 'HERE/customers.csv'")
    let added = try fixture.answer(Self.both)
    #expect(added.hasRead)
    #expect(added.content == (try fixture.plainAnswer(Self.both)).content)
    let replaced = Self.both + "\nload 'HERE/orders.csv'"
    _ = try fixture.answer(replaced)
    let again = try fixture.answer(replaced)
    #expect(!again.hasRead)
    #expect(again.content == (try fixture.plainAnswer(replaced)).content)
  }

  @Test func expressionsAndPatternsComeBack() throws {
    let fixture = try fixture()
    try fixture.write(Self.orders, to: "orders_2.csv")
    for script in [
      "load orders from 'HERE/orders.csv' with amount = amount * 2, note = upper(order_id) where amount > 0",
      "load orders from 'HERE/orders*.csv'", "load 'HERE/customers.csv', 'HERE/orders.csv'",
      "load orders from 'HERE/orders.csv' using delimiter = ',', header = true",
    ] {
      let plain = try fixture.plainAnswer(script)
      #expect(plain.lines.first?.hasPrefix("error") == false, "\(plain.lines)")
      #expect(try fixture.answer(script).hasRead)
      let again = try fixture.answer(script)
      #expect(!again.hasRead, "\(script)")
      #expect(again.content == plain.content, "\(script)")
    }
  }

  @Test func whatWasChangedIsReadAgain() throws {
    let fixture = try fixture()
    _ = try fixture.answer(Self.both)
    let changes: [(String, () throws -> Void)] = [
      ("size", { try fixture.write(Self.orders + "O6,C1,2025-04-01,1\n", to: "orders.csv") }),
      ("time", { try fixture.write(Self.orders, to: "orders.csv", time: 1_700_000_001) }),
      (
        "content alone",
        {
          try fixture.write(
            Self.orders.replacing("10.50", with: "99.50"), to: "orders.csv", time: 1_700_000_001)
        }
      ),
      (
        "the file loaded before",
        { try fixture.write(Self.customers.replacing("张三", with: "王五"), to: "customers.csv") }
      ),
    ]
    for (name, change) in changes {
      try change()
      let answer = try fixture.answer(Self.both)
      #expect(answer.hasRead, "\(name)")
      #expect(answer.content == (try fixture.plainAnswer(Self.both)).content, "\(name)")
      #expect(try !fixture.answer(Self.both).hasRead, "\(name)")
    }
    // Changed files take the place of the old ones.
    #expect(fixture.names.count == 2)
    let others = [
      "load 'HERE/orders.csv' using dates = 'dmy'", "load orders from 'HERE/orders.csv'",
      "load orders from 'HERE/orders.csv' where amount > 3",
      "load orders from 'HERE/orders.csv' with amount = amount + 1",
    ]
    for other in others { #expect(try fixture.answer(other).hasRead, "\(other)") }
  }

  @Test func afterTheDemoAFileBeginsAnew() throws {
    let fixture = try fixture()
    _ = try fixture.answer("load 'HERE/orders.csv'")
    let answer = try fixture.answer("demo\nload 'HERE/orders.csv'")
    #expect(answer.cells == (try fixture.plainAnswer("load 'HERE/orders.csv'")).cells)
    #expect(answer.lines.contains("the demo data made room for the files"))
    #expect(fixture.names.count == 1)
  }

  @Test func itCanBeTurnedOff() throws {
    let fixture = try fixture()
    _ = try fixture.answer("set snapshot off\n" + Self.both)
    #expect(fixture.names == [])
    _ = try fixture.answer(Self.both)
    #expect(try fixture.answer("set snapshot off\n" + Self.both).hasRead)
    #expect(try fixture.answer("set snapshot off\nset snapshot").lines == ["snapshot = off"])
  }

  @Test func aFileJustWrittenIsNotKept() throws {
    let fixture = try fixture()
    try fixture.write(Self.orders, to: "orders.csv", time: Int(time(nil)))
    #expect(try fixture.answer("load 'HERE/orders.csv'").hasRead)
    #expect(fixture.names == [])
  }

  @Test func damageIsSaidAndRepaired() throws {
    let fixture = try fixture()
    let plain = try fixture.plainAnswer(Self.both)
    _ = try fixture.answer(Self.both)
    for cut in [0, 100, 4096, 5000] {
      for name in fixture.names { try fixture.shorten(name, to: cut) }
      let answer = try fixture.answer(Self.both)
      #expect(answer.cells == plain.cells)
      let remarks = answer.lines.filter { $0.contains("snapshot of") }
      #expect(
        remarks == [
          "the snapshot of customers.csv is damaged: what it was made from is read",
          "the snapshot of orders.csv is damaged: what it was made from is read",
        ])
      #expect(answer.lines.filter { !remarks.contains($0) } == plain.lines)
      #expect(try !fixture.answer(Self.both).hasRead)
    }
  }

  @Test func aFolderThatCannotBeWrittenIsNoError() throws {
    let fixture = try fixture()
    let file = try #require(fopen(fixture.snapshots, "w"))
    fclose(file)
    let plain = try fixture.plainAnswer(Self.both)
    #expect(try fixture.answer(Self.both) == plain)
    #expect(try fixture.answer(Self.both) == plain)
  }

  @Test func processesAtOnceDoNoHarm() async throws {
    let fixture = try fixture()
    let path = fixture.path
    async let first: Void = loadOften(path)
    async let second: Void = loadOften(path)
    _ = await (first, second)
    #expect(SnapshotFixture.names(in: fixture.snapshots).allSatisfy { !$0.hasSuffix(".part") })
    let answer = try fixture.answer(Self.both)
    #expect(!answer.hasRead)
    #expect(answer.content == (try fixture.plainAnswer(Self.both)).content)
  }

  /// Loads, and removes what the other has written.
  private func loadOften(_ path: String) async {
    await #expect(processExitsWith: .success) { [path = path as String] in
      let folder = path + "/.strata/snapshots"
      for round in 0..<20 {
        let store = SnapshotStore(SnapshotFolder(folder), threads: 2, worth: .zero)
        let session = Session(
          output: Session.Output(
            line: { _ in }, complaint: { _ in }, note: { _ in }, surface: { Surface(width: nil) }),
          workspace: try Workspace.locate(from: path),
          definitions: try StandardRules.definitions(), snapshots: store)
        let outcome = session.run("load '\(path)/customers.csv'\nload '\(path)/orders.csv'")
        session.close()
        try #require(outcome == .done)
        try #require(session.data.dataset.customers.rowCount == 4)
        guard round % 3 == 0, round < 18 else { continue }
        for name in SnapshotFixture.names(in: folder) where name.hasSuffix(".snapshot") {
          unlink(folder + "/" + name)
        }
      }
    }
  }
}
