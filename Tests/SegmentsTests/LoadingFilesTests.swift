import Engine
import Foundation
import Segments
import Syntax
import Testing

/// Real files; the folder is a checkout beside the project's (`STRATA_SHARED` names another).
private let shared =
  ProcessInfo.processInfo.environment["STRATA_SHARED"]
  ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appendingPathComponent("../../../shared").standardizedFileURL.path

/// Says loudly that a file is not there.
private func isPresent(_ path: String) -> Bool {
  let isThere = FileManager.default.fileExists(atPath: shared + "/" + path)
  if !isThere { print("SKIPPED: no \(shared)/\(path)") }
  return isThere
}

/// Numbers are DuckDB's and Python's on the same files.
@Suite("Real files load as they are")
struct LoadingFilesTests {
  private func load(
    _ statement: String, onto data: LoadedData = .empty
  ) throws -> (data: LoadedData, report: LoadReport) {
    let script = Parser.parse(statement)
    #expect(script.diagnostics.isEmpty)
    guard case .command(.load(let load)) = script.statements.first?.shape else {
      throw Diagnostic("E100", Message("not a load statement"))
    }
    var files: [ReadResult] = []
    for file in load.files { files.append(try FileReader.read(shared + "/" + file.path)) }
    let evaluation = RowEvaluation(
      column: { expression, table throws(Diagnostic) in
        try RowExpressions.column(expression, over: table)
      },
      mask: { expression, table throws(Diagnostic) in
        try RowExpressions.mask(expression, over: table)
      })
    let request = LoadRequest(load, options: ReadOptions(), text: statement)
    let result = try Loader(evaluation: evaluation).load(
      [LoadSource(request: request, files: files)], onto: data)
    for table in result.report.tables {
      #expect(
        table.rowsIn
          == table.loaded + table.withoutCustomer + table.filtered + table.rejected)
    }
    return result
  }

  private func micro(_ iso: String) -> Value {
    let parts = iso.split { "- :".contains($0) }.compactMap { Int($0) }
    let day = CivilCalendar.days(year: parts[0], month: parts[1], day: parts[2])
    let seconds = parts[3] * 3600 + parts[4] * 60 + parts[5]
    return .timestamp(Int64(day) * CivilCalendar.microsecondsPerDay + Int64(seconds) * 1_000_000)
  }

  private func day(_ iso: String) -> Value {
    let parts = iso.split(separator: "-").compactMap { Int($0) }
    return .date(Int32(CivilCalendar.days(year: parts[0], month: parts[1], day: parts[2])))
  }

  @Test(
    "Online Retail, nothing said", .enabled(if: isPresent("data/online-retail/online_retail.csv")))
  func onlineRetail() throws {
    let (data, report) = try load("load 'data/online-retail/online_retail.csv'")
    let orders = try #require(report.tables.first)
    #expect(orders.name == "orders")
    #expect(orders.rowsIn == 541_909 && orders.withoutCustomer == 135_080)
    #expect(orders.loaded == 406_829 && orders.filtered == 0 && orders.rejected == 0)
    #expect(orders.customers == 4372 && orders.orders == 22_190)
    #expect(orders.amount == .decimal(8_300_065_814, scale: 3))
    #expect(orders.first == micro("2010-12-01 08:26:00"))
    #expect(orders.last == micro("2011-12-09 12:50:00"))
    #expect(orders.assumptions.map(\.english).contains("amount = Quantity * UnitPrice"))
    #expect(
      orders.assumptions.map(\.english).contains(
        "country of customers: the latest of their orders (8 have more than one)"))
    #expect(data.dataset.customers.index(of: "country") != nil)
    let filtered = try load(
      "load orders from 'data/online-retail/online_retail.csv' with customer = CustomerID, "
        + "time = InvoiceDate, order_id = InvoiceNo, amount = Quantity * UnitPrice "
        + "where Quantity > 0 and UnitPrice > 0", onto: data)
    let kept = try #require(filtered.report.tables.first)
    #expect(kept.loaded == 397_884 && kept.filtered == 8945 && kept.withoutCustomer == 135_080)
    #expect(kept.customers == 4338 && kept.orders == 18_532)
    #expect(kept.amount == .decimal(8_911_407_904, scale: 3))
    #expect(filtered.data.tables.count == 1 && filtered.data.dataset.customers.rowCount == 4338)
  }

  @Test("CDNOW", .enabled(if: isPresent("data/cdnow/ms_CDNOW_master.csv")))
  func cdnow() throws {
    let orders = try #require(
      try load("load 'data/cdnow/ms_CDNOW_master.csv'").report.tables.first)
    #expect(orders.name == "orders" && orders.loaded == 69_659 && orders.customers == 23_570)
    #expect(orders.amount == .decimal(250_031_563, scale: 2))
    #expect(orders.first == day("1997-01-01") && orders.last == day("1998-06-30"))
    let sample = try load("load 'data/cdnow/CDNOW_sample.txt'").report.tables.first
    #expect(sample?.loaded == 6919 && sample?.customers == 2357)
  }

  @Test("customers alone", .enabled(if: isPresent("data/telco-churn/Telco-Customer-Churn.csv")))
  func customersAlone() throws {
    let telco = try load("load 'data/telco-churn/Telco-Customer-Churn.csv'")
    #expect(telco.report.tables.first?.name == "customers")
    #expect(telco.report.customers == 7043 && telco.data.dataset.activities.isEmpty)
    let wholesale = try load("load 'data/uci-wholesale/Wholesale customers data.csv'")
    #expect(wholesale.report.customers == 440)
    let ids = try #require(wholesale.data.dataset.customers.columns.first)
    #expect(ids.value(0) == .string("row 1") && ids.value(439) == .string("row 440"))
    let rfm = try load("load 'data/r-rfm/rfm_data_customer.csv'")
    #expect(rfm.report.tables.first?.kind == .customers && rfm.report.customers == 39_999)
  }

  @Test(
    "Complete Journey: demographics and activities joined by household",
    .enabled(if: isPresent("data/completejourney/transactions_sample.csv")))
  func completeJourney() throws {
    let folder = "data/completejourney"
    let (data, report) = try load(
      "load '\(folder)/transactions_sample.csv', '\(folder)/demographics.csv', "
        + "'\(folder)/campaigns.csv', '\(folder)/coupon_redemptions.csv'")
    #expect(
      report.tables.map(\.name) == ["customers", "orders", "campaigns", "coupon_redemptions"])
    #expect(report.tables.map(\.loaded) == [801, 75_000, 6589, 2102])
    #expect(report.tables.map(\.customers) == [801, 2377, 1559, 410])
    #expect(report.tables[1].orders == 47_243)
    #expect(report.tables[1].amount == .decimal(23_393_524, scale: 2))
    #expect(report.tables[1].last == micro("2018-01-01 03:47:38"))
    #expect(report.unlistedCustomers == data.dataset.customers.rowCount - 801)
    #expect(throws: Diagnostic.self) { try load("load '\(folder)/products.csv'") }
  }

  @Test(
    "AdventureWorks: three order files are one table",
    .enabled(if: isPresent("data/adventureworks/packt/AdventureWorks_Customers.csv")))
  func adventureWorks() throws {
    let folder = "data/adventureworks/packt/AdventureWorks"
    let (_, report) = try load(
      "load '\(folder)_Customers.csv', '\(folder)_Sales_2017.csv', '\(folder)_Sales_2018.csv', "
        + "'\(folder)_Sales_2019.csv'")
    #expect(report.tables.map(\.name) == ["customers", "orders"])
    #expect(report.tables.map(\.loaded) == [18_148, 56_046])
    #expect(report.tables[1].files.count == 3)
    #expect(report.tables[1].customers == 17_411 && report.tables[1].orders == 25_164)
    #expect(report.tables[1].first == day("2017-01-01"))
    #expect(report.tables[1].last == day("2019-06-30"))
    #expect(report.customers == 18_148 && report.unlistedCustomers == 0)
  }

  @Test("orders with names as ids", .enabled(if: isPresent("data/r-rfm/sample-orders.csv")))
  func namesAsIDs() throws {
    let sample = try load("load 'data/r-rfm/sample-orders.csv'").report.tables.first
    #expect(sample?.loaded == 5009 && sample?.customers == 793 && sample?.orders == 5009)
    #expect(sample?.amount == .int(2_297_261))
    let orders = try load("load 'data/r-rfm/rfm_data_orders.csv'").report.tables.first
    #expect(orders?.loaded == 4906 && orders?.customers == 995)
    #expect(orders?.amount == .int(464_158))
  }

  @Test("the oracle's data", .enabled(if: isPresent("trust/oracle/data/orders.csv")))
  func oracle() throws {
    let (data, report) = try load(
      "load 'trust/oracle/data/customers.csv', 'trust/oracle/data/orders.csv'")
    #expect(report.tables.map(\.name) == ["customers", "orders"])
    #expect(report.tables.map(\.loaded) == [5000, 17_541])
    #expect(report.tables[1].customers == 4404 && report.tables[1].orders == 17_541)
    #expect(report.tables[1].amount == .decimal(387_603_023, scale: 2))
    #expect(report.customers == 5001 && report.unlistedCustomers == 1)
    let table = data.dataset.customers
    #expect(table.fields.prefix(3).map(\.name) == ["id", "name", "kind"])
    #expect(table.columns[0].value(0) == .string("0000001"))
  }
}
