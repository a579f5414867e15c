import Testing

@testable import Shell

@Suite struct TextNumberTests {
  @Test(
    arguments: [
      (0, "0"), (7, "7"), (-7, "-7"), (999, "999"), (1000, "1,000"), (-1000, "-1,000"),
      (541_909, "541,909"), (1_234_567_890, "1,234,567,890"),
      (Int64.max, "9,223,372,036,854,775,807"), (Int64.min, "-9,223,372,036,854,775,808"),
    ] as [(Int64, String)])
  func thousandsAreSeparated(value: Int64, text: String) {
    #expect(NumberText.grouped(value) == text)
  }

  @Test func decimalsAreExact() {
    #expect(NumberText.exact(8_911_407_904, scale: 3) == "8911407.904")
    #expect(NumberText.exact(-5, scale: 2) == "-0.05")
    #expect(NumberText.exact(120, scale: 2) == "1.20")
    #expect(NumberText.exact(12, scale: 0) == "12")
    #expect(NumberText.exact(Int64.min, scale: 18) == "-9.223372036854775808")
  }

  @Test func decimalsOnScreenRoundHalfAwayFromZero() {
    #expect(NumberText.grouped(8_911_407_904, scale: 3, places: 3) == "8,911,407.904")
    #expect(NumberText.grouped(8_911_407_905, scale: 3, places: 2) == "8,911,407.91")
    #expect(NumberText.grouped(-1_005, scale: 3, places: 2) == "-1.01")
    #expect(NumberText.grouped(-4, scale: 3, places: 2) == "0.00")
    #expect(NumberText.grouped(5, scale: 0, places: 2) == "5.00")
    #expect(NumberText.grouped(Int64.max, scale: 19, places: 0) == "1")
  }

  /// Expected values from Python's `decimal`, ROUND_HALF_UP on the exact binary value.
  @Test(
    arguments: [
      (1.005, 2, "1.00"), (2.675, 2, "2.67"), (1.115, 2, "1.11"), (0.125, 2, "0.13"),
      (-0.125, 2, "-0.13"), (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (0.285, 2, "0.28"),
      (1_234_567.891, 1, "1,234,567.9"), (0, 3, "0.000"), (1e-9, 3, "1.00e-9"),
      (123e20, 2, "1.23e22"), (9.999, 2, "10.00"), (.nan, 2, "nan"), (-.infinity, 2, "-inf"),
    ] as [(Double, Int, String)])
  func doublesAreCorrectlyRounded(value: Double, places: Int, text: String) {
    #expect(NumberText.fixed(value, places: places) == text)
  }

  @Test(
    arguments: [
      (0.123, "12.3 %"), (0, "0.0 %"), (1, "100.0 %"), (0.6138, "61.4 %"), (0.0004, "<0.1 %"),
      (0.9996, ">99.9 %"), (-0.0003, ">-0.1 %"), (0.9994, "99.9 %"), (-0.05, "-5.0 %"),
      (12.5, "1,250.0 %"),
    ] as [(Double, String)])
  func sharesArePercentages(value: Double, text: String) {
    #expect(NumberText.percent(value) == text)
  }

  /// Expected values from Python's `datetime`.
  @Test func daysAndMomentsAreISO() {
    #expect(DateText.day(Int32(0)) == "1970-01-01")
    #expect(DateText.day(Int32(-1)) == "1969-12-31")
    #expect(DateText.day(Int32(20_323)) == "2025-08-23")
    #expect(DateText.day(Int32(11_016)) == "2000-02-29")
    #expect(DateText.day(Int32(-719_162)) == "0001-01-01")
    #expect(DateText.day(Int32(2_932_896)) == "9999-12-31")
    #expect(DateText.timestamp(1_756_000_000_123_456, .second) == "2025-08-24 01:46:40")
    #expect(DateText.timestamp(1_756_000_000_123_456, .minute) == "2025-08-24 01:46")
    #expect(DateText.timestamp(1_756_000_000_123_456, .millisecond) == "2025-08-24 01:46:40.123")
    #expect(DateText.timestamp(-1, .microsecond) == "1969-12-31 23:59:59.999999")
  }

  @Test func durationsHaveTheUnitThatFits() {
    #expect(DurationText.of(.microseconds(400)) == "0.4 ms")
    #expect(DurationText.of(.milliseconds(12)) == "12 ms")
    #expect(DurationText.of(.milliseconds(1_240)) == "1.24 s")
    #expect(DurationText.of(.seconds(125)) == "2 min 05 s")
    #expect(DurationText.of(.seconds(3_720)) == "1 h 02 min")
    #expect(DurationText.of(.milliseconds(12), .zh) == "12 毫秒")
    #expect(DurationText.of(.seconds(125), .zh) == "2 分 05 秒")
    #expect(DurationText.of(.milliseconds(999)) == "999 ms")
    #expect(DurationText.of(.milliseconds(59_999)) == "1 min 00 s")
  }
}
