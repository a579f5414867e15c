extension Function {
  /// Whole numbers from the microseconds since midnight; a date is its midnight.
  @inline(__always)
  private static func timeOfDay(
    _ vector: Vector, _ count: Int, _ memory: ChunkMemory, _ part: (Int64) -> Int64
  ) -> Vector {
    Vector(
      .ints(
        memory.mapLanes(vector.ints, count) {
          part($0 - CivilCalendar.day(of: $0) * CivilCalendar.microsecondsPerDay)
        }))
  }

  private static func moments(
    _ arguments: [Argument], gives type: ColumnType, kernel: @escaping Kernel
  ) -> Overload? {
    guard arguments.count == 1, Days.type(arguments[0]) != nil else { return nil }
    return Overload([.timestamp], gives: type, kernel: kernel)
  }

  static let hour = Function(
    name: "hour", aliases: ["小时"], group: .date,
    summary: "The hour of the day, 0 to 23.", summaryChinese: "小时，0 到 23。",
    parameters: [moment], examples: [.init("hour(@2024-02-29T13:45:10)", gives: "13")],
    sql: "hour(CAST({0} AS TIMESTAMP))"
  ) {
    moments($0, gives: .int) { arguments, count, memory in
      timeOfDay(arguments[0], count, memory) { $0 / 3_600_000_000 }
    }
  }

  static let minute = Function(
    name: "minute", aliases: ["分钟"], group: .date,
    summary: "The minute of the hour, 0 to 59.", summaryChinese: "分钟，0 到 59。",
    parameters: [moment], examples: [.init("minute(@2024-02-29T13:45:10)", gives: "45")],
    sql: "minute(CAST({0} AS TIMESTAMP))"
  ) {
    moments($0, gives: .int) { arguments, count, memory in
      timeOfDay(arguments[0], count, memory) { $0 / 60_000_000 % 60 }
    }
  }

  static let second = Function(
    name: "second", aliases: ["秒"], group: .date,
    summary: "The second of the minute, 0 to 59, without its fraction.",
    summaryChinese: "秒，0 到 59，不含小数。",
    parameters: [moment], examples: [.init("second(@2024-02-29T13:45:10)", gives: "10")],
    sql: "second(CAST({0} AS TIMESTAMP))"
  ) {
    moments($0, gives: .int) { arguments, count, memory in
      timeOfDay(arguments[0], count, memory) { $0 / 1_000_000 % 60 }
    }
  }

  static let epoch = Function(
    name: "epoch", aliases: ["时间戳秒"], group: .date,
    summary: "Seconds since 1970-01-01 00:00:00 of the data's own time zone.",
    summaryChinese: "自 1970-01-01 零点（数据所在时区）起的秒数。",
    parameters: [moment], examples: [.init("epoch(@1970-01-01T00:00:01)", gives: "1.0")],
    sql: "epoch(CAST({0} AS TIMESTAMP))"
  ) {
    moments($0, gives: .float) { arguments, count, memory in
      Vector(.doubles(memory.mapLanes(arguments[0].ints, count) { Double($0) / 1_000_000 }))
    }
  }
}
