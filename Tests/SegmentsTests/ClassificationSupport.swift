import Engine
import Segments
import Syntax

/// Data to classify.
enum Classified {
  static let evaluation = RowEvaluation(
    column: { expression, table throws(Diagnostic) in
      try RowExpressions.column(expression, over: table)
    },
    mask: { expression, table throws(Diagnostic) in
      try RowExpressions.mask(expression, over: table)
    })

  /// The demo dataset, read and joined once for all tests.
  static let demo: Result<LoadedData, Diagnostic> = {
    do throws(Diagnostic) {
      var sources: [LoadSource] = []
      for file in DemoDataset.files() {
        let result = try FileReader.read(bytes: file.bytes, name: file.name)
        let request = LoadRequest(files: [FileReference(file.name, at: Span(0, 0))])
        sources.append(LoadSource(request: request, files: [result]))
      }
      return .success(try Loader(evaluation: evaluation).load(sources, onto: .empty).data)
    } catch {
      return .failure(error)
    }
  }()

  static let cache = ColumnCache()

  /// The demo under the standard rules.
  static func demoCatalog() throws -> Catalog {
    Catalog(dataset: try demo.get().dataset, definitions: try StandardRules.definitions())
  }

  static func demoClassification() throws -> Classification {
    Classification(try demoCatalog(), cache: cache)
  }

  /// Two customers with orders that have no channel: 17850 bought on 10 January and 10 February 2024,
  /// 12583 on 1 December; as of 2 December.
  static func small(rules: String = "") throws -> Catalog {
    let days = [(1, 10), (2, 10), (12, 1)].map { month, day in
      Int64(CivilCalendar.days(year: 2024, month: month, day: day))
    }
    let file = TestFile.result(
      "orders.csv",
      [
        ("order_id", .texts(["a", "b", "c"])), ("customer_id", .ints([17850, 17850, 12583])),
        ("order_time", .days(days.map { $0 })),
        ("amount", .decimals([100_00, 50_00, 300_00], scale: 2)),
      ])
    let request = LoadRequest(files: [FileReference("orders.csv", at: Span(0, 0))])
    let data = try Loader(evaluation: evaluation).load(
      [LoadSource(request: request, files: [file])], onto: .empty
    ).data
    let own = try RuleFile.parse(rules, name: "own.strata")
    return Catalog(
      dataset: data.dataset, definitions: try StandardRules.definitions().adding(own))
  }

  /// Rules alone, without data.
  static func rules(_ text: String) throws -> Catalog {
    let file = try RuleFile.parse(text, name: "own.strata")
    return Catalog(dataset: .empty, definitions: Definitions().adding(file))
  }
}

extension Expression {
  static func text(_ text: String) -> Expression {
    Expression(.literal(.string(text)), at: Span(0, 0))
  }

  static func number(_ number: Int64) -> Expression {
    Expression(.literal(.number(unscaled: number, scale: 0)), at: Span(0, 0))
  }
}

extension Diagnostic {
  /// The characters that the fault points at.
  var marked: String? {
    guard let span, let source else { return nil }
    return String(decoding: Array(source.text.utf8)[span.start..<span.end], as: UTF8.self)
  }
}
