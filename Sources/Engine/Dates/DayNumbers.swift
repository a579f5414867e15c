import CKernels

/// Days of many times at once, without a division.
enum DayNumbers {
  private static let anchor = 0x1p52
  /// Added to a small number, rounds it to a whole one, which is the low bits of the sum.
  private static let rounder = 0x1.8p52
  /// 2⁵² as bits: a whole number below it put into the low bits is that number more.
  private static let anchorBits: UInt64 = 0x4330_0000_0000_0000

  /// The day of each row's time, counted from day `low`; see below.
  static func write(
    _ times: Integers, _ rows: ChunkRows, from low: Int64, to out: UnsafeMutablePointer<UInt32>,
    _ memory: ChunkMemory
  ) {
    if case .seconds(let seconds) = times, rows.list == nil,
      let base = seconds.values.baseAddress,
      ckernels_days_of_seconds(
        base + rows.start, rows.count, low * CivilCalendar.microsecondsPerDay / Integers.second, out
      )
    {
      return
    }
    write(times.lanes(rows, memory), rows.count, from: low, to: out)
  }

  /// The day of each time, counted from day `low`. Times before it, or more than 4,096 days after it,
  /// have any number.
  ///
  /// A double keeps the quotient to 2⁻⁴⁰ days, and a day has 2³⁶·³ microseconds: moved by a little more
  /// than the error, and by one half, it is rounded to the day that holds the time.
  static func write(
    _ times: UnsafePointer<Int64>, _ count: Int, from low: Int64,
    to out: UnsafeMutablePointer<UInt32>
  ) {
    let start = low * CivilCalendar.microsecondsPerDay
    let share = 1 / Double(CivilCalendar.microsecondsPerDay)
    let nudge = 5e-12 - 0.5
    for lane in 0..<count {
      let since = UInt64(bitPattern: times[lane] &- start)
      let exact = Double(bitPattern: (since & 0xF_FFFF_FFFF_FFFF) | anchorBits) - anchor
      out[lane] = UInt32(truncatingIfNeeded: ((exact * share + nudge) + rounder).bitPattern)
    }
  }
}
