import Testing

@testable import Engine

@Suite struct FunctionComparisonTests {
  @Test(arguments: [
    CallCase("=", .int(1), .decimal(100, scale: 2), gives: "true"),
    CallCase("=", .decimal(3, scale: 1), .decimal(30, scale: 2), gives: "true"),
    CallCase("<", .decimal(25, scale: 1), .int(2), gives: "false"),
    CallCase(">", .decimal(25, scale: 1), .int(2), gives: "true"),
    CallCase(">=", .int(1), .decimal(101, scale: 2), gives: "false"),
    CallCase("<=", .int(2), .decimal(20, scale: 1), gives: "true"),
    // What does not fit at the finer scale is still greater or less.
    CallCase(">", .int(.max), .decimal(1, scale: 9), gives: "true"),
    CallCase("<", .int(.max), .decimal(1, scale: 9), gives: "false"),
    CallCase("<", .int(.min), .decimal(1, scale: 9), gives: "true"),
    CallCase("<", .decimal(1, scale: 9), .int(.max), gives: "true"),
    CallCase("=", .decimal(1, scale: 9), .int(.max), gives: "false"),
    CallCase("=", .decimal(1, scale: 1), .float(0.1), gives: "true"),
    CallCase("=", .int(9_007_199_254_740_993), .float(9_007_199_254_740_992), gives: "false"),
    CallCase(">", .int(9_007_199_254_740_993), .float(9_007_199_254_740_992), gives: "true"),
    CallCase("<", .float(9_007_199_254_740_992), .int(9_007_199_254_740_993), gives: "true"),
    CallCase("<", .int(.max), .float(9.223372036854775808e18), gives: "true"),
    CallCase("=", .float(.nan), .float(.nan), gives: "true"),
    CallCase(">", .float(.nan), .int(1), gives: "true"),
    CallCase("<=", .float(.nan), .float(.infinity), gives: "false"),
    CallCase("=", .int(1), .null, gives: "null"),
    CallCase("!=", .null, .null, gives: "null"),
    CallCase(">=", .null, .int(1), gives: "null"),
  ])
  func numbers(_ call: CallCase) { call.check() }

  @Test(arguments: [
    CallCase("<", .string("a"), .string("B"), gives: "false"),
    CallCase("<", .string("Z"), .string("a"), gives: "true"),
    CallCase("<", .string("é"), .string("f"), gives: "false"),
    CallCase("<", .string("10"), .string("9"), gives: "true"),
    CallCase("<", .string(""), .string("a"), gives: "true"),
    CallCase("<", .string("a"), .string("ab"), gives: "true"),
    CallCase(">=", .string("ab"), .string("a"), gives: "true"),
    CallCase("=", .string("e\u{301}"), .string("é"), gives: "false"),
    CallCase("=", .string("ａ"), .string("a"), gives: "false"),
    CallCase("=", .bool(true), .bool(true), gives: "true"),
    CallCase("<", .bool(false), .bool(true), gives: "true"),
    CallCase("<", .date(19723), .date(19724), gives: "true"),
    CallCase("=", .date(1), .timestamp(86_400_000_000), gives: "true"),
    CallCase(">", .timestamp(86_400_000_001), .date(1), gives: "true"),
  ])
  func textsAndDates(_ call: CallCase) { call.check() }

  @Test(arguments: [
    CallCase("is_distinct", .int(1), .null, gives: "true"),
    CallCase("is_distinct", .null, .null, gives: "false"),
    CallCase("is_distinct", .int(1), .decimal(10, scale: 1), gives: "false"),
    CallCase("is_not_distinct", .bool(false), .null, gives: "false"),
    CallCase("is_not_distinct", .null, .null, gives: "true"),
    CallCase("is_not_distinct", .string("a"), .string("a"), gives: "true"),
    CallCase("greatest", .int(1), .null, .decimal(25, scale: 1), gives: "2.5"),
    CallCase("greatest", .int(180), .int(120), gives: "180"),
    CallCase("greatest", .null, .null, gives: "null"),
    CallCase("least", .string("b"), .string("a"), .null, gives: "a"),
    CallCase("least", .null, .float(2), .int(1), gives: "1.0"),
    CallCase("least", .date(3), .timestamp(86_400_000_000), gives: "1970-01-02 00:00:00"),
    CallCase("greatest", .bool(false), .bool(true), gives: "true"),
  ])
  func nullsAndExtremes(_ call: CallCase) { call.check() }

  @Test func unlikeTypesDoNotCompare() {
    #expect(FunctionCall.call("=", [.int(1), .string("1")]) == nil)
    #expect(FunctionCall.call("<", [.date(1), .int(1)]) == nil)
    #expect(FunctionCall.call("greatest", [.bool(true), .int(1)]) == nil)
  }
}
