import Engine
import Segments
import Syntax
import Testing

@Suite("Files become customers and their activities")
struct LoadingAssemblyTests {
  private func load(
    _ files: [ReadResult], onto data: LoadedData = .empty, table: String? = nil,
    mapping: [NamedExpression] = []
  ) throws -> (data: LoadedData, report: LoadReport) {
    let request = LoadRequest(
      table: table.map { ColumnReference($0, at: Span(0, 0)) },
      files: files.map { FileReference($0.path, at: Span(0, 0)) }, mapping: mapping)
    return try Loader(evaluation: .namesOnly).load(
      [LoadSource(request: request, files: files)], onto: data)
  }

  private let orders = TestFile.result(
    "shop/orders.csv",
    [
      ("order_no", .texts(["B", "A", "A", "C", "D", "E"])),
      ("cust_no", .ints([10, 9, 9, 10, nil, 9])),
      ("下單時間", .seconds([50, 40, 60, 20, 10, 45])),
      ("實付金額（元）", .decimals([100, 200, 300, 400, 500, 600], scale: 2)),
    ])

  @Test("a load is told where it is and ends there when it is cancelled", arguments: 0..<4)
  func cancelled(step: Int) throws {
    let cancellation = Cancellation()
    let loader = Loader(evaluation: .namesOnly, cancellation: cancellation)
    let source = LoadSource(request: LoadRequest(files: []), files: [orders])
    var titles: [String] = []
    let fault = #expect(throws: Diagnostic.self) {
      try loader.load([source], onto: .empty) { part, title in
        #expect((0...1).contains(part))
        titles.append(title.english)
        if titles.count == step + 1 { cancellation.cancel() }
      }
    }
    #expect(fault?.code == Diagnostic.cancelled.code)
    let steps = ["finding customers"] + [String](repeating: "sorting orders", count: 9)
    #expect(titles == Array(steps.prefix(step + 1)))
  }

  @Test("rows go by customer, orders by their first time, lines of an order together")
  func ordersSort() throws {
    let (data, report) = try load([orders])
    #expect(data.dataset.customer(.customer) == [.string("9"), .string("10")])
    let amounts: [Int64] = [200, 300, 600, 400, 100]
    #expect(
      data.dataset.values("amount", of: "orders") == amounts.map { .decimal($0, scale: 2) })
    let activity = try #require(data.dataset.activity(named: "orders"))
    #expect(Array(activity.offsets.values) == [0, 3, 5])
    #expect(activity.unitCount == 4)
    #expect(activity.units.map { Array($0.values) } == [0, 0, 1, 2, 3])
    #expect(activity.table.fields.map(\.name) == ["order_id", "time", "amount"])
    #expect(activity.table.fields[2].aliases == ["實付金額（元）"])
    let table = try #require(report.tables.first)
    #expect(table.rowsIn == 6 && table.loaded == 5 && table.withoutCustomer == 1)
    #expect(table.filtered == 0 && table.rejected == 0)
    #expect(table.amount == .decimal(1600, scale: 2))
    #expect(table.orders == 4 && table.customers == 2)
    #expect(
      table.statement
        == "load orders from 'shop/orders.csv' with customer = cust_no, time = 下單時間, "
        + "order_id = order_no, amount = `實付金額（元）`")
    #expect(data.dataset.lastActivityDay == 0)
  }

  @Test("customers keep their file's order; those known by orders alone come after, by id")
  func customersAppended() throws {
    let customers = TestFile.result(
      "customers.csv",
      [
        ("ID", .ints([9, 30, 9, nil])), ("Name", .texts(["Ann", "Bo", "Ann again", "nobody"])),
        ("type", .texts(["individual", nil, "x", "y"])),
      ])
    let (data, report) = try load([orders, customers])
    #expect(
      data.dataset.customer(.customer) == [.string("9"), .string("30"), .string("10")])
    #expect(data.dataset.customer(.name) == [.string("Ann"), .string("Bo"), .null])
    #expect(data.dataset.customer(.kind) == [.string("individual"), .null, .null])
    let listed = try #require(data.dataset.customers.index(of: "is_listed"))
    #expect(
      (0..<3).map { data.dataset.customers.columns[listed].value($0) }
        == [.bool(true), .bool(true), .bool(false)])
    let activity = try #require(data.dataset.activity(named: "orders"))
    #expect(Array(activity.offsets.values) == [0, 3, 3, 5])
    let table = try #require(report.tables.first)
    #expect(table.kind == .customers && table.rowsIn == 4 && table.loaded == 2)
    #expect(table.rejected == 1 && table.withoutCustomer == 1)
    #expect(table.rejects.rejects.first?.line == 4)
    #expect(table.rejects.rejects.first?.text == "9, Ann again, x")
    #expect(report.unlistedCustomers == 1)
  }

  @Test("a table added later gives the same dataset as both at once")
  func laterCustomers() throws {
    let customers = TestFile.result(
      "customers.csv",
      [("ID", .ints([30, 10, 9])), ("country", .texts(["CN", "FR", "DE"]))])
    let once = try load([customers, orders]).data
    let first = try load([orders]).data
    let twice = try load([customers], onto: first).data
    #expect(once.dataset.fingerprint == twice.dataset.fingerprint)
    #expect(once.dataset.fingerprint != first.dataset.fingerprint)
    #expect(
      twice.dataset.values("order_id", of: "orders")
        == ["C", "B", "A", "A", "E"].map { .string($0) })
    let again = try load([orders], onto: twice).data
    #expect(again.tables.count == 2)
    #expect(again.dataset.fingerprint == twice.dataset.fingerprint)
  }

  @Test("attributes of customers come from their latest order where no file lists customers")
  func derivedAttributes() throws {
    let file = TestFile.result(
      "sales.csv",
      [
        ("customer", .texts(["a", "a", "b", "c", "c", "d", "d", "e", "e", "f", "f"])),
        ("date", .days([2, 1, 1, 1, 2, 1, 2, 1, 2, 1, 2])),
        ("Country", .texts(["UK", "FR", nil, "US", "US", "US", "US", "US", "US", "US", "US"])),
      ])
    let (data, report) = try load([file])
    #expect(
      data.dataset.customer(.country) == [
        .string("UK"), .null, .string("US"), .string("US"), .string("US"), .string("US"),
      ])
    let assumptions = report.tables.first?.assumptions.map(\.english)
    #expect(
      assumptions == ["country of customers: the latest of their orders (1 has more than one)"])
  }

  @Test("ids of spreadsheets, of two files and of padded digits")
  func identifiers() throws {
    let floats = TestFile.result(
      "a/orders_1.csv",
      [("CustomerID", .decimals([178500, 125830, nil], scale: 1)), ("date", .days([1, 2, 3]))])
    let texts = TestFile.result(
      "a/orders_2.csv",
      [("customer_id", .texts(["17850.0", "99.0"])), ("date", .days([1, 2]))])
    let (data, report) = try load([floats])
    #expect(data.dataset.customer(.customer) == [.string("12583"), .string("17850")])
    #expect(report.tables.first?.withoutCustomer == 1)
    let other = try load([texts], table: "returns")
    #expect(other.data.dataset.customer(.customer) == [.string("99"), .string("17850")])
    let both = try load([texts], onto: data, table: "returns").data
    #expect(
      both.dataset.customer(.customer) == [.string("99"), .string("12583"), .string("17850")])
    let padded = TestFile.result(
      "b/orders.csv",
      [("customer_id", .texts(["0017", "17", "0003"])), ("date", .days([1, 2, 3]))])
    #expect(
      try load([padded]).data.dataset.customer(.customer)
        == [.string("0003"), .string("0017"), .string("17")])
  }

  @Test("rows without any id are customers numbered by row")
  func generated() throws {
    let file = TestFile.result(
      "Wholesale customers data.csv", [("Channel", .ints([2, 1])), ("Fresh", .ints([5, 6]))])
    let (data, report) = try load([file])
    #expect(data.dataset.customer(.customer) == [.string("row 1"), .string("row 2")])
    #expect(report.tables.first?.loaded == 2)
    #expect(report.tables.first?.assumptions.count == 1)
  }

  @Test("a failed load says why and where")
  func faults() throws {
    let products = TestFile.result(
      "products.csv", [("ProductKey", .ints([1, 2])), ("ProductName", .texts(["a", "b"]))])
    #expect(throws: Diagnostic.self) { try load([products]) }
    let amount = NamedExpression(
      name: "amount", value: Expression(.name(Name("order_no")), at: Span(3, 11)))
    let fault = #expect(throws: Diagnostic.self) { try load([orders], mapping: [amount]) }
    #expect(fault?.code == "E451" && fault?.span == Span(3, 11))
  }

  @Test("a mapping moves a role to another column, null takes it away")
  func mapping() throws {
    let mapping = [
      NamedExpression(
        name: "customer", value: Expression(.name(Name("order_no")), at: Span(0, 0))),
      NamedExpression(name: "order_id", value: Expression(.literal(.null), at: Span(0, 0))),
    ]
    let (data, _) = try load([orders], mapping: mapping)
    #expect(data.dataset.customers.rowCount == 5)
    let activity = try #require(data.dataset.activity(named: "orders"))
    #expect(activity.unitCount == 6 && activity.units == nil)
    #expect(activity.table.fields.map(\.name) == ["cust_no", "time", "amount"])
  }

  /// 20,000 rows: more than one bucket of customers, orders of several lines, ids that are hashed,
  /// looked up directly, and text.
  @Test(
    "rows are sorted as a plain sort of all rows would sort them",
    arguments: ["", "x", "0", "spread", "mixed"])
  func order(shape: String) throws {
    var state: UInt64 = 88_172_645_463_325_252
    func random(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state >> 33) % bound
    }
    func id(_ number: Int) -> String {
      switch shape {
      case "0": String(String(1_000_000 + number).dropFirst())
      case "spread": String(number * 1_000_003)
      case "mixed": number % 2 == 0 ? "A\(number)" : "b-\(number)-\(number % 7)"
      default: shape + String(number)
      }
    }
    let rows = (0..<20_000).map { row in
      (
        customer: random(50) == 0 ? nil : random(5000), order: random(6000),
        time: random(40) == 0 ? nil : Int64(random(300)), row: row
      )
    }
    let file = TestFile.result(
      "orders.csv",
      [
        ("customer_id", .texts(rows.map { $0.customer.map(id) })),
        ("order_id", .ints(rows.map { Int64($0.order) })), ("time", .days(rows.map(\.time))),
        ("n", .ints(rows.map { Int64($0.row) })),
      ])
    let (data, report) = try load([file])
    let ids = Set(rows.compactMap(\.customer).map(id)).sorted { a, b in
      let isNumeric = shape != "mixed"
      return isNumeric && a.utf8.count != b.utf8.count ? a.utf8.count < b.utf8.count : a < b
    }
    #expect(data.dataset.customer(.customer) == ids.map { .string($0) })
    let numbers = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
    var first: [[Int]: Int64] = [:]
    var expected: [(keys: [Int64], row: Int)] = []
    for row in rows {
      guard let customer = row.customer else { continue }
      let key = [customer, row.order]
      first[key] = min(first[key] ?? Int64.max, row.time ?? Int64.max)
    }
    for row in rows {
      guard let customer = row.customer, let number = numbers[id(customer)] else { continue }
      let time = first[[customer, row.order]] ?? 0
      expected.append(([Int64(number), time, Int64(row.order), Int64(row.row)], row.row))
    }
    expected.sort { $0.keys.lexicographicallyPrecedes($1.keys) }
    let found = data.dataset.values("n", of: "orders")
    #expect(found == expected.map { .int(Int64($0.row)) })
    let activity = try #require(data.dataset.activity(named: "orders"))
    #expect(activity.unitCount == first.count)
    #expect(report.tables.first?.withoutCustomer == rows.count { $0.customer == nil })
    let units = try #require(activity.units)
    let changes = (1..<expected.count).allSatisfy { row in
      let isSame = expected[row].keys.prefix(3) == expected[row - 1].keys.prefix(3)
      return (units[row] == units[row - 1]) == isSame
    }
    #expect(changes)
  }
}
