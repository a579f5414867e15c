extension CivilCalendar {
  /// The day that holds a timestamp.
  @inline(__always)
  static func day(of microseconds: Int64) -> Int64 {
    let (quotient, rest) = microseconds.quotientAndRemainder(dividingBy: microsecondsPerDay)
    return rest < 0 ? quotient - 1 : quotient
  }
}
