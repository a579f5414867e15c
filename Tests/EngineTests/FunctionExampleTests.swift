import Syntax
import Testing

@testable import Engine

/// Parses, binds and evaluates an expression of constants; a diagnostic is its English text.
private func evaluate(_ text: String) -> String {
  let script = Parser.parse("derive x = " + text)
  if let fault = script.diagnostics.first { return "\(fault.code): \(fault.message.english)" }
  guard case .query(let query)? = script.statements.first?.shape,
    case .derive(let columns)? = query.stages.first?.shape, let column = columns.first
  else { return "not an expression" }
  do {
    let scope = Scope(fields: [], types: [], subject: .rows)
    let bound = try Binder(Catalog(dataset: .empty)).bind(column.value, in: scope)
    let evaluator = Evaluator(columns: [])
    let vector = evaluator.evaluate(bound, .run(0, 1))
    return evaluator.memory.overflowed ? "overflow" : spelled(vector.value(type: bound.type))
  } catch {
    return "\(error.code): \(error.message.english)"
  }
}

@Suite struct FunctionExampleTests {
  @Test func everyExampleGivesWhatItSays() {
    for function in FunctionRegistry.standard.functions {
      for example in function.examples {
        #expect(evaluate(example.expression) == example.result, "\(example.expression)")
      }
    }
  }

  @Test func everyFunctionIsDocumented() {
    for function in FunctionRegistry.standard.functions {
      #expect(!function.summary.isEmpty && !function.summaryChinese.isEmpty, "\(function.name)")
      #expect(!function.parameters.isEmpty && !function.examples.isEmpty, "\(function.name)")
      #expect(function.summaryChinese.unicodeScalars.contains { $0.value > 0x4E00 })
    }
  }

  @Test func everyNameMeansOneFunction() {
    var seen: Set<String> = []
    for function in FunctionRegistry.standard.functions {
      for name in [function.name] + function.aliases {
        #expect(seen.insert(NameFolding.fold(name)).inserted, "\(name) twice")
      }
    }
  }

  @Test func valuesAreThoseThatDatabasesAgreeOn() {
    let cases = expressionOracle.split(separator: "\n")
    #expect(cases.count > 150)
    for line in cases {
      let parts = line.split(separator: " => ", maxSplits: 1, omittingEmptySubsequences: false)
      #expect(evaluate(String(parts[0])) == parts[1], "\(parts[0])")
    }
  }
}
