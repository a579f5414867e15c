/// Loops over days: a timestamp counts as the day that holds it.
enum Days {
  /// `date` or `timestamp` (a bare null as a date); nil for any other type.
  static func type(_ argument: Function.Argument) -> ColumnType? {
    let type = argument.type.isNull ? .date : argument.type
    return type.isTemporal ? type : nil
  }

  /// The days of a vector of `type`.
  static func lanes(
    _ vector: Vector, _ type: ColumnType, _ count: Int, _ memory: ChunkMemory
  ) -> UnsafeMutablePointer<Int64> {
    guard type == .timestamp else { return vector.ints }
    return memory.mapLanes(vector.ints, count) { CivilCalendar.day(of: $0) }
  }

  /// A whole number from one day.
  @inline(__always)
  static func map(
    _ vector: Vector, _ type: ColumnType, _ count: Int, _ memory: ChunkMemory,
    _ part: (Int) -> Int
  ) -> Vector {
    let days = lanes(vector, type, count, memory)
    return Vector(.ints(memory.mapLanes(days, count) { Int64(part(Int($0))) }))
  }

  /// A whole number from two days.
  @inline(__always)
  static func zip(
    _ arguments: [Function.Argument], _ distance: @escaping @Sendable (Int, Int) -> Int
  ) -> Overload? {
    guard arguments.count == 2, let first = type(arguments[0]), let second = type(arguments[1])
    else { return nil }
    return Overload([first, second], gives: .int) { arguments, count, memory in
      let a = lanes(arguments[0], first, count, memory)
      let b = lanes(arguments[1], second, count, memory)
      return Vector(.ints(memory.zipLanes(a, b, count) { Int64(distance(Int($0), Int($1))) }))
    }
  }
}
