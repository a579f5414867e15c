extension CivilCalendar {
  /// The day that holds a timestamp.
  @inline(__always)
  static func day(of microseconds: Int64) -> Int64 {
    // A day is 2¹³ × 10,546,875 µs: the shift rounds down, and what is left divides by one
    // multiplication; only times before 1970 need a second look.
    let eights = microseconds >> 13
    let quotient = eights / 10_546_875
    return eights < 0 && quotient * 10_546_875 != eights ? quotient - 1 : quotient
  }
}
