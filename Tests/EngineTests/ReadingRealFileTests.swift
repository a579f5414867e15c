import Syntax
import Testing

@testable import Engine

/// Counts are those of the data sets' own descriptions (and of Python's csv module).
@Suite("reading: real files", .enabled(if: SharedFiles.isThere))
struct ReadingRealFileTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var path: String
    var rows: Int
    var rejects = 0
    var types: [String: ColumnType] = [:]
    var testDescription: String { path }
  }

  static let cases = [
    Case(
      path: "cdnow/ms_CDNOW_master.csv", rows: 69_659,
      types: ["Date": .date, "Amount": .decimal(scale: 2), "ID": .int]),
    Case(path: "cdnow/CDNOW_sample.txt", rows: 6_919, types: ["column3": .date]),
    Case(
      path: "telco-churn/Telco-Customer-Churn.csv", rows: 7_043,
      types: ["TotalCharges": .decimal(scale: 2), "Churn": .string]),
    Case(path: "r-rfm/sample-orders.csv", rows: 5_009, types: ["order_date": .date]),
    Case(path: "r-rfm/rfm_data_customer.csv", rows: 39_999, types: ["customer_id": .int]),
    Case(
      path: "adventureworks/packt/AdventureWorks_Customers.csv", rows: 18_148,
      types: ["CustomerKey": .int, "AnnualIncome": .int, "BirthDate": .date, "Gender": .string]),
    Case(path: "adventureworks/packt/AdventureWorks_Sales_2019.csv", rows: 29_481),
    Case(
      path: "adventureworks/ms/DimReseller.csv", rows: 701, types: ["column15": .decimal(scale: 4)]),
    Case(
      path: "uci-online-shoppers/online_shoppers_intention.csv", rows: 12_359,
      types: ["Revenue": .bool]),
    Case(path: "uci-wholesale/Wholesale customers data.csv", rows: 440),
    // One sale is written 4.440892e-16: no decimal holds it, so the column is of numbers.
    Case(
      path: "completejourney/transactions_sample.csv", rows: 75_000,
      types: ["sales_value": .float, "retail_disc": .decimal(scale: 2), "basket_id": .int]),
    Case(path: "completejourney/products.csv", rows: 92_331, types: ["product_id": .int]),
  ]

  @Test("all rows, and the types one would say", arguments: cases)
  func counts(_ file: Case) throws {
    let result = try FileReader.read(SharedFiles.data(file.path))
    #expect(result.rowsIn == file.rows)
    #expect(result.rejects.count == file.rejects)
    for (name, type) in file.types {
      let column = try #require(result.table.index(of: name))
      #expect(result.table.columns[column].type == type, "\(name)")
    }
  }

  @Test("blank totals are null, accented names survive, sums are exact")
  func values() throws {
    let telco = try FileReader.read(SharedFiles.data("telco-churn/Telco-Customer-Churn.csv"))
    let totals = telco.table.columns[try #require(telco.table.index(of: "TotalCharges"))]
    #expect((0..<totals.count).filter(totals.isNull).count == 11)
    let orders = try FileReader.read(SharedFiles.data("r-rfm/sample-orders.csv"))
    #expect(orders.assumptions.encoding == "mac-roman")
    #expect(orders.table.columns[2].value(2) == .string("Neil Französisch"))
    let cdnow = try FileReader.read(SharedFiles.data("cdnow/ms_CDNOW_master.csv"))
    let amounts = cdnow.table.columns[try #require(cdnow.table.index(of: "Amount"))]
    guard case .integers(let cents) = amounts.storage else { return }
    #expect((0..<cents.count).reduce(Int64(0)) { $0 + cents[$1] } == 250_031_563)
  }

  @Test("a database is no table")
  func database() {
    let error = #expect(throws: Diagnostic.self) {
      try FileReader.read(SharedFiles.data("chinook/Chinook_Sqlite.sqlite"))
    }
    #expect(error?.code == "E414")
  }
}
