import Syntax
import Testing

@testable import Engine

/// Conditions with equal fingerprints are asked once for all.
@Suite struct FingerprintTests {
  private func constant(_ value: Value, _ type: ColumnType) -> String {
    BoundExpression(.constant(value), type: type, at: Span(0, 0)).fingerprint
  }

  /// Swift takes them for equal, being written with other characters; a comparison of columns does not.
  @Test(arguments: [
    ("\u{F9D1}", "\u{516D}"), ("\u{212B}", "A\u{30A}"), ("a\u{323}\u{307}", "a\u{307}\u{323}"),
  ])
  func textsWithOtherBytesDiffer(one: String, other: String) {
    #expect(one == other)
    #expect(constant(.string(one), .string) != constant(.string(other), .string))
  }

  @Test func valuesOfOtherTypesDiffer() {
    let all = [
      constant(.int(1), .int), constant(.decimal(1, scale: 0), .decimal(scale: 0)),
      constant(.decimal(1, scale: 1), .decimal(scale: 1)), constant(.float(1), .float),
      constant(.date(1), .date), constant(.timestamp(1), .timestamp),
      constant(.bool(true), .bool), constant(.string("1"), .string), constant(.string(""), .string),
      constant(.null, .null), constant(.float(0), .float), constant(.float(-0.0), .float),
    ]
    #expect(Set(all).count == all.count)
  }
}
