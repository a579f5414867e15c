import Testing

@testable import Engine

/// A call and what it gives, as DuckDB and PostgreSQL agree or the decisions say.
struct CallCase: CustomTestStringConvertible {
  let name: String
  let arguments: [Value]
  let expected: String

  init(_ name: String, _ arguments: Value..., gives expected: String) {
    self.name = name
    self.arguments = arguments
    self.expected = expected
  }

  var testDescription: String { "\(name)(\(arguments.map(spelled).joined(separator: ", ")))" }

  func check() {
    for constants in [true, false] {
      let call = FunctionCall.call(name, arguments, constants: constants)
      let given = call.map { $0.overflowed ? "overflow" : spelled($0.result) }
      #expect(given == expected, "\(testDescription), constants: \(constants)")
    }
  }
}

@Suite struct FunctionArithmeticTests {
  @Test(arguments: [
    CallCase("/", .int(7), .int(2), gives: "3.5"),
    CallCase("/", .int(-7), .int(2), gives: "-3.5"),
    CallCase("/", .int(1), .int(0), gives: "null"),
    CallCase("/", .float(0), .int(0), gives: "null"),
    CallCase("/", .decimal(3, scale: 1), .decimal(1, scale: 1), gives: "3.0"),
    CallCase("/", .decimal(10, scale: 2), .int(3), gives: "0.03333333333333333"),
    CallCase("/", .int(1), .null, gives: "null"),
    CallCase("//", .int(-7), .int(2), gives: "-3"),
    CallCase("//", .decimal(75, scale: 1), .int(2), gives: "3"),
    CallCase("//", .int(.min), .int(-1), gives: "overflow"),
    CallCase("//", .int(.min), .int(0), gives: "null"),
    CallCase("%", .int(7), .int(3), gives: "1"),
    CallCase("%", .int(-7), .int(3), gives: "-1"),
    CallCase("%", .int(7), .int(-3), gives: "1"),
    CallCase("%", .int(1), .int(0), gives: "null"),
    CallCase("%", .int(.min), .int(-1), gives: "0"),
    CallCase("mod", .decimal(75, scale: 1), .int(2), gives: "1.5"),
    CallCase("%", .decimal(-75, scale: 1), .int(2), gives: "-1.5"),
  ])
  func dividing(_ call: CallCase) { call.check() }

  @Test(arguments: [
    CallCase("+", .decimal(1, scale: 1), .decimal(2, scale: 1), gives: "0.3"),
    CallCase("+", .int(2), .decimal(50, scale: 2), gives: "2.50"),
    CallCase("+", .float(0.1), .float(0.2), gives: "0.30000000000000004"),
    CallCase("+", .int(.max), .int(1), gives: "overflow"),
    CallCase("+", .int(.max), .null, gives: "null"),
    CallCase("-", .int(.min), .int(1), gives: "overflow"),
    CallCase("-", .int(-1), .int(.max), gives: "\(Int64.min)"),
    CallCase("*", .int(.max), .int(2), gives: "overflow"),
    CallCase("*", .int(10), .decimal(1, scale: 1), gives: "1.0"),
    CallCase("*", .int(3), .decimal(11, scale: 1), gives: "3.3"),
    CallCase("*", .decimal(15, scale: 1), .decimal(125, scale: 2), gives: "1.875"),
    CallCase("*", .decimal(1, scale: 5), .decimal(1, scale: 5), gives: "1.0000000000000002e-10"),
    CallCase("*", .float(1e308), .int(10), gives: "inf"),
    CallCase("negate", .int(.min), gives: "overflow"),
    CallCase("negate", .decimal(150, scale: 2), gives: "-1.50"),
    CallCase("abs", .int(-3), gives: "3"),
    CallCase("abs", .float(-0.5), gives: "0.5"),
    CallCase("sign", .int(-2), gives: "-1"),
    CallCase("sign", .float(.nan), gives: "0"),
  ])
  func exactly(_ call: CallCase) { call.check() }

  @Test(arguments: [
    CallCase("round", .decimal(25, scale: 1), gives: "3"),
    CallCase("round", .decimal(-25, scale: 1), gives: "-3"),
    CallCase("round", .float(2.5), gives: "3.0"),
    CallCase("round", .float(3.5), gives: "4.0"),
    CallCase("round", .float(0.5), gives: "1.0"),
    CallCase("round", .float(0.49999999999999994), gives: "0.0"),
    CallCase("round", .int(1250), .int(-2), gives: "1300"),
    CallCase("round", .int(-1250), .int(-2), gives: "-1300"),
    CallCase("round", .int(15), .int(-1), gives: "20"),
    CallCase("round", .int(7), .int(-30), gives: "0"),
    CallCase("round", .int(.max), .int(-19), gives: "0"),
    CallCase("round", .int(.max), .int(-18), gives: "9000000000000000000"),
    CallCase("round", .int(.max), .int(-1), gives: "overflow"),
    CallCase("round", .float(2.675), .int(2), gives: "2.68"),
    CallCase("round", .float(1e300), .int(20), gives: "1e+300"),
    CallCase("round", .float(1234.5), .int(-2), gives: "1200.0"),
    CallCase("floor", .decimal(-15, scale: 1), gives: "-2"),
    CallCase("ceil", .decimal(-15, scale: 1), gives: "-1"),
    CallCase("ceil", .decimal(12, scale: 1), gives: "2"),
    CallCase("trunc", .decimal(-17, scale: 1), gives: "-1"),
    CallCase("floor", .float(-1.5), gives: "-2.0"),
    CallCase("sqrt", .int(2), gives: "1.4142135623730951"),
    CallCase("sqrt", .int(-1), gives: "null"),
    CallCase("ln", .int(0), gives: "null"),
    CallCase("log10", .int(1000), gives: "3.0"),
    CallCase("power", .int(2), .int(10), gives: "1024.0"),
    CallCase("power", .int(0), .int(-1), gives: "null"),
    CallCase("power", .int(-8), .decimal(5, scale: 1), gives: "null"),
    CallCase("power", .int(-2), .int(3), gives: "-8.0"),
  ])
  func rounding(_ call: CallCase) { call.check() }

  @Test func decimalsKeepTheDigitsThatRoundingLeaves() throws {
    let two = try #require(FunctionCall.call("round", [.decimal(2675, scale: 3), .int(2)]))
    #expect(two.result == .decimal(268, scale: 2))
    let exact = try #require(FunctionCall.call("round", [.decimal(1005, scale: 3), .int(2)]))
    #expect(exact.result == .decimal(101, scale: 2))
    let hundreds = try #require(FunctionCall.call("round", [.decimal(12345, scale: 1), .int(-2)]))
    #expect(hundreds.result == .decimal(1200, scale: 0))
    let varying = try #require(
      FunctionCall.call("round", [.decimal(12345, scale: 1), .int(-2)], constants: false))
    #expect(varying.result == .decimal(12000, scale: 1))
  }

  @Test func whatHasNoValueIsCounted() throws {
    #expect(FunctionCall.call("/", [.int(1), .int(0)])?.notices == [.divisionByZero: 1])
    #expect(FunctionCall.call("ln", [.int(0)])?.notices == [.outOfDomain: 1])
    #expect(FunctionCall.call("sqrt", [.null])?.notices == [:])
    #expect(FunctionCall.call("/", [.null, .int(0)])?.notices == [:])
  }

  @Test func onlyRowsThatCountOverflow() {
    let memory = ChunkMemory()
    let big = memory.filled(Int64.max, 2)
    let valid = memory.filled(UInt8(1), 2)
    valid[1] = 0
    let one = Vector(.ints(memory.filled(Int64(1), 2)), valid: valid)
    memory.active = memory.filled(UInt8(1), 2)
    memory.active?[0] = 0
    _ = IntegerArithmetic.add([Vector(.ints(big)), one], 2, memory)
    #expect(!memory.overflowed)
    memory.active?[0] = 1
    _ = IntegerArithmetic.add([Vector(.ints(big)), one], 2, memory)
    #expect(memory.overflowed)
  }
}
