/// `+` and `-` with a date: whole days are numbers. Months, hours and the like are durations, which
/// the binder turns into `add_duration`.
enum DayArithmetic {
  static func sum(_ arguments: [Function.Argument]) -> Overload? {
    switch arguments.types {
    case [.date, .int], [.int, .date], [.date, .null], [.null, .date]:
      let types: [ColumnType] = arguments[0].type == .date ? [.date, .int] : [.int, .date]
      return Overload(types, gives: .date, kernel: days(IntegerArithmetic.add))
    default: return nil
    }
  }

  static func difference(_ arguments: [Function.Argument]) -> Overload? {
    switch arguments.types {
    case [.date, .date], [.date, .null], [.null, .date]:
      return Overload([.date, .date], gives: .int, kernel: IntegerArithmetic.subtract)
    case [.date, .int]:
      return Overload([.date, .int], gives: .date, kernel: days(IntegerArithmetic.subtract))
    case [.timestamp, .timestamp], [.timestamp, .date], [.date, .timestamp], [.timestamp, .null],
      [.null, .timestamp]:
      return Overload([.timestamp, .timestamp], gives: .float, kernel: fractionalDays)
    default: return nil
    }
  }

  /// A date is 32 bits of days: a result beyond that is an overflow.
  private static func days(_ kernel: @escaping Kernel) -> Kernel {
    { arguments, count, memory in
      let vector = kernel(arguments, count, memory)
      let lanes = vector.ints
      memory.checkOverflow(arguments, count) { Int32(exactly: lanes[$0]) == nil }
      return vector
    }
  }

  private static let fractionalDays: Kernel = { arguments, count, memory in
    let vector = IntegerArithmetic.subtract(arguments, count, memory)
    let day = Double(CivilCalendar.microsecondsPerDay)
    return Vector(.doubles(memory.mapLanes(vector.ints, count) { Double($0) / day }))
  }
}
