/// Adding calendar durations to dates and timestamps.
enum DurationArithmetic {
  /// Nothing moves further: 10,000 years in months, days and seconds.
  private static let limits: [Int64] = [120_000, 3_660_000, 320_000_000_000]

  static func overload(_ arguments: [Function.Argument]) -> Overload? {
    guard arguments.count == 4, let type = Days.type(arguments[0]),
      arguments[1...].allSatisfy({ $0.type == .int || $0.type.isNull })
    else { return nil }
    // A date stays one when it is known that no seconds are added.
    if type == .date, arguments[3].constant == .int(0) {
      return Overload([.date, .int, .int, .int], gives: .date) { arguments, count, memory in
        checkLimits(arguments, count, memory)
        return Vector(.ints(days(arguments[0].ints, arguments, count, memory)))
      }
    }
    return Overload([.timestamp, .int, .int, .int], gives: .timestamp, kernel: timestamps)
  }

  private static let timestamps: Kernel = { arguments, count, memory in
    checkLimits(arguments, count, memory)
    let times = arguments[0].ints
    let seconds = arguments[3].ints
    let old = memory.mapLanes(times, count) { CivilCalendar.day(of: $0) }
    let new = days(old, arguments, count, memory)
    let out = memory.ints(count)
    for lane in 0..<count {
      let moved = (new[lane] &- old[lane]) &* CivilCalendar.microsecondsPerDay
      out[lane] = times[lane] &+ moved &+ seconds[lane] &* 1_000_000
    }
    return Vector(.ints(out))
  }

  private static func days(
    _ days: UnsafeMutablePointer<Int64>, _ arguments: [Vector], _ count: Int, _ memory: ChunkMemory
  ) -> UnsafeMutablePointer<Int64> {
    let months = arguments[1].ints
    let extra = arguments[2].ints
    let (monthLimit, dayLimit) = (limits[0], limits[1])
    let out = memory.ints(count)
    for lane in 0..<count {
      let moved =
        months[lane] == 0
        ? Int(days[lane])
        : CivilCalendar.adding(months: Int(clamping(months[lane], monthLimit)), to: Int(days[lane]))
      out[lane] = Int64(moved) &+ clamping(extra[lane], dayLimit)
    }
    return out
  }

  private static func clamping(_ value: Int64, _ limit: Int64) -> Int64 {
    min(max(value, -limit), limit)
  }

  private static func checkLimits(_ arguments: [Vector], _ count: Int, _ memory: ChunkMemory) {
    for (limit, argument) in zip(limits, arguments.dropFirst()) {
      let lanes = argument.ints
      memory.checkOverflow(arguments, count) { lanes[$0].magnitude > limit.magnitude }
    }
  }
}
