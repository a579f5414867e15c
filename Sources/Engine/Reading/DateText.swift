/// Dates and timestamps as they stand in files. Used by the readers and by casts.
public enum DateText {
  /// The order of the parts; the year is four digits but in `mdy` and `dmy`, where two will do
  /// (00–69 are 20xx, 70–99 19xx).
  public enum Order: String, Sendable, Hashable, CaseIterable {
    /// `2025-08-23`, `2025/8/23`, `2025.8.23`, `2025年8月23日`.
    case ymd
    /// `8/23/2025`.
    case mdy
    /// `23/8/2025`, `23.8.25`.
    case dmy
    /// `20250823`.
    case compact
  }

  public struct Moment: Sendable, Hashable {
    /// Days since 1970-01-01.
    public var day: Int32
    /// Microseconds since midnight; nil when no time was written.
    public var time: Int64?
    /// Microseconds east of UTC, when an offset (or Z) was written.
    public var offset: Int64?

    /// Microseconds since 1970-01-01, as UTC where an offset was written.
    public var microseconds: Int64 {
      Int64(day) * DateText.microsecondsPerDay + (time ?? 0) - (offset ?? 0)
    }
  }

  public static let microsecondsPerDay: Int64 = 86_400_000_000

  /// The date or timestamp that is the whole of `text`; nil when it is none: no day 30 February, no
  /// hour 24, no second 60.
  public static func parse(_ text: UnsafeBufferPointer<UInt8>, order: Order) -> Moment? {
    WideText.withASCII(text) { parse(ascii: $0, order: order) }
  }

  private static func parse(ascii text: UnsafeBufferPointer<UInt8>, order: Order) -> Moment? {
    var scan = DateScan(text)
    guard let day = scan.day(order) else { return nil }
    var moment = Moment(day: day)
    guard !scan.isAtEnd else { return moment }
    guard let time = scan.time() else { return nil }
    moment.time = time
    moment.offset = scan.offset()
    return scan.isAtEnd ? moment : nil
  }

  /// ISO 8601 only, as in literals and casts.
  public static func parse(_ text: String) -> Moment? {
    var copy = text
    return copy.withUTF8 { parse($0, order: .ymd) }
  }

  /// Days since 1970-01-01 of a proleptic Gregorian date, nil when there is none such. Years 1…9999.
  @inline(__always)
  public static func day(year: Int, month: Int, day: Int) -> Int32? {
    guard 1...9999 ~= year, 1...12 ~= month, day >= 1, day <= length(month, of: year) else {
      return nil
    }
    // Months counted from March, so that the leap day ends the year.
    let shifted = month <= 2 ? year &- 1 : year
    let era = shifted / 400
    let yearOfEra = shifted &- era &* 400
    let dayOfYear = (153 &* (month > 2 ? month &- 3 : month &+ 9) &+ 2) / 5 &+ day &- 1
    let dayOfEra = yearOfEra &* 365 &+ yearOfEra / 4 &- yearOfEra / 100 &+ dayOfYear
    return Int32(truncatingIfNeeded: era &* 146_097 &+ dayOfEra &- 719_468)
  }

  @inline(__always)
  static func length(_ month: Int, of year: Int) -> Int {
    if month == 2 {
      let isLeap = year & 3 == 0 && (year % 100 != 0 || year % 400 == 0)
      return isLeap ? 29 : 28
    }
    return 30 &+ ((month &+ (month >> 3)) & 1)
  }
}
