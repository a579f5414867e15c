import Testing

@testable import Engine

@Suite struct FunctionConversionTests {
  @Test(arguments: [
    CallCase("int", .decimal(37, scale: 1), gives: "4"),
    CallCase("int", .decimal(-37, scale: 1), gives: "-4"),
    CallCase("int", .decimal(35, scale: 1), gives: "4"),
    CallCase("int", .decimal(-25, scale: 1), gives: "-3"),
    CallCase("int", .float(2.5), gives: "3"),
    CallCase("int", .float(1e19), gives: "null"),
    CallCase("int", .float(.nan), gives: "null"),
    CallCase("int", .string("12"), gives: "12"),
    CallCase("int", .string(" 12 "), gives: "12"),
    CallCase("int", .string("12x"), gives: "null"),
    CallCase("int", .string(""), gives: "null"),
    CallCase("int", .string("1e3"), gives: "null"),
    CallCase("int", .string("3.0"), gives: "null"),
    CallCase("int", .string("-9223372036854775808"), gives: "-9223372036854775808"),
    CallCase("int", .string("99999999999999999999"), gives: "null"),
    CallCase("int", .bool(true), gives: "1"),
    CallCase("decimal", .string("1.005"), gives: "1.01"),
    CallCase("decimal", .string("-1.005"), gives: "-1.01"),
    CallCase("decimal", .string("1,5"), gives: "null"),
    CallCase("decimal", .string(".5"), gives: "0.50"),
    CallCase("decimal", .string("."), gives: "null"),
    CallCase("decimal", .float(2.345), gives: "2.35"),
    CallCase("decimal", .int(.max), gives: "null"),
    CallCase("decimal", .decimal(12345, scale: 3), gives: "12.35"),
    CallCase("float", .string("1e3"), gives: "1000.0"),
    CallCase("float", .string("-.5"), gives: "-0.5"),
    CallCase("float", .string("inf"), gives: "null"),
    CallCase("float", .string("1e"), gives: "null"),
    CallCase("float", .string("0x10"), gives: "null"),
    CallCase("float", .decimal(123_456_789_123_456_789, scale: 9), gives: "123456789.12345679"),
    CallCase("float", .int(100), gives: "100.0"),
    CallCase("bool", .string("是"), gives: "true"),
    CallCase("bool", .string("No"), gives: "false"),
    CallCase("bool", .string("2"), gives: "null"),
    CallCase("bool", .int(2), gives: "true"),
  ])
  func numbers(_ call: CallCase) { call.check() }

  @Test(arguments: [
    CallCase("date", .string("2024-1-5"), gives: "2024-01-05"),
    CallCase("date", .string("2024-01-05 10:00:00"), gives: "2024-01-05"),
    CallCase("date", .string("20240105"), gives: "null"),
    CallCase("date", .string("2024-13-01"), gives: "null"),
    CallCase("date", .string("2023-02-29"), gives: "null"),
    CallCase("date", .string(""), gives: "null"),
    CallCase("date", .string("9999-12-31"), gives: "9999-12-31"),
    CallCase("date", .timestamp(-1), gives: "1969-12-31"),
    CallCase("timestamp", .string("2024-01-05T10:00"), gives: "2024-01-05 10:00:00"),
    CallCase("timestamp", .string("2024-06-30 23:59:60"), gives: "null"),
    CallCase("timestamp", .string("2024-06-30 24:00:00"), gives: "null"),
    CallCase("timestamp", .string("2024-06-30 10:00:00+08"), gives: "null"),
    CallCase("timestamp", .date(1), gives: "1970-01-02 00:00:00"),
    CallCase("text", .float(0.1), gives: "0.1"),
    CallCase("text", .float(1e16), gives: "1e+16"),
    CallCase("text", .float(1e21), gives: "1e+21"),
    CallCase("text", .float(100), gives: "100.0"),
    CallCase("text", .decimal(110, scale: 2), gives: "1.10"),
    CallCase("text", .decimal(-5, scale: 3), gives: "-0.005"),
    CallCase("text", .int(.min), gives: "-9223372036854775808"),
    CallCase("text", .bool(false), gives: "false"),
    CallCase("text", .date(19782), gives: "2024-02-29"),
    CallCase("text", .timestamp(-1), gives: "1969-12-31 23:59:59.999999"),
    CallCase("text", .timestamp(1_500_000), gives: "1970-01-01 00:00:01.5"),
    CallCase("text", .null, gives: "null"),
  ])
  func datesAndText(_ call: CallCase) { call.check() }

  @Test(arguments: [
    CallCase("coalesce", .null, .decimal(5, scale: 1), .int(1), gives: "0.5"),
    CallCase("coalesce", .null, .null, gives: "null"),
    CallCase("coalesce", .string("a"), .string("b"), gives: "a"),
    CallCase("ifnull", .null, .string("none"), gives: "none"),
    CallCase("coalesce", .null, .float(1), .int(2), gives: "1.0"),
    CallCase("nullif", .int(1), .int(2), gives: "1"),
    CallCase("nullif", .int(1), .decimal(10, scale: 1), gives: "null"),
    CallCase("nullif", .null, .int(1), gives: "null"),
    CallCase("nullif", .int(1), .null, gives: "1"),
    CallCase("nullif", .string(""), .string(""), gives: "null"),
  ])
  func conditionals(_ call: CallCase) { call.check() }

  @Test func digitsOfADecimalAreAConstant() {
    #expect(FunctionCall.call("decimal", [.float(2.5), .int(0)])?.result == .decimal(3, scale: 0))
    #expect(FunctionCall.call("decimal", [.int(1), .int(4)])?.result == .decimal(10000, scale: 4))
    #expect(FunctionCall.call("decimal", [.int(1), .int(4)], constants: false) == nil)
  }

  @Test func whatCannotBeReadIsCounted() {
    #expect(FunctionCall.call("int", [.string("12x")])?.notices == [.unreadableCast: 1])
    #expect(FunctionCall.call("int", [.null])?.notices == [:])
  }

  @Test func factorsAndSumsKeepTheCommonType() {
    #expect(ColumnType.common(of: [.int, .decimal(scale: 2), .null]) == .decimal(scale: 2))
    #expect(ColumnType.common(of: [.int, .float]) == .float)
    #expect(ColumnType.common(of: [.date, .timestamp]) == .timestamp)
    #expect(ColumnType.common(of: [.null, .null]) == .null)
    #expect(ColumnType.common(of: [.string, .int]) == nil)
  }
}
